import { TraceError } from '../../etl/index.ts';

type DuckDB = typeof import('@duckdb/node-api');

/** DuckDB is 70 MB and wanted by few: it is loaded when it is needed, and need not be there before. */
export async function loadDuckDB(): Promise<DuckDB> {
  try {
    return await import('@duckdb/node-api');
  } catch (cause) {
    const reason =
      'SQL needs DuckDB, an optional dependency that is not installed (or not built for this system): ' +
      'npm install @duckdb/node-api';
    throw new TraceError('usage', reason, {}, cause);
  }
}
