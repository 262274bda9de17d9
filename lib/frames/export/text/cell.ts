import { type ChunkColumn, readerOf } from '../../column.ts';

/** A value as text that says all of it: ids in decimal, pointers as hex with all 16 digits, null for none. */
export type CellReader = (row: number) => string | number | boolean | null;

export function cellReader({ spec, values, texts }: ChunkColumn): CellReader {
  const read = readerOf(spec.type);
  if (spec.type === 'id') {
    return (row) => {
      const value = read(values, row, texts);
      return value === null ? null : String(value);
    };
  }
  return (row) => read(values, row, texts) as string | number | boolean | null;
}
