import { existsSync, statSync } from 'node:fs';
import { Command, Option } from 'commander';
import { TraceError } from '../../lib/etl/index.ts';
import type { SqlDatabase } from '../../lib/frames/sql/index.ts';
import { TOO_LONG } from '../../lib/frames/sql/too-long.ts';
import { refuseClashes } from '../../lib/output/index.ts';
import {
  formatCount,
  plural,
  ROW_FORMATS,
  type RowFormat,
  type RowFormatter,
  rowFormatter,
  schemaRows,
  schemaText,
  wrap,
} from '../../lib/report/index.ts';
import { cellMaker, jsonText, printable } from '../../lib/text/index.ts';
import { type AnalysisOptions, addAnalysisOptions, warnOfAnalysis, withTraces } from '../analysis.ts';
import { warnOfAmbiguous } from '../dataset/warn-of-ambiguous.ts';
import { readText } from '../files/read-text.ts';
import { refuseStdout } from '../files/standard-streams.ts';
import { isOutOfMemory } from '../no-memory.ts';
import { parseCount } from '../options/integer.ts';
import { refuseSpreadsheet, SPREADSHEET_HELP } from '../options/spreadsheet.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfDamage } from '../warnings.ts';

interface QueryCommandOptions extends AnalysisOptions {
  readonly sql?: string;
  readonly file?: string;
  readonly named?: string;
  readonly list?: boolean;
  readonly schema?: boolean;
  readonly maxRows?: number;
  readonly format: RowFormat | 'parquet';
  readonly out?: string;
  readonly allowFiles?: boolean;
  readonly spreadsheet?: boolean;
}

/** Rows are handed over in pieces of about this many characters. */
const PIECE = 1 << 16;
/** Rows of a table on a terminal, unless told. */
const TERMINAL_ROWS = 40;

export function queryCommand(terminal: Terminal): Command {
  const command = new Command('query')
    .argument(
      '[file...]',
      'trace files of one recording (.etl, .etl.gz, .etl.zip; - for stdin), or a dataset, then the SQL',
    )
    .option('--sql <sql>', 'what to ask, in DuckDB’s dialect: all arguments are traces then')
    .option('--file <sql>', 'take the SQL from a file')
    .option('--named <query>', 'take one of the queries that come with the program')
    .option('--list', 'show those queries and what they answer')
    .option('--schema', 'show the tables: each column with its type, unit and meaning')
    .addOption(
      new Option('--format <format>', 'how to give the rows out')
        .choices([...ROW_FORMATS, 'parquet'])
        .default('table'),
    )
    .option(
      '--max-rows <n>',
      `rows of a table, the first and the last (default: ${TERMINAL_ROWS} on a terminal, else all)`,
      parseCount,
    )
    .option('--spreadsheet', SPREADSHEET_HELP)
    .option('-o, --out <path>', 'the file to write, with --format parquet')
    .option('--allow-files', 'let SQL read and write other files')
    .addHelpText(
      'after',
      '\nExamples:\n  wsktrace query trace.etl "SELECT op, max(latencyNs) FROM calls GROUP BY op"' +
        '\n  wsktrace query trace.etl --named slowest-sockets --format csv' +
        '\n  wsktrace query fleet --named first-build-with-finding' +
        '\n  wsktrace query trace_1.etl trace_2.etl --sql "SELECT count(*) FROM calls"',
    );
  return addAnalysisOptions(command).action(async (args: string[], options: QueryCommandOptions) => {
    refuseUseless(options);
    if (options.list) {
      await list(terminal);
      return;
    }
    if (options.schema) {
      await showSchema(options.format, terminal);
      return;
    }
    const { files, sql } = await questionOf(args, options);
    await ask(files, sql, options, terminal);
  });
}

/** Options that can do nothing to what is printed are refused, so that nobody relies on them. */
function refuseUseless(options: QueryCommandOptions): void {
  const { format, list: isList, maxRows } = options;
  refuseSpreadsheet(options);
  if (isList && format !== 'table') {
    throw new TraceError('usage', '--list is told as text: it takes no --format');
  }
  const asking = (['sql', 'file', 'named', 'out'] as const).find((name) => options[name] !== undefined);
  if ((isList || options.schema) && asking !== undefined) {
    throw new TraceError('usage', `${isList ? '--list' : '--schema'} asks nothing: it takes no --${asking}`);
  }
  if (maxRows !== undefined && format !== 'table') {
    throw new TraceError('usage', '--max-rows goes with --format table: the others give all rows');
  }
}

/** A dataset was analysed when its traces were exported. */
function refuseAnalysis({ provider, mapping, stuckAfter }: AnalysisOptions): void {
  const given = { '--provider': provider, '--mapping': mapping, '--stuck-after': stuckAfter };
  const [flag] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
  if (flag !== undefined) {
    throw new TraceError('usage', `${flag} goes with traces: what a dataset holds is analysed already`);
  }
}

async function list(terminal: Terminal): Promise<void> {
  const { namedQueries } = await import('../../lib/frames/queries/index.ts');
  for (const { name, question } of namedQueries()) {
    terminal.out(`${terminal.style.heading(name)}\n${wrap(question, terminal.width, '  ')}\n`);
  }
}

async function showSchema(format: QueryCommandOptions['format'], terminal: Terminal): Promise<void> {
  const { SQL_TABLES } = await import('../../lib/frames/sql/index.ts');
  if (format === 'json') {
    terminal.data(`${jsonText(schemaRows(SQL_TABLES), 2)}\n`);
  } else if (format === 'table') {
    terminal.out(schemaText(SQL_TABLES, terminal));
  } else {
    throw new TraceError('usage', '--schema is told as a table or as JSON');
  }
}

/** The traces, and the SQL of the one source that is given: an option, or else the last argument. */
async function questionOf(
  args: readonly string[],
  { sql, file, named }: QueryCommandOptions,
): Promise<{ files: readonly string[]; sql: string }> {
  const sources = [sql, file, named].filter((source) => source !== undefined);
  const last = args.at(-1);
  if (sources.length > 1) {
    throw new TraceError('usage', 'query takes one of --sql, --file and --named');
  }
  if (sources.length === 0 && (last === undefined || args.length === 1 || existsSync(last))) {
    throw new TraceError('usage', 'query needs SQL: behind the traces, or with --sql, --file or --named');
  }
  if (named !== undefined) {
    const { namedQuery } = await import('../../lib/frames/queries/index.ts');
    return { files: args, sql: namedQuery(named).sql };
  }
  if (file !== undefined) {
    return { files: args, sql: readText(file) };
  }
  return sql === undefined ? { files: args.slice(0, -1), sql: last! } : { files: args, sql };
}

async function ask(
  files: readonly string[],
  sql: string,
  options: QueryCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const { format, out, allowFiles = false } = options;
  if (files.length === 0) {
    throw new TraceError('usage', 'query needs a trace file');
  }
  if ((format === 'parquet') !== (out !== undefined)) {
    throw new TraceError('usage', '--format parquet and --out go together');
  }
  refuseStdout(out, 'Parquet is written to a file: name one');
  refuseClashes(
    [...files, ...(options.mapping ?? []), ...(options.file === undefined ? [] : [options.file])],
    [out],
  );
  const isFolder =
    files.length === 1 && statSync(files[0]!, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder) {
    refuseAnalysis(options);
    const { openDataset } = await import('../../lib/frames/sql/index.ts');
    const dataset = await openDataset(files[0]!, {
      allowFiles,
      ...(out === undefined ? {} : { outputFile: out }),
    });
    await warnOfNotJudged(dataset, files[0]!, terminal);
    await warnOfAmbiguous(dataset, files[0]!, terminal);
    await answer(dataset, sql, options, terminal);
    return;
  }
  const { openDatabase } = await import('../../lib/frames/sql/index.ts');
  const database = await withTraces(files, options, terminal, (opened, analyzeOptions) =>
    openDatabase(opened, {
      ...analyzeOptions,
      allowFiles,
      ...(out === undefined ? {} : { outputFile: out }),
    }),
  );
  await answer(database, sql, options, terminal, () => {
    warnOfDamage(database.analysis.trace, terminal);
    warnOfAnalysis(database.analysis, options, terminal);
  });
}

/** Says on stderr how many inputs of a dataset are not whole. */
async function warnOfNotJudged(dataset: SqlDatabase, folder: string, terminal: Terminal): Promise<void> {
  const { rows } = await dataset.query(
    'SELECT status, count(*), sum(count(*)) OVER () FROM status GROUP BY status ORDER BY status',
  );
  const parts: string[] = [];
  let all = 0;
  for await (const [status, count, total] of rows()) {
    all = Number(total);
    if (status !== 'ok') {
      parts.push(`${formatCount(Number(count))} ${status}`);
    }
  }
  if (parts.length > 0) {
    terminal.warn(
      `wsktrace: ${printable(folder)}: of ${plural(all, 'input')} ${parts.join(', ')}: --named traces-not-judged tells why`,
    );
  }
}

async function answer(
  database: SqlDatabase,
  sql: string,
  options: QueryCommandOptions,
  terminal: Terminal,
  warn: () => void = () => {},
): Promise<void> {
  const { format, out } = options;
  try {
    if (format === 'parquet') {
      await database.copyTo(out!, sql);
    } else {
      await print(database, sql, { ...options, format }, terminal);
    }
    warn();
  } finally {
    database.close();
  }
}

async function print(
  database: SqlDatabase,
  sql: string,
  { format, spreadsheet, maxRows }: Omit<QueryCommandOptions, 'format'> & { readonly format: RowFormat },
  terminal: Terminal,
): Promise<void> {
  const result = await database.query(sql);
  const cell = cellMaker(terminal.place, spreadsheet);
  const { style, width, place } = terminal;
  const room =
    place === 'terminal' || maxRows !== undefined
      ? {
          width: place === 'terminal' ? width : Number.POSITIVE_INFINITY,
          maxRows: maxRows ?? TERMINAL_ROWS,
        }
      : undefined;
  const formatter = rowFormatter(format, result.columns, { style, cell, room });
  const write = format === 'table' ? terminal.out : terminal.data;
  let piece = '';
  for await (const row of result.rows()) {
    piece += lineOf(row, formatter);
    if (piece.length >= PIECE) {
      write(piece);
      piece = '';
    }
  }
  write(piece + formatter.end());
}

function lineOf(row: Parameters<RowFormatter['row']>[0], formatter: RowFormatter): string {
  try {
    return formatter.row(row);
  } catch (cause) {
    throw isOutOfMemory(cause) ? new TraceError('usage', TOO_LONG, {}, cause) : cause;
  }
}
