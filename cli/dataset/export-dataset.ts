import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import {
  checkLabelName,
  type DatasetOrder,
  giveUpInput,
  type InputResult,
  parsePathLabels,
  type TraceLabels,
  withoutCopies,
} from '../../lib/frames/dataset/index.ts';
import { threadModule } from '../../lib/package/index.ts';
import { formatBytes, formatCount, plural } from '../../lib/report/index.ts';
import { printable } from '../../lib/text/index.ts';
import type { AnalysisOptions } from '../analysis.ts';
import { expandTraces } from '../check/expand.ts';
import { EndWith, ExitCode } from '../exit-code.ts';
import { createProgress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';
import { type PlainError, traceError } from '../threads/plain-error.ts';
import { OverLimit, runInThreads } from '../threads/pool.ts';
import { type DatasetRequest, type DatasetTask, orderOf } from './order.ts';

/** What can be told of each trace beside what is in it. */
export interface DatasetOptions extends AnalysisOptions {
  readonly machine?: string;
  readonly build?: string;
  readonly label?: Readonly<Record<string, string>>;
  readonly labelsFrom?: string;
  readonly jobs?: number;
  /** In nanoseconds. */
  readonly timeLimit?: number;
  /** Why the inputs are not read, by who started the program for each of them: they get their status alone. */
  readonly giveUp?: string;
}

/** What comes back from a thread. */
export type TaskOutcome = { readonly result: InputResult } | { readonly error: PlainError };

/** In the status of an input that was given up: no process of ours ends with it, but `timeout` of the coreutils does. */
const GIVEN_UP = 124;

/** Puts traces into a dataset, in several threads, and tells what came of them. */
export async function exportDataset(
  inputs: readonly string[],
  folder: string,
  options: DatasetOptions,
  version: string,
  terminal: Terminal,
): Promise<void> {
  const { provider, stuckAfter, mapping, timeLimit } = options;
  const request: DatasetRequest = {
    folder,
    analysis: {
      ...(provider === undefined ? {} : { provider }),
      ...(stuckAfter === undefined ? {} : { stuckAfter }),
      ...(mapping === undefined ? {} : { mapping }),
    },
    version,
  };
  const order = await orderOf(request);
  if (options.giveUp !== undefined) {
    giveUp(inputs, options.giveUp, options, order, terminal);
    return;
  }
  const tasks = tasksOf(expandTraces(inputs, 'kept'), options, terminal);
  const sizes = new Map(tasks.map(({ path }) => [path, sizeOf(path)]));
  const progress = await createProgress(
    terminal.hasProgress,
    [...sizes.values()].reduce((sum, size) => sum + size, 0),
  );
  let bytes = 0;
  try {
    const outcomes = await runInThreads<DatasetTask, TaskOutcome>(tasks, {
      worker: threadModule('dataset-worker', import.meta.url),
      workerData: request,
      threads: options.jobs ?? availableParallelism(),
      limitMs: timeLimit === undefined ? undefined : timeLimit / 1e6,
      nameOf: ({ path }) => `exporting ${path}`,
      giveUp: ({ path, labels }, why) => ({
        result: giveUpInput(path, labels, order, reasonOf(why, timeLimit)),
      }),
      tell: (_outcome, { path }) => {
        bytes += sizes.get(path)!;
        progress.update(bytes, 0);
      },
    });
    progress.end();
    tell(outcomes.map(resultOf), folder, terminal);
  } finally {
    progress.end();
  }
}

/** What is not there any more is given up by its name as it is. */
function giveUp(
  inputs: readonly string[],
  message: string,
  options: DatasetOptions,
  order: DatasetOrder,
  terminal: Terminal,
): void {
  const outcome = { exitCode: GIVEN_UP, message };
  const tasks = tasksOf(expandTraces(inputs, 'named'), options, terminal);
  const results = tasks.map(({ path, labels }) => giveUpInput(path, labels, order, outcome));
  tell(results, order.folder, terminal);
}

function tasksOf(paths: readonly string[], options: DatasetOptions, terminal: Terminal): DatasetTask[] {
  const { machine, build, label = {}, labelsFrom } = options;
  Object.keys(label).forEach(checkLabelName);
  const fromPath = labelsFrom === undefined ? null : parsePathLabels(labelsFrom);
  // A trace's files have the same columns whatever it is exported with, so that a reader that looks at one sees them all.
  const names = new Set<string>([...Object.keys(label), ...(fromPath?.names ?? [])]);
  const found = paths.map((path) => ({ path, told: fromPath?.find(path) ?? null }));
  names.delete('machine');
  names.delete('build');
  const unfit = fromPath === null ? [] : found.filter(({ told }) => told === null);
  if (unfit.length > 0) {
    terminal.warn(
      `wsktrace: ${plural(unfit.length, 'path does', 'paths do')} not fit --labels-from ${labelsFrom}, as ${printable(unfit[0]!.path)}`,
    );
  }
  return found.map(({ path, told }) => {
    const others = Object.fromEntries([...names].map((name) => [name, told?.[name] ?? label[name] ?? null]));
    const labels: TraceLabels = {
      machine: told?.machine ?? machine ?? null,
      build: told?.build ?? build ?? null,
      others,
    };
    return { path, labels };
  });
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function reasonOf(why: unknown, timeLimitNs: number | undefined): { exitCode: number; message: string } {
  if (why instanceof OverLimit) {
    return { exitCode: GIVEN_UP, message: `took longer than ${(timeLimitNs ?? 0) / 1e9} s` };
  }
  const { code, message } = why as NodeJS.ErrnoException;
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? { exitCode: ExitCode.NoMemory, message: 'memory did not suffice' }
    : { exitCode: ExitCode.Internal, message: `a fault of wsktrace: ${message}` };
}

function resultOf(outcome: TaskOutcome): InputResult {
  if ('error' in outcome) {
    throw traceError(outcome.error);
  }
  return outcome.result;
}

function tell(results: readonly InputResult[], folder: string, terminal: Terminal): void {
  for (const { path, status, message } of results) {
    if (message !== null) {
      // The message of what can’t be read begins with the path.
      const text = message.startsWith(path) ? message : `${path}: ${message}`;
      terminal.warn(`wsktrace: ${status}: ${printable(text)}`);
    }
  }
  const traces = withoutCopies(results);
  const count = (wanted: InputResult['status']) => traces.filter(({ status }) => status === wanted).length;
  const parts = (['ok', 'lossy', 'damaged', 'unreadable'] as const)
    .map((status) => ({ status, of: count(status) }))
    .filter(({ of }) => of > 0)
    .map(({ status, of }) => `${formatCount(of)} ${status}`);
  const before = count(null);
  const copies = results.length - traces.length;
  const all = [
    ...parts,
    ...(before > 0 ? [`${formatCount(before)} there before`] : []),
    ...(copies > 0 ? [`and ${plural(copies, 'copy', 'copies')}`] : []),
  ].join(', ');
  const written = traces.reduce((sum, { rows }) => sum + rows, 0);
  const read = traces.reduce((sum, { bytes }) => sum + bytes, 0);
  terminal.out(
    `${printable(folder)}  ${plural(traces.length, 'trace')}: ${all}  ${plural(written, 'row')} of ${formatBytes(read)}\n`,
  );
  if (results.every(({ status }) => status === 'unreadable')) {
    throw new EndWith(ExitCode.Unreadable);
  }
}
