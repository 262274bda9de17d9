import { explainWhereMachine } from '../why/index.ts';
import { type Analysis, type AnalyzeOptions, analyze } from '../wsk/index.ts';
import { ChunkBuilder, type SinkFor } from './chunk-builder.ts';
import { FrameCollector } from './collector.ts';
import type { RowSinkFor } from './row-block.ts';
import { EXPLAINED_CALLS } from './rows/segments.ts';
import { type OneOrMoreTraces, tracesOf } from './traces.ts';

/** What is to be written. */
export interface RowOptions extends AnalyzeOptions {
  /** Whether the frame of segments is wanted, which can take a further pass; unless told, it is. */
  readonly withSegments?: boolean;
}

/** Analyses a trace and hands the rows of its frames over, a chunk at a time, while it goes on. */
export function writeFrames(
  trace: OneOrMoreTraces,
  sinkFor: SinkFor,
  options: AnalyzeOptions = {},
): Analysis {
  return writeRows(trace, (spec) => new ChunkBuilder(spec, sinkFor(spec)), options);
}

/** The same for who makes columns of the rows elsewhere. */
export function writeRows(trace: OneOrMoreTraces, sinkFor: RowSinkFor, options: RowOptions = {}): Analysis {
  const { withSegments = true, ...analyzeOptions } = options;
  const traces = tracesOf(trace);
  const isLossless = traces.every(
    ({ header }) => header !== null && header.eventsLost === 0 && header.buffersLost === 0,
  );
  const collector = new FrameCollector(sinkFor, isLossless);
  const told = { ...analyzeOptions, observers: [...(options.observers ?? []), collector.observer] };
  const { analysis, why } = withSegments
    ? explainWhereMachine(traces, told, { worst: EXPLAINED_CALLS })
    : { analysis: analyze(traces, told), why: null };
  collector.end(analysis, why);
  return analysis;
}
