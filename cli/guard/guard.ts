import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import type { Worker } from 'node:worker_threads';
import type { TemporaryNote } from '../../lib/etl/file/index.ts';
import { startThread, threadModule } from '../../lib/package/index.ts';
import { ExitCode } from '../exit-code.ts';
import { tellFault } from '../fault.ts';
import type { Terminal } from '../terminal.ts';
import { codeOf, ENDING_SIGNALS, type EndingSignal } from './signals.ts';

/** What a guarded command is started with. */
export interface CommandData {
  readonly argv: readonly string[];
  /** Of the terminal, which a thread can't ask for. */
  readonly columns: number;
  /** A helping thread is of use to it as to a main thread. */
  readonly mayStartHelpers: true;
}

export type CommandMessage = { readonly temporary: TemporaryNote } | { readonly code: ExitCode };

/** How long a thread may take to stop; one that waits for a pipe that nobody reads never does. */
const GRACE_MS = 1000;
const MIB = 1024 * 1024;

/**
 * Runs a command line in a thread, so that this one is free to hear signals while that one computes, and outlives it
 * where memory does not suffice. In either case what the command left unfinished is removed.
 * @returns the exit code
 */
export async function runGuarded(argv: readonly string[], terminal: Terminal): Promise<number> {
  const workerData: CommandData = { argv, columns: terminal.width, mayStartHelpers: true };
  const limit = Math.floor(getHeapStatistics().heap_size_limit / MIB);
  const worker = startThread(threadModule('command-worker', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: limit },
  });
  const temporaries = new Set<string>();
  let code: number = ExitCode.Internal;
  worker.on('message', (message: CommandMessage) => {
    if ('code' in message) {
      code = message.code;
    } else if (message.temporary.isThere) {
      temporaries.add(message.temporary.path);
    } else {
      temporaries.delete(message.temporary.path);
    }
  });
  const end = (signal: EndingSignal) => {
    void endBy(signal, worker, temporaries);
  };
  for (const signal of ENDING_SIGNALS) {
    process.on(signal, end);
  }
  await new Promise<void>((resolve) => {
    worker.on('error', (error) => {
      code = tellFault(error, terminal);
    });
    worker.on('exit', () => resolve());
  });
  for (const signal of ENDING_SIGNALS) {
    process.off(signal, end);
  }
  removeAll(temporaries);
  return code;
}

async function endBy(signal: EndingSignal, worker: Worker, temporaries: ReadonlySet<string>): Promise<void> {
  // A second one ends it at once.
  process.removeAllListeners(signal);
  const hasStopped = await Promise.race([worker.terminate().then(() => true), delay(GRACE_MS, false)]);
  removeAll(temporaries);
  if (hasStopped) {
    process.exit(codeOf(signal));
  }
  // Leaving the usual way would wait for the thread.
  process.kill(process.pid, signal);
}

function removeAll(paths: ReadonlySet<string>): void {
  for (const path of paths) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // Nobody is left to tell.
    }
  }
}
