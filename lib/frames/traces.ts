import type { Trace } from '../etl/index.ts';

/** One trace, or the files of one recording, which are analysed as one. */
export type OneOrMoreTraces = Trace | readonly Trace[];

export function tracesOf(trace: OneOrMoreTraces): readonly Trace[] {
  return 'source' in trace ? [trace] : trace;
}
