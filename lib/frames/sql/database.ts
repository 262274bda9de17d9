import { join, resolve } from 'node:path';
import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api';
import { TemporaryFolder } from '../../etl/file/index.ts';
import { TraceError } from '../../etl/index.ts';
import { OutputFile } from '../../output/index.ts';
import type { Analysis, AnalyzeOptions } from '../../wsk/index.ts';
import {
  type FrameFiles,
  frameFiles,
  isDataset,
  keyOf,
  nameOf,
  STATUS,
  statusRow,
  traceIdOf,
  writeStatus,
} from '../dataset/index.ts';
import { exportFrames } from '../export/index.ts';
import type { FrameSpec } from '../schema.ts';
import { FRAMES } from '../specs.ts';
import { SQL_TYPES } from '../sql-types.ts';
import { type OneOrMoreTraces, tracesOf } from '../traces.ts';
import { loadDuckDB } from './duckdb.ts';
import { exactly } from './exactly.ts';
import { literal } from './literal.ts';
import { streamLast } from './statements.ts';
import { TRACE_ID } from './tables.ts';
import { TOO_LONG } from './too-long.ts';
import { cellReader, type SqlType, type SqlValue } from './value.ts';

export interface SqlOptions extends AnalyzeOptions {
  /** Lets SQL read and write other files, and load extensions. Off unless told. */
  readonly allowFiles?: boolean;
  /** A file that SQL may write although other files are off limits: for `copyTo`. */
  readonly outputFile?: string;
}

/** The rows of a query, some at a time. */
export interface SqlResult {
  readonly columns: readonly string[];
  rows(): AsyncIterable<readonly SqlValue[]>;
}

/** Frames as tables of a DuckDB database. Close it after use. */
export interface SqlDatabase {
  /**
   * Runs SQL. Of several statements the last one gives the rows; one before it that would give some is refused.
   * @throws TraceError of kind `usage` with DuckDB's own words where the SQL is wrong
   */
  query(sql: string): Promise<SqlResult>;
  /** Writes the rows of one statement to a Parquet file, which the options have to have named. */
  copyTo(path: string, sql: string): Promise<void>;
  /** Ends the database, and removes its temporary files. */
  close(): void;
}

/** The frames of a trace, and its analysis. */
export interface FrameDatabase extends SqlDatabase {
  readonly analysis: Analysis;
}

/** What a database is made of. */
interface Parts {
  readonly folder: TemporaryFolder;
  /** For `copyTo`. */
  readonly target: OutputFile | null;
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
  readonly allowFiles: boolean;
}

// Not exported: who has no DuckDB has no types of it, either.
class TemporaryDatabase implements SqlDatabase {
  readonly #folder: TemporaryFolder;
  readonly #target: OutputFile | null;
  readonly #refuse: (sql: string) => void;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  constructor({ folder, target, instance, connection, allowFiles }: Parts) {
    this.#folder = folder;
    this.#target = target;
    this.#instance = instance;
    this.#refuse = allowFiles ? () => {} : refuseLogging;
    this.#connection = connection;
  }

  async query(sql: string): Promise<SqlResult> {
    const connection = this.#connection;
    // DuckDB has no words for it.
    if (sql.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\/|[\s;]/g, '') === '') {
      throw new TraceError('usage', 'the SQL holds no statement');
    }
    this.#refuse(sql);
    const result = await attempt(() => streamLast(connection, sql));
    const cells = result.columnTypes().map((type) => cellReader(type as SqlType));
    return {
      columns: result.deduplicatedColumnNames(),
      async *rows() {
        for (let chunk = await attempt(() => result.fetchChunk()); chunk !== null && chunk.rowCount > 0; ) {
          for (const row of rowsOf(chunk)) {
            yield row.map((value, column) => cells[column]!(value));
          }
          chunk = await attempt(() => result.fetchChunk());
        }
      },
    };
  }

  async copyTo(path: string, sql: string): Promise<void> {
    // The end of a statement would end the COPY: its semicolon, with what comments follow it.
    this.#refuse(sql);
    const statement = sql.trim().replace(/;\s*(--[^\n]*\s*)*$/, '');
    const target = this.#target;
    if (target === null || target.path !== path) {
      throw new TraceError('usage', 'is no file that the database was opened to write', { file: path });
    }
    // It is whole when it gets its name: DuckDB needs no temporary file of its own.
    const rows = await attempt(() => exactly(this.#connection, statement));
    const copy = `COPY (\n${rows}\n) TO ${literal(target.handOver())} (FORMAT parquet, USE_TMP_FILE false)`;
    await attempt(() => this.#connection.run(copy));
    target.replace();
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
    this.#target?.abandon();
    this.#folder.remove();
  }
}

/**
 * Analyses a trace, or the files of one recording, and opens its frames for SQL, each as a table of its name, with a
 * `traceId`, and a table `status` of one row. The rows lie in temporary Parquet files, so that memory does not depend on
 * the trace's size; `close` removes them.
 *
 * @throws TraceError of kind `usage` where DuckDB is not installed
 * @example
 * const database = await openDatabase(await openTrace('trace.etl'));
 * const { rows } = await database.query('SELECT op, count(*) FROM calls GROUP BY op');
 */
export async function openDatabase(trace: OneOrMoreTraces, options: SqlOptions = {}): Promise<FrameDatabase> {
  const { allowFiles = false, outputFile, ...analyzeOptions } = options;
  let analysis: Analysis | null = null;
  const database = await open(
    { allowFiles, ...(outputFile === undefined ? {} : { outputFile }) },
    (folder) => {
      const ids = tracesOf(trace).map(({ source }) => traceIdOf(source));
      const traceId = ids.length === 1 ? ids[0]! : nameOf(ids.join());
      const constants = [{ ...TRACE_ID, value: traceId }];
      const { files, ...result } = exportFrames(trace, { ...analyzeOptions, folder, constants });
      analysis = result.analysis;
      const status = join(folder, 'status.parquet');
      const facts = {
        path: tracesOf(trace)[0]!.source.name,
        traceId,
        machine: null,
        build: null,
        version: 'unknown',
      };
      writeStatus(status, statusRow(facts, { analysis }));
      return [...files, { frame: 'status', path: status }].map(({ frame, path }) => ({
        name: frame,
        select: `SELECT * FROM read_parquet(${literal(path)})`,
        paths: [path],
      }));
    },
  );
  return Object.assign(database, { analysis: analysis! });
}

/**
 * Opens a dataset (see `exportInput`) for SQL: the frames of all its traces, each as a table of its name, with `traceId`,
 * `date`, `machine`, `build` and the labels, and the table `status`. What has no status is not shown.
 * @throws TraceError of kind `usage` where the folder is no dataset, or DuckDB is not installed
 */
export async function openDataset(
  folder: string,
  options: Pick<SqlOptions, 'allowFiles' | 'outputFile'> = {},
): Promise<SqlDatabase> {
  if (!isDataset(folder)) {
    throw new TraceError('usage', 'is no dataset: export --dataset makes one', { file: folder });
  }
  return open(options, () =>
    [STATUS, ...FRAMES].map((spec) => {
      const files = frameFiles(folder, spec.name);
      const paths = [...files.single, ...files.compacted];
      return { name: spec.name, select: datasetRows(spec, files), paths };
    }),
  );
}

/**
 * All files of a frame as one table; a column that not all of them have, or none as where an older version wrote them, is
 * none in the others. What has a file of its own is left out of compacted ones, so that no row is there twice.
 */
function datasetRows(spec: FrameSpec, { single, compacted }: FrameFiles): string {
  const { name } = spec;
  const read = (paths: readonly string[]) =>
    `read_parquet([${paths.map(literal).join(', ')}], union_by_name = true, ` +
    'hive_partitioning = true, hive_types_autocast = false)';
  const isStatus = name === STATUS.name;
  const own = isStatus
    ? `SELECT path FROM ${read(single)}`
    : single.map((path) => literal(keyOf(path))).join(', ');
  const isOwn = single.length === 0 ? '' : ` WHERE ${isStatus ? 'path' : 'traceId'} NOT IN (${own})`;
  const parts = [
    ...(single.length === 0 ? [] : [`SELECT * FROM ${read(single)}`]),
    ...(compacted.length === 0 ? [] : [`SELECT * FROM ${read(compacted)}${isOwn}`]),
    nothing(spec),
  ];
  const rows = `SELECT * FROM (${parts.join(' UNION ALL BY NAME ')})`;
  return isStatus ? rows : `SELECT * FROM (${rows}) WHERE traceId IN (SELECT s.traceId FROM status AS s)`;
}

/** The table of a frame that no trace has. */
function nothing({ columns }: FrameSpec): string {
  const types = [
    ...columns.map(({ name, type }) => [name, SQL_TYPES[type]] as const),
    ...['traceId', 'build', 'date', 'machine'].map((name) => [name, 'VARCHAR'] as const),
  ];
  const cells = [...new Map(types)].map(([name, type]) => `CAST(NULL AS ${type}) AS "${name}"`);
  return `SELECT ${cells.join(', ')} WHERE false`;
}

/** A table that SQL is to find. */
interface View {
  readonly name: string;
  readonly select: string;
  /** The files that it reads. */
  readonly paths: readonly string[];
}

async function open(
  { allowFiles = false, outputFile }: Pick<SqlOptions, 'allowFiles' | 'outputFile'>,
  makeViews: (folder: string) => readonly View[],
): Promise<SqlDatabase> {
  const { DuckDBInstance } = await loadDuckDB();
  const target = outputFile === undefined ? null : new OutputFile(outputFile);
  let folder: TemporaryFolder | null = null;
  try {
    folder = new TemporaryFolder('wsktrace-sql-');
    const views = makeViews(folder.path);
    const spill = join(folder.path, 'spill');
    const instance = await DuckDBInstance.create(':memory:', { temp_directory: spill });
    const connection = await instance.connect();
    for (const { name, select } of views) {
      await connection.run(`CREATE VIEW ${name} AS ${select}`);
    }
    if (!allowFiles) {
      const allowed = views
        .flatMap(({ paths }) => paths)
        .concat(target === null ? [] : [target.writtenPath, resolve(target.path)]);
      await lock(connection, allowed);
    }
    return new TemporaryDatabase({ folder, target, instance, connection, allowFiles });
  } catch (error) {
    target?.abandon();
    folder?.remove();
    throw error;
  }
}

/** From here on SQL reaches these files alone, and can't change that. */
async function lock(connection: DuckDBConnection, paths: readonly string[]): Promise<void> {
  await connection.run(`SET allowed_paths = [${paths.map(literal).join(', ')}]`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
}

async function attempt<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    if (cause instanceof TraceError) {
      throw cause;
    }
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new TraceError('usage', reasonOf(message), {}, cause);
  }
}

/** DuckDB's message as a sentence and, where it points at a place in the SQL, that line with the mark under it. */
function reasonOf(message: string): string[] {
  const [, sentence = message, line, mark] = /^(.*)\n\n(LINE \d+: [^\n]*)\n( *\^)\s*$/s.exec(message) ?? [];
  const inOneLine = sentence
    .replace('Failed to extract statements: ', '')
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ');
  return [inOneLine, ...(line === undefined || mark === undefined ? [] : [line, mark])];
}

/** A text longer than JavaScript has them. */
function rowsOf(chunk: DuckDBDataChunk): readonly (readonly unknown[])[] {
  try {
    return chunk.getRows();
  } catch (cause) {
    throw new TraceError('usage', TOO_LONG, {}, cause);
  }
}

/**
 * DuckDB writes its log where SQL may not, once it is told to, and ends the process over that.
 * @throws TraceError of kind `usage`
 */
function refuseLogging(sql: string): void {
  if (/\benable_logging\b/i.test(sql)) {
    throw new TraceError(
      'usage',
      'the SQL switches on a log, which is a file that it may not write: see --allow-files',
    );
  }
}
