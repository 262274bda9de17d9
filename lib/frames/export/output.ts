import { statSync } from 'node:fs';
import type { OutputFile } from '../../output/index.ts';
import type { RowBlock, RowSink } from '../row-block.ts';
import type { ColumnTypes, FrameName, FrameSpec } from '../schema.ts';
import type { ConstantColumn } from './constants.ts';
import { openRowFile } from './file-order.ts';
import type { ExportFormatName } from './formats.ts';
import type { WritingThread } from './thread/writing-thread.ts';

export interface ExportedFile {
  readonly frame: FrameName;
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

export interface OutputOptions {
  /** The frame's file, which whoever made it puts in its place. */
  readonly target: OutputFile;
  readonly format: ExportFormatName;
  readonly forSpreadsheet: boolean;
  readonly constants: readonly ConstantColumn[];
  /** Who is to write, where it can. */
  readonly thread: WritingThread | null;
}

/** One frame on its way into its file. */
export class Output implements RowSink {
  readonly #spec: FrameSpec<ColumnTypes, FrameName>;
  readonly #metadata: ReadonlyMap<string, string>;
  readonly #options: OutputOptions;
  #file: RowSink | null = null;
  #rows = 0;

  constructor(
    spec: FrameSpec<ColumnTypes, FrameName>,
    metadata: ReadonlyMap<string, string>,
    options: OutputOptions,
  ) {
    this.#spec = spec;
    this.#metadata = metadata;
    this.#options = options;
  }

  write(block: RowBlock): void {
    this.#rows += block.rows;
    this.#open().write(block);
  }

  end(): void {
    this.#open().end();
  }

  /** What is told of the file, once it is in its place. */
  result(): ExportedFile {
    const { path } = this.#options.target;
    return { frame: this.#spec.name, path, rows: this.#rows, bytes: statSync(path).size };
  }

  #open(): RowSink {
    this.#file ??= this.#begin();
    return this.#file;
  }

  #begin(): RowSink {
    const { target, thread, ...how } = this.#options;
    const { path, descriptor } = target;
    const order = { ...how, spec: this.#spec, metadata: this.#metadata, descriptor, path };
    return thread?.comesUp() ? thread.open(order) : openRowFile(order);
  }
}
