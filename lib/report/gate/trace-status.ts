import type { Analysis } from '../../wsk/index.ts';
import { driverDoubt } from '../driver-doubt.ts';
import { untracedLines } from '../hints.ts';
import { unloadPhrase } from '../stuck-unload.ts';
import { doubtLines } from '../text/facts.ts';
import type { Measurement } from './threshold/threshold.ts';

/** A trace that was read: its analysis, and what the thresholds measured that need more than the analysis, by their places. */
export interface ReadTrace {
  readonly file: string;
  readonly analysis: Analysis;
  readonly measurements: readonly (Measurement | null)[];
  /** How long it took to read, in milliseconds; where that was not measured, none. */
  readonly readMs?: number;
}

export interface UnreadableTrace {
  readonly file: string;
  readonly reason: string;
}

/** What came of one trace. */
export interface TraceStatus {
  readonly file: string;
  readonly events: number;
  readonly calls: number;
  /** How long it took to read and analyse, in milliseconds; where that was not measured, none. */
  readonly readMs?: number;
  /** Why it can't be read; null where it can. */
  readonly unreadable: string | null;
  /** Of an unload that hangs, what it waits for; null where none does. */
  readonly unload: string | null;
  /** What keeps it from telling all. */
  readonly doubts: readonly string[];
}

export function readStatus({ file, analysis }: Pick<ReadTrace, 'file' | 'analysis'>): TraceStatus {
  const { trace, calls, hints } = analysis;
  const doubt = driverDoubt(analysis);
  const doubts = [...doubtLines(trace), ...untracedLines(hints), ...(doubt === null ? [] : [doubt])];
  return {
    file,
    events: trace.events,
    calls: calls.issued,
    unreadable: null,
    unload: unloadPhrase(analysis),
    doubts,
  };
}

export function unreadableStatus({ file, reason }: UnreadableTrace): TraceStatus {
  return { file, events: 0, calls: 0, unreadable: reason, unload: null, doubts: [] };
}

/** The doubts of a trace, with its name. */
export function traceDoubts({ file, doubts }: TraceStatus): string[] {
  return doubts.map((doubt) => `${file}: ${doubt}`);
}
