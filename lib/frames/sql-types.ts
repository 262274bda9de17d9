import type { ColumnType } from './schema.ts';

/** The types that columns have in SQL and in Parquet files: see docs/decisions/0011. */
export const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  id: 'DECIMAL(20,0)',
  pointer: 'VARCHAR',
  ns: 'DOUBLE',
  whole: 'BIGINT',
  uint32: 'BIGINT',
  uint16: 'INTEGER',
  flag: 'BOOLEAN',
  text: 'VARCHAR',
};
