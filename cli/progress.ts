import { WriteStream } from 'node:tty';
import { isMainThread } from 'node:worker_threads';
import type { Options, SingleBar } from 'cli-progress';
import { formatBytes, formatCount } from '../lib/report/index.ts';

const STDERR = 2;
/** A bar on stderr that shows up only for what takes longer than this. */
const QUIET_MS = 1000;

/** Shows how far a file has been read, and how fast. */
export interface Progress {
  update(bytesRead: number, events: number): void;
  /** Clears the bar away. */
  end(): void;
}

const NO_PROGRESS: Progress = { update() {}, end() {} };

export async function createProgress(isShown: boolean, totalBytes: number): Promise<Progress> {
  if (!isShown) {
    return NO_PROGRESS;
  }
  const { default: cliProgress } = await import('cli-progress');
  return new Bar(totalBytes, () => new cliProgress.SingleBar(barOptions()));
}

class Bar implements Progress {
  readonly #total: number;
  readonly #create: () => SingleBar;
  readonly #startedMs = Date.now();
  #bar: SingleBar | null = null;
  /** The first bytes, before which nothing is told of how fast the others come. */
  #first: { readonly ms: number; readonly bytes: number } | null = null;

  constructor(total: number, create: () => SingleBar) {
    this.#total = total;
    this.#create = create;
  }

  update(bytesRead: number, events: number): void {
    const now = Date.now();
    this.#first ??= { ms: now, bytes: bytesRead };
    const elapsedMs = now - this.#startedMs;
    if (elapsedMs < QUIET_MS) {
      return;
    }
    const rate = `${formatCount(Math.round((events * 1000) / elapsedMs))} events/s`;
    const payload = {
      left: leftOf(now - this.#first.ms, bytesRead - this.#first.bytes, this.#total - bytesRead),
      of: `${formatBytes(bytesRead)} of ${formatBytes(this.#total)}`,
      rate,
    };
    if (this.#bar === null) {
      this.#bar = this.#create();
      this.#bar.start(this.#total, bytesRead, payload);
    }
    this.#bar.update(bytesRead, payload);
  }

  end(): void {
    this.#bar?.stop();
  }
}

/** How long the rest takes at the rate so far; empty where none is known. */
function leftOf(elapsedMs: number, had: number, rest: number): string {
  if (had === 0) {
    return '';
  }
  const seconds = Math.ceil((elapsedMs * rest) / had / 1000);
  return seconds < 60 ? `${seconds} s left` : `${Math.floor(seconds / 60)} min ${seconds % 60} s left`;
}

function barOptions(): Options {
  return {
    // That of a thread goes through the main thread, and is no terminal.
    stream: isMainThread ? process.stderr : new WriteStream(STDERR),
    format: '{bar} {percentage}%  {of}  {rate}  {left}',
    clearOnComplete: true,
    hideCursor: true,
    barsize: 24,
  };
}
