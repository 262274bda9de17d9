import { STATUS } from '../dataset/index.ts';
import type { ColumnSpec, FrameSpec } from '../schema.ts';
import { FRAMES } from '../specs.ts';

/** What tells a row's trace apart from others: the same in every table. */
export const TRACE_ID: ColumnSpec = { name: 'traceId', type: 'text', unit: null, description: 'the trace' };

/** The tables that SQL finds of one recording; those of a dataset have columns for its labels beside. */
export const SQL_TABLES: readonly FrameSpec[] = [
  ...FRAMES.map((frame) => ({ ...frame, columns: [...frame.columns, TRACE_ID] })),
  STATUS,
];
