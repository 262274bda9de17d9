import { join, resolve } from 'node:path';
import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api';
import { TemporaryFolder } from '../../etl/file/index.ts';
import { TraceError } from '../../etl/index.ts';
import { OutputFile } from '../../output/index.ts';
import type { Analysis, AnalyzeOptions } from '../../wsk/index.ts';
import { exportFrames } from '../export/index.ts';
import type { OneOrMoreTraces } from '../index.ts';
import { loadDuckDB } from './duckdb.ts';
import { exactly } from './exactly.ts';
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

/** The frames of a trace as tables of a DuckDB database. Close it after use. */
export interface FrameDatabase {
  readonly analysis: Analysis;
  /**
   * Runs SQL. Of several statements the last one gives the rows.
   * @throws TraceError of kind `usage` with DuckDB's own words where the SQL is wrong
   */
  query(sql: string): Promise<SqlResult>;
  /** Writes the rows of one statement to a Parquet file, which the options have to have named. */
  copyTo(path: string, sql: string): Promise<void>;
  /** Ends the database, and removes its temporary files. */
  close(): void;
}

/** What a database is made of. */
interface Parts {
  readonly analysis: Analysis;
  readonly folder: TemporaryFolder;
  /** For `copyTo`. */
  readonly target: OutputFile | null;
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
  readonly allowFiles: boolean;
}

// Not exported: who has no DuckDB has no types of it, either.
class TemporaryDatabase implements FrameDatabase {
  readonly analysis: Analysis;
  readonly #folder: TemporaryFolder;
  readonly #target: OutputFile | null;
  readonly #refuse: (sql: string) => void;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  constructor({ analysis, folder, target, instance, connection, allowFiles }: Parts) {
    this.analysis = analysis;
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
    const result = await attempt(() => connection.stream(sql));
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
 * Analyses a trace, or the files of one recording, and opens its frames for SQL, each as a table of its name. The rows lie in temporary Parquet files,
 * so that memory does not depend on the trace's size; `close` removes them.
 *
 * @throws TraceError of kind `usage` where DuckDB is not installed
 * @example
 * const database = await openDatabase(await openTrace('trace.etl'));
 * const { rows } = await database.query('SELECT op, count(*) FROM calls GROUP BY op');
 */
export async function openDatabase(trace: OneOrMoreTraces, options: SqlOptions = {}): Promise<FrameDatabase> {
  const { allowFiles = false, outputFile, ...analyzeOptions } = options;
  const { DuckDBInstance } = await loadDuckDB();
  const target = outputFile === undefined ? null : new OutputFile(outputFile);
  let folder: TemporaryFolder | null = null;
  try {
    folder = new TemporaryFolder('wsktrace-sql-');
    const { analysis, files } = exportFrames(trace, { ...analyzeOptions, folder: folder.path });
    const spill = join(folder.path, 'spill');
    const instance = await DuckDBInstance.create(':memory:', { temp_directory: spill });
    const connection = await instance.connect();
    for (const { frame, path } of files) {
      await connection.run(`CREATE VIEW ${frame} AS SELECT * FROM read_parquet(${literal(path)})`);
    }
    if (!allowFiles) {
      const allowed = files
        .map(({ path }) => path)
        .concat(target === null ? [] : [target.writtenPath, resolve(target.path)]);
      await lock(connection, allowed);
    }
    return new TemporaryDatabase({ analysis, folder, target, instance, connection, allowFiles });
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

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

async function attempt<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
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
