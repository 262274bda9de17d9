import type { TextList } from './column.ts';
import type { ColumnType, FrameSpec } from './schema.ts';

/** Some rows of a frame as they were written: one behind the other, all of a row's numbers side by side. */
export interface RowBlock {
  readonly rows: number;
  /** `strideOf` numbers a row, each column's at its slot. */
  readonly values: Float64Array;
  /** For each column its texts, into which its numbers count. */
  readonly texts: readonly TextList[];
}

/** Numbers of a block at the most: 64 KB, which stay in a processor's cache while they are written. */
export const BLOCK_NUMBERS = 8192;

/** Takes a frame's rows, a block at a time, to its end; a block is valid during the call only. */
export interface RowSink {
  write(block: RowBlock): void;
  end(): void;
}

/** Where each frame's rows go. */
export type RowSinkFor = (spec: FrameSpec) => RowSink;

/** How many numbers a column's value takes: ids and pointers are two halves of 32 bits, the low one first. */
export function widthOf(type: ColumnType): 1 | 2 {
  return type === 'id' || type === 'pointer' ? 2 : 1;
}

/** Where in a row each column's number stands, or the first of two. */
export function slotsOf({ columns }: FrameSpec): number[] {
  let slot = 0;
  return columns.map(({ type }) => {
    const own = slot;
    slot += widthOf(type);
    return own;
  });
}

/** How many numbers a row takes. */
export function strideOf({ columns }: FrameSpec): number {
  return columns.reduce((sum, { type }) => sum + widthOf(type), 0);
}
