/** Frames to files, for Node: one file a frame, written while the trace is read. */
export { type ExportOptions, type ExportResult, exportFrames } from './export.ts';
export { EXPORT_FORMATS, type ExportFormatName } from './formats.ts';
export type { ExportedFile } from './output.ts';
