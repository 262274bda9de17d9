import type { Column, ColumnValue, FrameName, Frames } from '../../lib/frames/index.ts';

/** A frame's rows as plain objects, for comparison with what a reader of its file gives. */
export function rowsOf(frames: Frames, name: FrameName): Record<string, ColumnValue>[] {
  return frames[name].objects({ limit: Number.POSITIVE_INFINITY }) as Record<string, ColumnValue>[];
}

/** One column's values. */
export function valuesOf(frames: Frames, name: FrameName, column: string): ColumnValue[] {
  return [...(frames[name].column(column) as unknown as Column)];
}
