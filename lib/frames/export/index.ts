/** Frames to files, for Node: one file a frame, written while the trace is read. */
export type { ConstantColumn } from './constants.ts';
export { type ExportOptions, type ExportResult, exportFrames } from './export.ts';
export { openRowFile } from './file-order.ts';
export { EXPORT_FORMATS, type ExportFormatName } from './formats.ts';
export { FRAMES_SCHEMA } from './metadata.ts';
export type { ExportedFile } from './output.ts';
