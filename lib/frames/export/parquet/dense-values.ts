import type { ChunkColumn, ColumnArray } from '../../column.ts';
import { type ColumnSpec, NO_UINT16, NO_UINT32 } from '../../schema.ts';

const SPARE = 128;

/** A chunk's column without its missing values, in arrays that are used again for the next. */
export class DenseValues {
  /** Values that are there. */
  count = 0;
  /** Of these, how many stand in the arrays: where all are alike, the first alone. */
  stored = 0;
  /** 1 for each row that has a value. */
  readonly present: Uint8Array;
  /** `uint32`, `flag`, and `text` by its number. */
  readonly words: Uint32Array;
  /** `ns` and `whole`. */
  readonly doubles: Float64Array;
  /** `id` and `pointer`, as low and high halves. */
  readonly halves: Uint32Array;

  constructor(maxRows: number) {
    this.present = new Uint8Array(maxRows + SPARE);
    this.words = new Uint32Array(maxRows + SPARE);
    this.doubles = new Float64Array(maxRows + SPARE);
    this.halves = new Uint32Array(2 * (maxRows + SPARE));
  }

  fill({ spec, values, isConstant }: ChunkColumn): void {
    this.#take(spec, isConstant ? (values.subarray(0, 1) as ColumnArray) : values);
    this.stored = this.count;
    this.count *= isConstant ? values.length : 1;
  }

  #take(spec: ColumnSpec, values: ColumnArray): void {
    const rows = values.length;
    switch (spec.type) {
      case 'id':
      case 'pointer':
        this.#ids(new Uint32Array(values.buffer, values.byteOffset, 2 * rows), rows);
        break;
      case 'ns':
      case 'whole':
        this.#doubles(values as Float64Array, rows);
        break;
      case 'uint32':
        this.#words(values as Uint32Array, NO_UINT32);
        break;
      case 'uint16':
        this.#words(values as Uint16Array, NO_UINT16);
        break;
      case 'text':
        this.#words(values as Uint16Array | Uint32Array, 0);
        break;
      case 'flag':
        this.#words(values as Uint8Array, -1);
        break;
    }
    this.present.fill(0, rows, rows + 8);
  }

  #ids(halves: Uint32Array, rows: number): void {
    const { present, halves: dense } = this;
    let count = 0;
    for (let row = 0; row < rows; row++) {
      const low = halves[2 * row]!;
      const high = halves[2 * row + 1]!;
      const isPresent = (low | high) !== 0;
      present[row] = isPresent ? 1 : 0;
      dense[2 * count] = low;
      dense[2 * count + 1] = high;
      count += isPresent ? 1 : 0;
    }
    this.count = count;
  }

  #doubles(values: Float64Array, rows: number): void {
    const { present, doubles } = this;
    let count = 0;
    for (let row = 0; row < rows; row++) {
      const value = values[row]!;
      const isPresent = !Number.isNaN(value);
      present[row] = isPresent ? 1 : 0;
      doubles[count] = value;
      count += isPresent ? 1 : 0;
    }
    this.count = count;
  }

  #words(values: Uint8Array | Uint16Array | Uint32Array, none: number): void {
    const { present, words } = this;
    const rows = values.length;
    // Widened first, so that the loop reads arrays of one kind: for three it is compiled to something far slower.
    words.set(values);
    let count = 0;
    for (let row = 0; row < rows; row++) {
      const value = words[row]!;
      const isPresent = value !== none;
      present[row] = isPresent ? 1 : 0;
      words[count] = value;
      count += isPresent ? 1 : 0;
    }
    this.count = count;
  }
}
