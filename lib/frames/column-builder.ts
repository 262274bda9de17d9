import type { ChunkColumn, ColumnArray, TextList } from './column.ts';
import { widthOf } from './row-block.ts';
import type { ColumnSpec } from './schema.ts';

/** Some rows, one behind the other: each of `stride` numbers, the first of them at `start`. */
export interface RowSlice {
  readonly values: Float64Array;
  readonly start: number;
  readonly stride: number;
  readonly count: number;
}

/** More texts than this take more than 16 bits to number. */
const MAX_SHORT_TEXTS = 0x1_0000;

type Values = Float64Array | Uint32Array;

/**
 * One column of a frame while its open chunk is being written. Many columns tell the same for long stretches (one
 * driver, no flags, nothing cancelled): as long as all of a chunk's values are alike, the first alone is kept.
 */
export class ColumnBuilder {
  readonly #spec: ColumnSpec;
  /** As far as the column's rows are known. */
  #texts: TextList = [];
  /** Where in a row the value stands, and how many numbers it takes. */
  readonly #slot: number;
  readonly #width: 1 | 2;
  #room = 0;
  /** The chunk's first value, and its high half. */
  #first = Number.NaN;
  #firstHigh = 0;
  /** Whether a later one differs; then all stand in `#values`. */
  #varies = false;
  #values: Values;
  /** The last chunk whose values were all alike, for the next that is the same. */
  #alike: { readonly first: number; readonly firstHigh: number; readonly values: ColumnArray } | null = null;

  /** @param slot see `slotsOf` */
  constructor(spec: ColumnSpec, slot: number) {
    this.#spec = spec;
    this.#slot = slot;
    this.#width = widthOf(spec.type);
    this.#values = this.#make(0);
  }

  /** Makes room for so many rows, keeping what is there. */
  resize(rows: number): void {
    this.#room = rows;
    if (this.#varies) {
      const grown = this.#make(rows);
      grown.set(this.#values);
      this.#values = grown;
    }
  }

  /**
   * Takes the column's share of some rows: they go to row `at` of the chunk and those behind it.
   * @param texts all that the column's rows up to now count into
   */
  append(slice: RowSlice, texts: TextList, at: number): void {
    this.#texts = texts;
    if (at === 0) {
      const first = slice.start + this.#slot;
      this.#first = slice.values[first]!;
      this.#firstHigh = this.#width === 1 ? 0 : slice.values[first + 1]!;
    }
    if (!this.#varies) {
      if (this.#isAlike(slice)) {
        return;
      }
      this.#varies = true;
      this.#values = this.#repeatFirst(this.#room, at, this.#values);
    }
    this.#copy(slice, at);
  }

  /** Gives the chunk's values away and begins a new chunk with room for so many rows. */
  take(rows: number, room: number): ChunkColumn {
    const isConstant = !this.#varies;
    const values = isConstant ? this.#allAlike(rows) : this.#finished(this.#values, rows);
    if (values.buffer === this.#values.buffer) {
      this.#values = this.#make(0);
    }
    this.#room = room;
    this.#varies = false;
    return { spec: this.#spec, values, texts: this.#texts, isConstant };
  }

  #make(rows: number): Values {
    const { type } = this.#spec;
    const isDouble = type === 'ns' || type === 'whole';
    return isDouble ? new Float64Array(rows) : new Uint32Array(rows * this.#width);
  }

  #isAlike(slice: RowSlice): boolean {
    return (
      isAll(this.#first, slice, this.#slot) &&
      (this.#width === 1 || isAll(this.#firstHigh, slice, this.#slot + 1))
    );
  }

  #copy(slice: RowSlice, at: number): void {
    const values = this.#values;
    if (values instanceof Float64Array) {
      copyDoubles(slice, this.#slot, values, at);
    } else if (this.#width === 1) {
      copyWords(slice, this.#slot, values, at, 1);
    } else {
      copyWords(slice, this.#slot, values, 2 * at, 2);
      copyWords(slice, this.#slot + 1, values, 2 * at + 1, 2);
    }
  }

  /** Room for so many rows, the first `count` of which have the first value; in memory that is there, if it fits. */
  #repeatFirst(rows: number, count: number, memory: Values): Values {
    const values = memory.length === rows * this.#width ? memory : this.#make(rows);
    if (this.#width === 1) {
      return values.fill(this.#first, 0, count);
    }
    for (let row = 0; row < count; row++) {
      values[2 * row] = this.#first;
      values[2 * row + 1] = this.#firstHigh;
    }
    return values;
  }

  #allAlike(rows: number): ColumnArray {
    const [first, firstHigh] = [this.#first, this.#firstHigh];
    const known = this.#alike;
    if (known?.values.length === rows && Object.is(known.first, first) && known.firstHigh === firstHigh) {
      return known.values;
    }
    const values = this.#finished(this.#repeatFirst(rows, rows, this.#make(0)), rows);
    this.#alike = { first, firstHigh, values };
    return values;
  }

  /** The values in the type that frames have: the same memory, where they have that type already. */
  #finished(values: Values, rows: number): ColumnArray {
    switch (this.#spec.type) {
      case 'id':
      case 'pointer':
        // Typed arrays are in the machine's order: little-endian on all that runs this.
        return new BigUint64Array(values.buffer, 0, rows);
      case 'uint16':
        return new Uint16Array(values.subarray(0, rows));
      case 'flag':
        return new Uint8Array(values.subarray(0, rows));
      case 'text':
        return this.#texts.length <= MAX_SHORT_TEXTS
          ? new Uint16Array(values.subarray(0, rows))
          : values.subarray(0, rows);
      default:
        return values.subarray(0, rows);
    }
  }
}

function isAll(value: number, { values, start, stride, count }: RowSlice, slot: number): boolean {
  const isNone = Number.isNaN(value);
  for (let i = 0, from = start + slot; i < count; i++, from += stride) {
    const one = values[from]!;
    // NaN, which stands for none, is unlike itself.
    if (one !== value && !(isNone && Number.isNaN(one))) {
      return false;
    }
  }
  return true;
}

// Two loops of the same shape: one that writes arrays of both kinds is compiled to something far slower.

function copyDoubles(
  { values, start, stride, count }: RowSlice,
  slot: number,
  to: Float64Array,
  at: number,
): void {
  for (let i = 0, from = start + slot; i < count; i++, from += stride) {
    to[at + i] = values[from]!;
  }
}

function copyWords(
  { values, start, stride, count }: RowSlice,
  slot: number,
  to: Uint32Array,
  at: number,
  step: 1 | 2,
): void {
  for (let i = 0, from = start + slot; i < count; i++, from += stride) {
    to[at + i * step] = values[from]!;
  }
}
