import { Explainer, hasMachine } from '../why/index.ts';
import { type Analysis, type AnalyzeOptions, analyze } from '../wsk/index.ts';
import { ChunkBuilder, type SinkFor } from './chunk-builder.ts';
import { FrameCollector } from './collector.ts';
import type { RowSinkFor } from './row-block.ts';
import { EXPLAINED_CALLS } from './rows/segments.ts';
import { type OneOrMoreTraces, tracesOf } from './traces.ts';

/** Analyses a trace and hands the rows of its frames over, a chunk at a time, while it goes on. */
export function writeFrames(
  trace: OneOrMoreTraces,
  sinkFor: SinkFor,
  options: AnalyzeOptions = {},
): Analysis {
  return writeRows(trace, (spec) => new ChunkBuilder(spec, sinkFor(spec)), options);
}

/** The same for who makes columns of the rows elsewhere. */
export function writeRows(
  trace: OneOrMoreTraces,
  sinkFor: RowSinkFor,
  options: AnalyzeOptions = {},
): Analysis {
  const isLossless = tracesOf(trace).every(
    ({ header }) => header !== null && header.eventsLost === 0 && header.buffersLost === 0,
  );
  const collector = new FrameCollector(sinkFor, isLossless);
  const observers = [...(options.observers ?? []), collector.observer];
  const explainer = new Explainer({ worst: EXPLAINED_CALLS });
  const analysis = analyze(trace, explainer.optionsWith({ ...options, observers }));
  // What calls were spent on takes a pass of its own, which most traces have nothing for.
  collector.end(analysis, hasMachine(analysis) ? explainer.explain(tracesOf(trace), analysis) : null);
  return analysis;
}
