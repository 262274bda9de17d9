import type { RowSink } from '../row-block.ts';
import { FileSink } from './file-sink.ts';
import { type ExportFormatName, FORMATS } from './formats.ts';
import { type RowFileOptions, rowFile } from './row-file.ts';

/** What to write, and where to. */
export interface FileOrder extends RowFileOptions {
  readonly format: ExportFormatName;
  /** An open file's: threads share descriptors. */
  readonly descriptor: number;
  /** What the file is called in messages. */
  readonly path: string;
}

/** Writes a frame's rows to a file. */
export function openRowFile({ format, descriptor, path, ...options }: FileOrder): RowSink {
  return rowFile(FORMATS[format], options, new FileSink(descriptor, path));
}
