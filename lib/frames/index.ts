/** A trace's calls, IRPs, sockets and findings as dataframes. Runs in a browser; files are written by ./export/. */

export type { ChunkSink, SinkFor } from './chunk-builder.ts';
export {
  type Chunk,
  type ChunkColumn,
  Column,
  type ColumnArray,
  type ColumnValue,
  readerOf,
  type TextList,
} from './column.ts';
export { framesAsBlobs } from './export/blob.ts';
export { type Frames, frames } from './frames.ts';
export {
  type ColumnSpec,
  type ColumnType,
  FRAME_NAMES,
  type FrameName,
  type FrameSpec,
  NO_UINT16,
  NO_UINT32,
} from './schema.ts';
export { FRAMES } from './specs.ts';
export { SQL_TYPES } from './sql-types.ts';
export { type OneOrMoreTraces, tracesOf } from './traces.ts';
export { writeFrames } from './write-frames.ts';
