import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { TraceError } from '../../lib/etl/index.ts';
import type { FrameDatabase } from '../../lib/frames/sql/index.ts';
import { ROW_FORMATS, type RowFormat, rowFormatter } from '../../lib/report/index.ts';
import { type AnalysisOptions, addAnalysisOptions, withTraces } from '../analysis.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfDamage } from '../warnings.ts';

interface QueryCommandOptions extends AnalysisOptions {
  readonly file?: string;
  readonly named?: string;
  readonly list?: boolean;
  readonly format: RowFormat | 'parquet';
  readonly out?: string;
  readonly allowFiles?: boolean;
}

/** Rows are handed over in pieces of about this many characters. */
const PIECE = 1 << 16;

export function queryCommand(terminal: Terminal): Command {
  const command = new Command('query')
    .argument('[trace]', 'trace file (.etl, .etl.gz, .etl.zip)')
    .argument('[sql]', 'what to ask; DuckDB’s dialect')
    .option('--file <sql>', 'take the SQL from a file')
    .option('--named <query>', 'take one of the queries that come with the program')
    .option('--list', 'show those queries and what they answer')
    .addOption(
      new Option('--format <format>', 'how to give the rows out')
        .choices([...ROW_FORMATS, 'parquet'])
        .default('table'),
    )
    .option('-o, --out <path>', 'the file to write, with --format parquet')
    .option('--allow-files', 'let SQL read and write other files')
    .addHelpText(
      'after',
      '\nExamples:\n  wsktrace query trace.etl "SELECT op, max(latencyNs) FROM calls GROUP BY op"' +
        '\n  wsktrace query trace.etl --named slowest-sockets --format csv',
    );
  return addAnalysisOptions(command).action(
    async (trace: string | undefined, sql: string | undefined, options: QueryCommandOptions) => {
      if (options.list) {
        await list(terminal);
        return;
      }
      await ask(trace, await sqlOf(sql, options), options, terminal);
    },
  );
}

async function list(terminal: Terminal): Promise<void> {
  const { namedQueries } = await import('../../lib/frames/queries/index.ts');
  for (const { name, question } of namedQueries()) {
    terminal.out(`${terminal.style.heading(name)}\n  ${question}\n`);
  }
}

/** The one of the three sources that is given. */
async function sqlOf(sql: string | undefined, { file, named }: QueryCommandOptions): Promise<string> {
  if ([sql, file, named].filter((source) => source !== undefined).length !== 1) {
    throw new TraceError('usage', 'query needs one of: SQL as an argument, --file or --named');
  }
  if (named !== undefined) {
    const { namedQuery } = await import('../../lib/frames/queries/index.ts');
    return namedQuery(named).sql;
  }
  return file === undefined ? sql! : readSql(file);
}

function readSql(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TraceError('usage', `can’t be read: ${(cause as Error).message}`, { file }, cause);
  }
}

async function ask(
  trace: string | undefined,
  sql: string,
  options: QueryCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const { format, out, allowFiles = false } = options;
  if (trace === undefined) {
    throw new TraceError('usage', 'query needs a trace file');
  }
  if ((format === 'parquet') !== (out !== undefined)) {
    throw new TraceError('usage', '--format parquet and --out go together');
  }
  const { openDatabase } = await import('../../lib/frames/sql/index.ts');
  const database = await withTraces([trace], options, terminal, (opened, analyzeOptions) =>
    openDatabase(opened, {
      ...analyzeOptions,
      allowFiles,
      ...(out === undefined ? {} : { outputFile: out }),
    }),
  );
  try {
    if (format === 'parquet') {
      await database.copyTo(out!, sql);
    } else {
      await print(database, sql, format, terminal);
    }
    warnOfDamage(database.analysis.trace, terminal);
  } finally {
    database.close();
  }
}

async function print(
  database: FrameDatabase,
  sql: string,
  format: RowFormat,
  terminal: Terminal,
): Promise<void> {
  const result = await database.query(sql);
  const formatter = rowFormatter(format, result.columns, terminal.style);
  let piece = '';
  for await (const row of result.rows()) {
    piece += formatter.row(row);
    if (piece.length >= PIECE) {
      terminal.out(piece);
      piece = '';
    }
  }
  terminal.out(piece + formatter.end());
}
