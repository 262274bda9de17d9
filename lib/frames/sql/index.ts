/** SQL over the frames, for Node with DuckDB installed. */
export {
  type FrameDatabase,
  openDatabase,
  openDataset,
  type SqlDatabase,
  type SqlOptions,
  type SqlResult,
} from './database.ts';
export { loadDuckDB } from './duckdb.ts';
export { literal } from './literal.ts';
export { SQL_TABLES } from './tables.ts';
export type { SqlValue } from './value.ts';
