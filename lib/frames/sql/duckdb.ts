import { TraceError } from '../../etl/index.ts';
import { isSingleExecutable, requireBeside } from '../../package/index.ts';

const PACKAGE = '@duckdb/node-api';
type DuckDB = typeof import('@duckdb/node-api');

/** DuckDB is 70 MB and wanted by few: it is loaded when it is needed, and need not be there before. */
export async function loadDuckDB(): Promise<DuckDB> {
  try {
    return isSingleExecutable() ? (requireBeside(PACKAGE) as DuckDB) : await import('@duckdb/node-api');
  } catch (cause) {
    const reason = isSingleExecutable()
      ? `SQL needs DuckDB, whose machine code this file can't hold: npm install ${PACKAGE} in the folder of ${process.execPath}`
      : `SQL needs DuckDB, an optional dependency that is not installed (or not built for this system): npm install ${PACKAGE}`;
    throw new TraceError('usage', reason, {}, cause);
  }
}
