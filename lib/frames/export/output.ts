import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { RowBlock, RowSink } from '../row-block.ts';
import type { FrameName, FrameSpec } from '../schema.ts';
import { PartFile } from './file-sink.ts';
import { type ExportFormatName, FORMATS } from './formats.ts';
import { openRowFile } from './row-file.ts';
import type { WritingThread } from './thread/writing-thread.ts';

export interface ExportedFile {
  readonly frame: FrameName;
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

export interface OutputOptions {
  readonly folder: string;
  readonly format: ExportFormatName;
  readonly forSpreadsheet: boolean;
  /** Who is to write, where it can. */
  readonly thread: WritingThread | null;
}

/** One frame on its way into its file. */
export class Output implements RowSink {
  readonly #spec: FrameSpec;
  readonly #metadata: ReadonlyMap<string, string>;
  readonly #options: OutputOptions;
  readonly #part: PartFile;
  #file: RowSink | null = null;
  #rows = 0;

  constructor(spec: FrameSpec, metadata: ReadonlyMap<string, string>, options: OutputOptions) {
    this.#spec = spec;
    this.#metadata = metadata;
    this.#options = options;
    this.#part = new PartFile(join(options.folder, `${spec.name}.${FORMATS[options.format].extension}`));
  }

  write(block: RowBlock): void {
    this.#rows += block.rows;
    this.#open().write(block);
  }

  end(): void {
    this.#open().end();
  }

  /** Gives the file its name, once all is written. */
  close(): ExportedFile {
    const { path } = this.#part;
    this.#part.close();
    return { frame: this.#spec.name, path, rows: this.#rows, bytes: statSync(path).size };
  }

  abandon(): void {
    this.#part.abandon();
  }

  #open(): RowSink {
    this.#file ??= this.#begin();
    return this.#file;
  }

  #begin(): RowSink {
    const { format, forSpreadsheet, thread } = this.#options;
    const { path, descriptor } = this.#part;
    const order = { format, forSpreadsheet, spec: this.#spec, metadata: this.#metadata, descriptor, path };
    return thread?.comesUp() ? thread.open(order) : openRowFile(order);
  }
}
