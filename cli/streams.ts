import { fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { TraceError } from '../lib/etl/index.ts';
import type { OutputPlace } from '../lib/text/index.ts';
import { createStyle } from './style.ts';
import { createTerminal, type Terminal } from './terminal.ts';

const DEFAULT_WIDTH = 100;
const MIN_WIDTH = 80;
const STDOUT = 1;
const STDERR = 2;
/** Milliseconds until a full pipe is tried again. */
const PAUSE = 0.1;

/** The reader of our pipe has gone away, as `head` does. */
export class ClosedPipe extends Error {}

/** The terminal, or pipes, that the process was started with. NO_COLOR (no-color.org) turns colours off. */
export async function processTerminal(columns = columnsOf(STDOUT)): Promise<Terminal> {
  // Not by process.stdout: Node makes a pipe non-blocking when that is first asked for, and a write would not wait.
  const isTerminal = isatty(STDOUT);
  const hasColour = isTerminal && !process.env.NO_COLOR;
  return createTerminal(
    { hasColour, writeOut, writeError },
    {
      place: placeOf(STDOUT),
      width: Math.max(MIN_WIDTH, columns ?? DEFAULT_WIDTH),
      style: await createStyle(hasColour),
      hasProgress: isatty(STDERR),
    },
  );
}

/** Asked of terminals alone: Node makes a pipe non-blocking when process.stdout is first asked for. */
function columnsOf(stream: number): number | undefined {
  return isatty(stream) ? process.stdout.columns : undefined;
}

function placeOf(stream: number): OutputPlace {
  if (isatty(stream)) {
    return 'terminal';
  }
  try {
    return fstatSync(stream).isFile() ? 'file' : 'pipe';
  } catch {
    // It was closed before we were started.
    return 'pipe';
  }
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

function writeError(text: string): void {
  try {
    write(STDERR, text);
  } catch {
    // The exit code is left to tell, and process.stderr would make it 1, which stands for findings.
  }
}

/**
 * Writes all of it before it returns: a stream would hold back what a slow reader has not taken, without bound.
 */
function write(stream: number, text: string | Uint8Array): void {
  if (process.platform === 'win32' && isatty(stream)) {
    // A console takes bytes in its code page, often 437. Node's own stream gives it characters, and waits for it.
    (stream === STDOUT ? process.stdout : process.stderr).write(text);
    return;
  }
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
