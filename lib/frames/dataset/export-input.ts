import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { note, openTrace } from '../../etl/file/index.ts';
import { type Trace, TraceError } from '../../etl/index.ts';
import { attempt, uniqueName } from '../../output/index.ts';
import { jsonText } from '../../text/index.ts';
import type { AnalyzeOptions } from '../../wsk/index.ts';
import { type ConstantColumn, exportFrames, FRAMES_SCHEMA } from '../export/index.ts';
import type { TraceLabels } from './labels.ts';
import { earlierStatus, elsewhere, framePath, incompleteFolder, statusPath } from './layout.ts';
import {
  dateOf,
  type InputFacts,
  type InputOutcome,
  type StatusRow,
  statusRow,
  type TraceStatus,
  writeStatus,
} from './status.ts';
import { fileIdOf, nameOf, traceIdOf } from './trace-id.ts';

/** How traces go into a dataset. */
export interface DatasetOrder {
  /** The dataset; made where it is missing. */
  readonly folder: string;
  readonly analysis: AnalyzeOptions;
  /** Tells apart what other options of the analysis gave: any text. */
  readonly analysisKey: string;
  /** Of the program, for the status. */
  readonly version: string;
  /** What the program ends with for an error, for the status. */
  readonly exitCodeOf: (error: TraceError) => number;
  /** Names of status that compacted files hold (see `compactedStatus`); none unless told. */
  readonly compacted?: ReadonlySet<string>;
}

/** What came of one input. */
export interface InputResult {
  readonly path: string;
  /** The trace, or the file that is none; null for what could not be opened. */
  readonly traceId: string | null;
  /** null where it was in the dataset before. */
  readonly status: TraceStatus | null;
  readonly message: string | null;
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Puts one trace into a dataset: its frames, and then its status, which every input gets. What is there already is left
 * as it is, and files have their places only once they are whole, so that a run can be ended, repeated or run twice at
 * the same time.
 * @throws TraceError of kind `usage` where the dataset can’t be written
 */
export async function exportInput(
  path: string,
  labels: TraceLabels,
  order: DatasetOrder,
): Promise<InputResult> {
  let trace: Trace | null = null;
  try {
    try {
      trace = await openTrace(path);
    } catch (error) {
      return settle(path, fileIdOf(path), labels, order, failure(error, order));
    }
    const traceId = traceIdOf(trace.source);
    const made = madeOf(traceId, labels, order);
    if (isThere(nameOf(path), made, order)) {
      return { path, traceId, status: null, message: null, rows: 0, bytes: trace.source.size };
    }
    return exportTrace(trace, path, traceId, labels, order);
  } finally {
    trace?.close();
  }
}

/** Whether an input was exported like this before, and not in another way since. */
function isThere(input: string, made: string, { folder, compacted }: DatasetOrder): boolean {
  return (
    existsSync(statusPath(folder, input, made)) ||
    (compacted?.has(`${input}-${made}`) === true && earlierStatus(folder, input, made).length === 0)
  );
}

/**
 * Writes the status of an input that something else went wrong with, as where its thread did not come back. It is tried
 * again by the next run. What another run exported meanwhile stays, unless it is packed: what is in it is not looked at.
 */
export function giveUpInput(
  path: string,
  labels: TraceLabels,
  order: DatasetOrder,
  outcome: { readonly exitCode: number; readonly message: string },
): InputResult {
  const fileId = fileIdOf(path);
  if (fileId !== null && isThere(nameOf(path), madeOf(fileId, labels, order), order)) {
    return { path, traceId: fileId, status: null, message: null, rows: 0, bytes: 0 };
  }
  return settle(path, fileId, labels, order, outcome);
}

/** The status of a file that went into no dataset. */
export async function fileStatus(path: string, version: string, outcome: InputOutcome): Promise<StatusRow> {
  const facts = { path, machine: null, build: null, version };
  if (!('analysis' in outcome)) {
    return statusRow({ ...facts, traceId: fileIdOf(path) }, outcome);
  }
  const trace = await openTrace(path);
  try {
    return statusRow({ ...facts, traceId: traceIdOf(trace.source) }, outcome);
  } finally {
    trace.close();
  }
}

function exportTrace(
  trace: Trace,
  path: string,
  traceId: string,
  labels: TraceLabels,
  order: DatasetOrder,
): InputResult {
  const { folder, analysis: options } = order;
  const incomplete = join(incompleteFolder(folder), uniqueName());
  note(incomplete, true);
  try {
    const { analysis, files } = exportFrames(trace, {
      ...options,
      folder: incomplete,
      constants: constantsOf(traceId, labels),
    });
    const place = { traceId, date: dateOf(analysis), machine: labels.machine };
    const places = files.map(({ frame }) => framePath(folder, frame, place));
    for (const [at, { path: written }] of files.entries()) {
      attempt(places[at]!, () => {
        mkdirSync(dirname(places[at]!), { recursive: true });
        renameSync(written, places[at]!);
      });
    }
    for (const stale of elsewhere(folder, traceId, places)) {
      rmSync(stale, { force: true });
    }
    const result = settle(path, traceId, labels, order, { analysis });
    return { ...result, rows: files.reduce((sum, { rows }) => sum + rows, 0), bytes: trace.source.size };
  } catch (error) {
    // What can’t be written is a fault of the dataset, and not the trace’s.
    if (error instanceof TraceError && error.kind === 'usage') {
      throw error;
    }
    return settle(path, traceId, labels, order, failure(error, order));
  } finally {
    rmSync(incomplete, { recursive: true, force: true });
    note(incomplete, false);
  }
}

/** Writes the status of an input, and takes away what it was before. */
function settle(
  path: string,
  traceId: string | null,
  labels: TraceLabels,
  order: DatasetOrder,
  outcome: InputOutcome,
): InputResult {
  const { folder, version } = order;
  const facts: InputFacts = { path, traceId, machine: labels.machine, build: labels.build, version };
  const row = statusRow(facts, outcome);
  const input = nameOf(path);
  // What could not be exported is tried again by the next run: its name is none that one looks for.
  const key = 'analysis' in outcome ? traceId : `not ${traceId}`;
  const made = madeOf(key, labels, order);
  writeStatus(statusPath(folder, input, made), row, columnsOf(labels));
  for (const earlier of earlierStatus(folder, input, made)) {
    rmSync(earlier, { force: true });
  }
  return { path, traceId, status: row.status, message: row.message, rows: 0, bytes: 0 };
}

function madeOf(
  traceId: string | null,
  { machine, build, others }: TraceLabels,
  order: DatasetOrder,
): string {
  const { version, analysisKey } = order;
  return nameOf(jsonText([traceId, machine, build, others, version, analysisKey, FRAMES_SCHEMA]));
}

/** The columns that every frame has behind its own; the machine is in the path. */
function constantsOf(traceId: string, labels: TraceLabels): ConstantColumn[] {
  return [
    { name: 'traceId', value: traceId, description: 'the trace: hash of what was recorded' },
    { name: 'build', value: labels.build, description: 'the build that was traced' },
    ...columnsOf(labels),
  ];
}

function columnsOf({ others }: TraceLabels): ConstantColumn[] {
  return Object.entries(others)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value, description: 'a label of the trace' }));
}

/** What the command would end with for this trace alone, and say. */
function failure(
  error: unknown,
  { exitCodeOf }: DatasetOrder,
): { readonly exitCode: number; readonly message: string } {
  if (error instanceof TraceError) {
    return { exitCode: exitCodeOf(error), message: error.message };
  }
  throw error;
}
