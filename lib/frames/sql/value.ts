/** A value of a query's result that JSON can hold. */
export type SqlValue = string | number | boolean | null | readonly SqlValue[];

/**
 * A value as DuckDB gives it: whole numbers that a double holds as numbers, larger ones as text, and what JSON has no
 * form for as DuckDB writes it.
 */
export function cellOf(value: unknown): SqlValue {
  switch (typeof value) {
    case 'bigint':
      return value >= -MAX_EXACT && value <= MAX_EXACT ? Number(value) : String(value);
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'string':
    case 'boolean':
      return value;
  }
  if (value === null || value === undefined) {
    return null;
  }
  const { items } = value as { items?: unknown };
  return Array.isArray(items) ? items.map(cellOf) : String(value);
}

const MAX_EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/** The same for a column of unsigned 64-bit integers, which ids and addresses are: text, whatever their size. */
export function idCellOf(value: unknown): SqlValue {
  return value === null ? null : String(value);
}
