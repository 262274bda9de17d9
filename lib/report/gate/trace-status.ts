import type { Analysis } from '../../wsk/index.ts';
import { doubtLines } from '../text/facts.ts';
import type { Measurement } from './threshold/threshold.ts';

/** A trace that was read: its analysis, and what the thresholds on latencies measured, by their places. */
export interface ReadTrace {
  readonly file: string;
  readonly analysis: Analysis;
  readonly latencies: readonly (Measurement | null)[];
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
  /** Why it can't be read; null where it can. */
  readonly unreadable: string | null;
  /** What keeps it from telling all. */
  readonly doubts: readonly string[];
}

export function readStatus({ file, analysis }: Pick<ReadTrace, 'file' | 'analysis'>): TraceStatus {
  const { trace, providers, calls } = analysis;
  const doubts = doubtLines(trace);
  if (providers.length === 0) {
    doubts.push('no event of a WSK driver is in it: was the provider enabled?');
  } else if (calls.issued + calls.olderThanTrace === 0) {
    doubts.push('no call of a WSK function is in it: were the CALL and DATA keywords enabled?');
  }
  return { file, events: trace.events, calls: calls.issued, unreadable: null, doubts };
}

export function unreadableStatus({ file, reason }: UnreadableTrace): TraceStatus {
  return { file, events: 0, calls: 0, unreadable: reason, doubts: [] };
}

/** The doubts of a trace, with its name. */
export function traceDoubts({ file, doubts }: TraceStatus): string[] {
  return doubts.map((doubt) => `${file}: ${doubt}`);
}
