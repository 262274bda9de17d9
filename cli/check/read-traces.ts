import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { threadModule } from '../../lib/package/index.ts';
import type { ReadTrace, UnreadableTrace } from '../../lib/report/index.ts';
import { createProgress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';
import { traceError } from '../threads/plain-error.ts';
import { runInThreads } from '../threads/pool.ts';
import { type ReadOutcome, type ReadRequest, readTrace, type UnreadOutcome } from './read-trace.ts';

/** A thread compiles the program anew, which takes as long as to read this much (see docs/performance.md). */
const BYTES_WORTH_A_THREAD = 256 * 1024 * 1024;
/** After so long, more threads are worth it where less than half is read: compressed traces are longer than their files tell. */
const PATIENCE_MS = 2000;

export interface ReadTraces {
  readonly traces: readonly ReadTrace[];
  readonly unreadable: readonly UnreadableTrace[];
}

/**
 * Reads traces, in the order given, in several threads: reading is all computing, and traces have nothing to do with
 * each other.
 * @param jobs how many at the same time; undefined: as many as are worth it
 */
export async function readTraces(
  files: readonly string[],
  request: ReadRequest,
  jobs: number | undefined,
  terminal: Terminal,
): Promise<ReadTraces> {
  const sizes = new Map(files.map((file) => [file, statSync(file, { throwIfNoEntry: false })?.size ?? 0]));
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const progress = await createProgress(terminal.hasProgress, total);
  let bytes = 0;
  let events = 0;
  const tell = (outcome: ReadOutcome) => {
    bytes += sizes.get(outcome.file) ?? 0;
    events += 'trace' in outcome ? outcome.trace.analysis.trace.events : 0;
    progress.update(bytes, events);
  };
  const inThreads = (some: readonly string[], threads: number) =>
    runInThreads(some, {
      worker: threadModule('check-worker', import.meta.url),
      workerData: request,
      threads,
      nameOf: (file) => `reading ${file}`,
      tell,
    });
  try {
    const threads = jobs ?? Math.min(availableParallelism(), Math.floor(total / BYTES_WORTH_A_THREAD));
    if (threads > 1 && files.length > 1) {
      return sort(await inThreads(files, threads));
    }
    const startedMs = performance.now();
    const most = jobs ?? availableParallelism();
    const isSlow = () => performance.now() - startedMs > PATIENCE_MS && bytes < total / 2;
    const outcomes = await readHere(files, request, tell, () => most > 1 && isSlow());
    const left = files.slice(outcomes.length);
    return sort([...outcomes, ...(await inThreads(left, most))]);
  } finally {
    progress.end();
  }
}

function sort(outcomes: readonly ReadOutcome[]): ReadTraces {
  const traces: ReadTrace[] = [];
  const unreadable: UnreadableTrace[] = [];
  for (const outcome of outcomes) {
    if ('trace' in outcome) {
      traces.push(outcome.trace);
    } else if (outcome.error.kind === 'unreadable') {
      unreadable.push({ file: outcome.file, reason: reasonOf(outcome) });
    } else {
      throw traceError(outcome.error);
    }
  }
  return { traces, unreadable };
}

/** Why a file can’t be read, without its name, which reports put before it themselves. */
function reasonOf({ file, error }: UnreadOutcome): string {
  const { offset } = error.place;
  const isHere = error.place.file === file;
  const reason = traceError(isHere ? { ...error, place: {} } : error).message;
  return isHere && offset !== undefined ? `at offset ${offset}: ${reason}` : reason;
}

/** Reads traces in this thread, until enough is said to be enough. */
async function readHere(
  files: readonly string[],
  request: ReadRequest,
  tell: (outcome: ReadOutcome) => void,
  isEnough: () => boolean,
): Promise<ReadOutcome[]> {
  const outcomes: ReadOutcome[] = [];
  for (const file of files) {
    if (isEnough()) {
      break;
    }
    const outcome = await readTrace(file, request);
    outcomes.push(outcome);
    tell(outcome);
  }
  return outcomes;
}
