/** Joins the small files of a dataset into large ones. For Node with DuckDB installed. */
export { type CompactedFrame, compactDataset } from './compact.ts';
