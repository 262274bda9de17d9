import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import { TraceError } from '../../etl/index.ts';
import { loadDuckDB } from './duckdb.ts';

/**
 * Runs statements one after the other, and streams the rows of the last.
 * @throws TraceError of kind `usage` at one before it that would give rows, too: nobody would see them
 */
export async function streamLast(connection: DuckDBConnection, sql: string): Promise<DuckDBResult> {
  const { StatementType } = await loadDuckDB();
  const statements = await connection.extractStatements(sql);
  for (let i = 0; ; i++) {
    // Prepared only now: it may need what those before it made.
    const prepared = await statements.prepare(i);
    try {
      if (i === statements.count - 1) {
        return await prepared.stream();
      }
      const { statementType } = prepared;
      if (statementType === StatementType.SELECT || statementType === StatementType.EXPLAIN) {
        throw new TraceError('usage', GIVES_ROWS);
      }
      await prepared.run();
    } finally {
      prepared.destroySync();
    }
  }
}

const GIVES_ROWS =
  'of several statements the last alone gives rows: ask for those of each one by itself, or join them by UNION ALL';
