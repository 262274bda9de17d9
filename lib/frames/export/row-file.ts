import { ChunkBuilder } from '../chunk-builder.ts';
import type { RowSink } from '../row-block.ts';
import type { FrameSpec } from '../schema.ts';
import type { ByteSink } from './byte-sink.ts';
import { addConstants, type ConstantColumn, withConstants } from './constants.ts';
import type { ExportFormat } from './frame-file.ts';

/** What a frame's file is to hold. */
export interface RowFileOptions {
  readonly forSpreadsheet: boolean;
  readonly spec: FrameSpec;
  readonly constants: readonly ConstantColumn[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** Writes a frame's rows as one kind of file. */
export function rowFile(
  format: ExportFormat,
  { forSpreadsheet, spec, constants, metadata }: RowFileOptions,
  sink: ByteSink,
): RowSink {
  const file = format.open({ spec: withConstants(spec, constants), metadata, forSpreadsheet, sink });
  const chunks = new ChunkBuilder(spec, { write: (chunk) => file.write(addConstants(chunk, constants)) });
  return {
    write: (block) => chunks.write(block),
    end: () => {
      chunks.end();
      file.end();
    },
  };
}
