import { hex } from '../../../decode/index.ts';
import { type ChunkColumn, readerOf } from '../../column.ts';

/** A value as text that says all of it: ids in decimal, pointers as hex with all 16 digits, null for none. */
export type CellReader = (row: number) => string | number | boolean | null;

export function cellReader({ spec, values, texts }: ChunkColumn): CellReader {
  const read = readerOf(spec.type);
  switch (spec.type) {
    case 'pointer':
      return (row) => {
        const value = read(values, row, texts);
        return value === null ? null : hex(value as bigint, 16);
      };
    case 'id':
      return (row) => {
        const value = read(values, row, texts);
        return value === null ? null : String(value);
      };
    default:
      return (row) => read(values, row, texts) as string | number | boolean | null;
  }
}
