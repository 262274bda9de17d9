import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TraceError } from '../../etl/index.ts';
import { jsonText } from '../../text/index.ts';
import type { Analysis, AnalyzeOptions } from '../../wsk/index.ts';
import type { FrameName, FrameSpec } from '../schema.ts';
import { FRAMES } from '../specs.ts';
import { type OneOrMoreTraces, tracesOf } from '../traces.ts';
import { writeRows } from '../write-frames.ts';
import { FileSink, PartFile } from './file-sink.ts';
import { EXPORT_FORMATS, type ExportFormatName, FORMATS } from './formats.ts';
import { columnFacts, fileMetadata, headerFacts } from './metadata.ts';
import { type ExportedFile, Output } from './output.ts';
import { WritingThread } from './thread/writing-thread.ts';

export interface ExportOptions extends AnalyzeOptions {
  /** Folder for the files; made where it is missing. Files of the same name in it are replaced. */
  readonly folder: string;
  /** parquet unless told. */
  readonly format?: ExportFormatName;
  /** In CSV, whether an apostrophe is to stand before text that a spreadsheet would take for a formula. */
  readonly forSpreadsheet?: boolean;
  /** Which frames; all of them unless told. */
  readonly frames?: readonly FrameName[];
}

export interface ExportResult {
  readonly analysis: Analysis;
  readonly files: readonly ExportedFile[];
}

/** Describes the frames, their columns and units, beside the files: what CSV and NDJSON have no place for. */
const SCHEMA_FILE = 'frames.json';

/** A trace of fewer bytes has no full chunk to write before it is read. */
const BYTES_WORTH_A_THREAD = 32 * 1024 * 1024;

/**
 * Analyses a trace, or the files of one recording, and writes its frames, one file each, named after it:
 * `calls.parquet`. Rows go to the files 131,072 at a time while the trace is read, so that memory does not depend on its
 * size; from 32 MB of trace on a thread of their own writes them, where there is a second core and the caller is the main
 * thread. A file has its name only once it is whole.
 *
 * @throws TraceError of kind `usage` where there is no such format or the folder or a file can't be written, `unreadable`
 * where the trace can no longer be read
 * @example
 * exportFrames(await openTrace('trace.etl'), { folder: 'out', format: 'parquet' });
 */
export function exportFrames(trace: OneOrMoreTraces, options: ExportOptions): ExportResult {
  const {
    folder,
    format = 'parquet',
    forSpreadsheet = false,
    frames = FRAMES.map(({ name }) => name),
    ...analyzeOptions
  } = options;
  if (!Object.hasOwn(FORMATS, format)) {
    throw new TraceError('usage', `no such format: ${format}; there are ${EXPORT_FORMATS.join(', ')}`);
  }
  makeFolder(folder);
  const specs = FRAMES.filter(({ name }) => frames.includes(name));
  const bytes = tracesOf(trace).reduce((sum, { source }) => sum + source.size, 0);
  const thread = bytes < BYTES_WORTH_A_THREAD ? null : WritingThread.start();
  const outputs = new Map<FrameName, Output>();
  try {
    for (const spec of specs) {
      outputs.set(
        spec.name,
        new Output(spec, fileMetadata(spec, trace), { folder, format, forSpreadsheet, thread }),
      );
    }
    const nowhere = { write() {}, end() {} };
    const analysis = writeRows(trace, ({ name }) => outputs.get(name) ?? nowhere, analyzeOptions);
    thread?.finish();
    const files = [...outputs.values()].map((output) => output.close());
    writeSchema(folder, trace, specs, format);
    return { analysis, files };
  } finally {
    thread?.end();
    for (const output of outputs.values()) {
      output.abandon();
    }
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
  const file = new PartFile(join(folder, SCHEMA_FILE));
  new FileSink(file.descriptor, file.path).write(new TextEncoder().encode(`${jsonText(content, 2)}\n`));
  file.close();
}
