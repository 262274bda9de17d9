import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * What every reader of Parquet keeps of DuckDB's types. It would write HUGEINT, which sums of whole numbers are, as
 * DOUBLE, and no unsigned type is left in our files.
 */
const EXACT: Readonly<Record<string, string>> = {
  HUGEINT: 'DECIMAL(38, 0)',
  UHUGEINT: 'DECIMAL(38, 0)',
  UBIGINT: 'DECIMAL(20, 0)',
  UINTEGER: 'BIGINT',
  USMALLINT: 'INTEGER',
  UTINYINT: 'SMALLINT',
};

/** A statement that gives the same rows in types that Parquet keeps. */
export async function exactly(connection: DuckDBConnection, statement: string): Promise<string> {
  const described = await connection.runAndReadAll(`DESCRIBE (\n${statement}\n)`);
  const columns = described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
  if (columns.every(({ type }) => EXACT[type] === undefined)) {
    return statement;
  }
  // By place: names may be repeated.
  const cells = columns.map(({ name, type }, at) => {
    const cell = EXACT[type] === undefined ? `c${at}` : `CAST(c${at} AS ${EXACT[type]})`;
    return `${cell} AS "${name.replaceAll('"', '""')}"`;
  });
  return `SELECT ${cells.join(', ')} FROM (\n${statement}\n) AS q(${columns.map((_, at) => `c${at}`).join(', ')})`;
}
