import { join } from 'node:path';
import { TraceError } from '../../etl/index.ts';
import { makeFolder, OutputFile, refuseClashes, replaceTogether } from '../../output/index.ts';
import type { Analysis, AnalyzeOptions } from '../../wsk/index.ts';
import type { FrameName } from '../schema.ts';
import { FRAMES } from '../specs.ts';
import { type OneOrMoreTraces, tracesOf } from '../traces.ts';
import { writeRows } from '../write-frames.ts';
import { type ConstantColumn, withConstants } from './constants.ts';
import { EXPORT_FORMATS, type ExportFormatName, FORMATS } from './formats.ts';
import { fileMetadata, SCHEMA_FILE, schemaText } from './metadata.ts';
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
  /** Columns that every frame is to have behind its own. */
  readonly constants?: readonly ConstantColumn[];
}

export interface ExportResult {
  readonly analysis: Analysis;
  readonly files: readonly ExportedFile[];
}

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
    constants = [],
    ...analyzeOptions
  } = options;
  if (!Object.hasOwn(FORMATS, format)) {
    throw new TraceError('usage', `no such format: ${format}; there are ${EXPORT_FORMATS.join(', ')}`);
  }
  const specs = FRAMES.filter(({ name }) => frames.includes(name));
  const { extension } = FORMATS[format];
  const paths = [...specs.map(({ name }) => join(folder, `${name}.${extension}`)), join(folder, SCHEMA_FILE)];
  refuseClashes(
    tracesOf(trace).map(({ source }) => source.name),
    paths,
  );
  makeFolder(folder);
  const bytes = tracesOf(trace).reduce((sum, { source }) => sum + source.size, 0);
  const thread = bytes < BYTES_WORTH_A_THREAD ? null : WritingThread.start();
  const targets: OutputFile[] = [];
  try {
    for (const path of paths) {
      targets.push(new OutputFile(path));
    }
    const outputs = new Map<string, Output>(
      specs.map((spec, at) => [
        spec.name,
        new Output(spec, fileMetadata(withConstants(spec, constants), trace), {
          target: targets[at]!,
          format,
          forSpreadsheet,
          constants,
          thread,
        }),
      ]),
    );
    const nowhere = { write() {}, end() {} };
    const analysis = writeRows(trace, ({ name }) => outputs.get(name) ?? nowhere, {
      ...analyzeOptions,
      withSegments: frames.includes('segments'),
    });
    thread?.finish();
    targets.at(-1)!.write(
      schemaText(
        trace,
        specs.map((spec) => withConstants(spec, constants)),
        format,
      ),
    );
    replaceTogether(folder, targets);
    return { analysis, files: [...outputs.values()].map((output) => output.result()) };
  } finally {
    thread?.end();
    for (const target of targets) {
      target.abandon();
    }
  }
}
