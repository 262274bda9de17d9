import { ChunkBuilder } from '../chunk-builder.ts';
import type { RowSink } from '../row-block.ts';
import type { FrameSpec } from '../schema.ts';
import { addConstants, type ConstantColumn, withConstants } from './constants.ts';
import { FileSink } from './file-sink.ts';
import { type ExportFormatName, FORMATS } from './formats.ts';

/** What to write, and where to. */
export interface FileOrder {
  readonly format: ExportFormatName;
  readonly forSpreadsheet: boolean;
  readonly spec: FrameSpec;
  readonly constants: readonly ConstantColumn[];
  readonly metadata: ReadonlyMap<string, string>;
  /** An open file's: threads share descriptors. */
  readonly descriptor: number;
  /** What the file is called in messages. */
  readonly path: string;
}

/** Writes a frame's rows to a file. */
export function openRowFile({
  format,
  forSpreadsheet,
  spec,
  constants,
  metadata,
  descriptor,
  path,
}: FileOrder): RowSink {
  const file = FORMATS[format].open({
    spec: withConstants(spec, constants),
    metadata,
    forSpreadsheet,
    sink: new FileSink(descriptor, path),
  });
  const chunks = new ChunkBuilder(spec, { write: (chunk) => file.write(addConstants(chunk, constants)) });
  return {
    write: (block) => chunks.write(block),
    end: () => {
      chunks.end();
      file.end();
    },
  };
}
