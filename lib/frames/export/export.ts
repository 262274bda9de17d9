import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TraceError } from '../../etl/index.ts';
import type { Analysis, AnalyzeOptions } from '../../wsk/index.ts';
import type { FrameName, FrameSpec } from '../schema.ts';
import { FRAMES } from '../specs.ts';
import type { OneOrMoreTraces } from '../traces.ts';
import { writeFrames } from '../write-frames.ts';
import { FileSink } from './file-sink.ts';
import { type ExportFormatName, FORMATS } from './formats.ts';
import type { FrameFile } from './frame-file.ts';
import { columnFacts, fileMetadata, headerFacts } from './metadata.ts';

export interface ExportOptions extends AnalyzeOptions {
  /** Folder for the files; made where it is missing. Files of the same name in it are replaced. */
  readonly folder: string;
  /** parquet unless told. */
  readonly format?: ExportFormatName;
  /** Which frames; all of them unless told. */
  readonly frames?: readonly FrameName[];
}

export interface ExportedFile {
  readonly frame: FrameName;
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

export interface ExportResult {
  readonly analysis: Analysis;
  readonly files: readonly ExportedFile[];
}

/** Describes the frames, their columns and units, beside the files: what CSV and NDJSON have no place for. */
const SCHEMA_FILE = 'frames.json';

/**
 * Analyses a trace, or the files of one recording, and writes its frames, one file each, named after it: `calls.parquet`. Rows go to the files 131,072
 * at a time while the trace is read, so that memory does not depend on its size. A file has its name only once it is
 * whole.
 *
 * @throws TraceError of kind `usage` where the folder or a file can't be written, `unreadable` where the trace can no
 * longer be read
 * @example
 * exportFrames(await openTrace('trace.etl'), { folder: 'out', format: 'parquet' });
 */
export function exportFrames(trace: OneOrMoreTraces, options: ExportOptions): ExportResult {
  const { folder, format = 'parquet', frames = FRAMES.map(({ name }) => name), ...analyzeOptions } = options;
  makeFolder(folder);
  const specs = FRAMES.filter(({ name }) => frames.includes(name));
  const outputs = new Map<FrameName, Output>();
  try {
    for (const spec of specs) {
      outputs.set(spec.name, new Output(spec, folder, format, trace));
    }
    const nowhere = { write() {} };
    const analysis = writeFrames(trace, ({ name }) => outputs.get(name) ?? nowhere, analyzeOptions);
    const files = [...outputs.values()].map((output) => output.end());
    writeSchema(folder, trace, specs, format);
    return { analysis, files };
  } finally {
    for (const output of outputs.values()) {
      output.abandon();
    }
  }
}

/** One frame on its way into its file. */
class Output {
  readonly #spec: FrameSpec;
  readonly #sink: FileSink;
  readonly #file: FrameFile;
  #rows = 0;

  constructor(spec: FrameSpec, folder: string, format: ExportFormatName, trace: OneOrMoreTraces) {
    const { extension, open } = FORMATS[format];
    this.#spec = spec;
    this.#sink = new FileSink(join(folder, `${spec.name}.${extension}`));
    this.#file = open({ spec, sink: this.#sink, metadata: fileMetadata(spec, trace) });
  }

  write(chunk: Parameters<FrameFile['write']>[0]): void {
    this.#file.write(chunk);
    this.#rows += chunk.rows;
  }

  end(): ExportedFile {
    this.#file.end();
    this.#sink.close();
    return { frame: this.#spec.name, path: this.#sink.path, rows: this.#rows, bytes: this.#sink.bytes };
  }

  abandon(): void {
    this.#sink.abandon();
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new TraceError('usage', `no such folder can be made: ${code ?? message}`, { file: folder }, cause);
  }
}

function writeSchema(
  folder: string,
  trace: OneOrMoreTraces,
  specs: readonly FrameSpec[],
  format: ExportFormatName,
): void {
  const frames = Object.fromEntries(
    specs.map((spec) => [spec.name, { description: spec.description, columns: columnFacts(spec) }]),
  );
  const content = { schema: 'wsktrace.frames/1', format, traces: headerFacts(trace), frames };
  const sink = new FileSink(join(folder, SCHEMA_FILE));
  sink.write(new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`));
  sink.close();
}
