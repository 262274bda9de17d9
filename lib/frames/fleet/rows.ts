import { literal, type SqlDatabase, type SqlValue } from '../sql/index.ts';

export type FleetRow = Readonly<Record<string, SqlValue>>;

/** All rows of a query, by the names of its columns. */
export async function rowsOf(database: SqlDatabase, sql: string): Promise<FleetRow[]> {
  const { columns, rows } = await database.query(sql);
  const all: FleetRow[] = [];
  for await (const row of rows()) {
    all.push(Object.fromEntries(columns.map((column, at) => [column, row[at]!])));
  }
  return all;
}

export function textOf(value: SqlValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

export function numberOf(value: SqlValue | undefined): number {
  return Number(value ?? 0);
}

/** A list of texts in SQL: `('a', 'b')`; one that holds nothing, where there are none. */
export function listOf(texts: readonly string[]): string {
  return texts.length === 0 ? '(NULL)' : `(${texts.map(literal).join(', ')})`;
}
