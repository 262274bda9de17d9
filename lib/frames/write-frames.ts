import { hasMachine, why } from '../why/index.ts';
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
  const analysis = analyze(trace, { ...options, observers });
  // What calls were spent on takes passes of its own, which most traces have nothing for.
  const explained = hasMachine(analysis)
    ? why(trace, { ...optionsOf(options), choice: { worst: EXPLAINED_CALLS } })
    : null;
  collector.end(analysis, explained);
  return analysis;
}

/** The options that say what a trace means, without those who are told of the one pass. */
function optionsOf({
  observers: _told,
  collectors: _too,
  onProgress: _progress,
  ...rest
}: AnalyzeOptions): AnalyzeOptions {
  return rest;
}
