import { type ColumnTable, table } from 'arquero';
import type { Analysis, AnalyzeOptions } from '../wsk/index.ts';
import type { ChunkSink, SinkFor } from './chunk-builder.ts';
import { type Chunk, Column } from './column.ts';
import type { FrameName, FrameSpec } from './schema.ts';
import { FRAMES } from './specs.ts';
import type { OneOrMoreTraces } from './traces.ts';
import { writeFrames } from './write-frames.ts';

/** Every frame of a trace as an Arquero table, and the analysis that the same pass made. */
export type Frames = { readonly [Name in FrameName]: ColumnTable } & { readonly analysis: Analysis };

/**
 * Analyses a trace, or the files of one recording, and builds its frames: Arquero tables over the typed arrays that the pass wrote, about 115
 * bytes a call.
 *
 * @throws TraceError of kind `unreadable` where the file can no longer be read
 * @example
 * const { calls } = frames(await openTrace('trace.etl'));
 * calls.groupby('op').rollup({ slowestNs: op.max('latencyNs') }).print();
 */
export function frames(trace: OneOrMoreTraces, options: AnalyzeOptions = {}): Frames {
  const memory = new Map<string, Chunk[]>(FRAMES.map(({ name }) => [name, []]));
  const sinkFor: SinkFor = ({ name }): ChunkSink => ({ write: (chunk) => memory.get(name)!.push(chunk) });
  const analysis = writeFrames(trace, sinkFor, options);
  const tables = FRAMES.map((spec) => [spec.name, toTable(spec, memory.get(spec.name)!)]);
  return { ...Object.fromEntries(tables), analysis } as Frames;
}

function toTable(spec: FrameSpec, chunks: readonly Chunk[]): ColumnTable {
  const columns = spec.columns.map((column, at) => {
    const parts = chunks.map((chunk) => chunk.columns[at]!);
    return [column.name, new Column(column, parts)];
  });
  return table(Object.fromEntries(columns));
}
