import { hex } from '../decode/index.ts';
import { type ColumnSpec, type ColumnType, NO_UINT16, NO_UINT32 } from './schema.ts';

/** Rows of a full chunk, which is a row group in files: a power of two, so that a row is found by its bits. */
export const CHUNK_BITS = 17;
export const CHUNK_ROWS = 1 << CHUNK_BITS;

export type ColumnArray = BigUint64Array | Float64Array | Uint32Array | Uint16Array | Uint8Array;
export type ColumnValue = bigint | number | boolean | string | null;

/** The texts of a `text` column, the first of them null: its numbers count into them. Empty for other columns. */
export type TextList = readonly (string | null)[];

/** A column's share of a chunk: as many values as the chunk has rows. */
export interface ChunkColumn {
  readonly spec: ColumnSpec;
  readonly values: ColumnArray;
  readonly texts: TextList;
  /** Whether all values are alike. */
  readonly isConstant: boolean;
}

/** Some rows of a frame, column by column. */
export interface Chunk {
  readonly rows: number;
  readonly columns: readonly ChunkColumn[];
}

type Reader = (values: ColumnArray, at: number, texts: TextList) => ColumnValue;

const READERS: Readonly<Record<ColumnType, Reader>> = {
  id: (values, at) => (values[at] as bigint) || null,
  pointer: (values, at) => addressOf(values[at] as bigint),
  ns: (values, at) => noneForNaN(values[at] as number),
  whole: (values, at) => noneForNaN(values[at] as number),
  uint32: (values, at) => (values[at] === NO_UINT32 ? null : (values[at] as number)),
  uint16: (values, at) => (values[at] === NO_UINT16 ? null : (values[at] as number)),
  flag: (values, at) => values[at] === 1,
  text: (values, at, texts) => texts[values[at] as number]!,
};

function addressOf(value: bigint): string | null {
  return value === 0n ? null : hex(value, 16);
}

function noneForNaN(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

export function readerOf(type: ColumnType): Reader {
  return READERS[type];
}

/**
 * A column of a frame in memory, as Arquero and anything array-like reads it; the values stay in the typed arrays
 * that the pass wrote, one a chunk.
 */
export class Column implements Iterable<ColumnValue> {
  readonly spec: ColumnSpec;
  readonly length: number;
  readonly #chunks: readonly ColumnArray[];
  readonly #texts: TextList;
  readonly #read: Reader;

  constructor(spec: ColumnSpec, parts: readonly ChunkColumn[]) {
    this.spec = spec;
    this.#chunks = parts.map(({ values }) => values);
    this.#texts = parts[0]?.texts ?? [null];
    this.#read = READERS[spec.type];
    this.length = this.#chunks.reduce((rows, values) => rows + values.length, 0);
  }

  /** The value in a row: a bigint for ids, hex with all 16 digits for addresses, null for none. */
  at(row: number): ColumnValue {
    return this.#read(this.#chunks[row >>> CHUNK_BITS]!, row & (CHUNK_ROWS - 1), this.#texts);
  }

  *[Symbol.iterator](): IterableIterator<ColumnValue> {
    for (const values of this.#chunks) {
      for (let at = 0; at < values.length; at++) {
        yield this.#read(values, at, this.#texts);
      }
    }
  }

  /** The typed arrays themselves, not copied: 131,072 values each but for the last. */
  get chunks(): readonly ColumnArray[] {
    return this.#chunks;
  }

  /** Of a `text` column: the texts that the values in `chunks` count into. */
  get texts(): TextList {
    return this.#texts;
  }
}
