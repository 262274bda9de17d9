/**
 * wsktrace as a library: open a trace, walk its events, analyse it, ask its dataframes. Times are nanoseconds since the
 * trace's start; sizes are bytes; ids are exact. Nothing here prints, ends the process or reads the environment.
 *
 * @example
 * import { analyze, frames, openTrace } from 'wsktrace';
 *
 * const trace = await openTrace('trace.etl');
 * const { findings } = analyze(trace);
 * const { calls } = frames(trace);
 * trace.close();
 *
 * @module wsktrace
 */
export * from './browser.ts';
export { openTrace } from './etl/file/index.ts';
export {
  EXPORT_FORMATS,
  type ExportedFile,
  type ExportFormatName,
  type ExportOptions,
  type ExportResult,
  exportFrames,
} from './frames/export/index.ts';
export {
  type FrameDatabase,
  openDatabase,
  openDataset,
  type SqlDatabase,
  type SqlOptions,
  type SqlResult,
  type SqlValue,
} from './frames/sql/index.ts';
