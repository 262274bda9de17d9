import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { TraceError } from '../lib/etl/index.ts';
import type { Style } from '../lib/report/index.ts';
import { createStyle } from './style.ts';

/** Where a command writes, and what it may assume of it. */
export interface Terminal {
  /** Results, as text or as its UTF-8 bytes; a pipe that was closed ends the program quietly. */
  out(text: string | Uint8Array): void;
  /** Warnings and errors; where nobody takes them, they are lost. */
  warn(text: string): void;
  /** Columns to fill. */
  readonly width: number;
  readonly style: Style;
  /** Whether progress can be shown: stderr is a terminal. */
  readonly hasProgress: boolean;
}

const DEFAULT_WIDTH = 100;
const MIN_WIDTH = 80;
const STDOUT = 1;
const STDERR = 2;
/** Milliseconds until a full pipe is tried again. */
const PAUSE = 0.1;

/** The reader of our pipe has gone away, as `head` does. */
export class ClosedPipe extends Error {}

/** The terminal, or pipes, that the process was started with. NO_COLOR (no-color.org) turns colours off. */
export async function processTerminal(): Promise<Terminal> {
  // Not by process.stdout: Node makes a pipe non-blocking when that is first asked for, and a write would not wait.
  const isTerminal = isatty(STDOUT);
  const hasColour = isTerminal && !process.env.NO_COLOR;
  return {
    out: writeOut,
    warn,
    width: isTerminal ? Math.max(MIN_WIDTH, process.stdout.columns ?? DEFAULT_WIDTH) : DEFAULT_WIDTH,
    style: await createStyle(hasColour),
    hasProgress: isatty(STDERR),
  };
}

function writeOut(text: string | Uint8Array): void {
  try {
    write(STDOUT, text);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EPIPE') {
      throw new ClosedPipe();
    }
    throw new TraceError(
      'usage',
      `can't be written (${(cause as Error).message})`,
      { file: 'stdout' },
      cause,
    );
  }
}

function warn(text: string): void {
  try {
    write(STDERR, `${text}\n`);
  } catch {
    // The exit code is left to tell, and process.stderr would make it 1, which stands for findings.
  }
}

/** Writes all of it before it returns: a stream would hold back what a slow reader has not taken, without bound. */
function write(stream: number, text: string | Uint8Array): void {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(stream, bytes, at);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EAGAIN') {
        throw cause;
      }
      // Whoever started us may have made the pipe a non-blocking one.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}
