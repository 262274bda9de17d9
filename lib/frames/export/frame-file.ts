import type { ChunkSink } from '../chunk-builder.ts';
import type { FrameSpec } from '../schema.ts';
import type { ByteSink } from './byte-sink.ts';

/** One frame's file of one format, written a chunk at a time. */
export interface FrameFile extends ChunkSink {
  /** Writes what stands behind the last row. */
  end(): void;
}

/** What a format needs to begin a frame's file. */
export interface FrameFileOptions {
  readonly spec: FrameSpec;
  readonly sink: ByteSink;
  /** See `ExportOptions`. */
  readonly forSpreadsheet: boolean;
  /** Facts for the file's metadata, where the format has such. */
  readonly metadata: ReadonlyMap<string, string>;
}

/** One kind of file. */
export interface ExportFormat {
  readonly extension: string;
  open(options: FrameFileOptions): FrameFile;
}
