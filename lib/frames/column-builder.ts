import type { ChunkColumn, ColumnArray } from './column.ts';
import type { ColumnSpec, ColumnType } from './schema.ts';
import type { Texts } from './texts.ts';

/**
 * The values of a column in the making: ids and pointers as low and high halves (see `setId`), texts by their numbers.
 * Rows are written straight into these arrays: a call for each value takes longer than all else of a row.
 */
export type ValuesOf<Type extends ColumnType> = Type extends 'ns' | 'whole'
  ? Float64Array
  : Type extends 'uint16'
    ? Uint16Array
    : Type extends 'flag'
      ? Uint8Array
      : Uint32Array;

/** Writes an id or a pointer into a column of such. */
export function setId(halves: Uint32Array, at: number, low: number, high: number): void {
  halves[2 * at] = low;
  halves[2 * at + 1] = high;
}

/** One column of a frame while its open chunk is being written. */
export class ColumnBuilder {
  readonly #spec: ColumnSpec;
  readonly #texts: Texts | null;
  #values: ValuesOf<ColumnType>;
  /** The last chunk whose values were all alike, for the next that is the same. */
  #alike: ColumnArray | null = null;

  /** @param texts of a `text` column */
  constructor(spec: ColumnSpec, texts: Texts | null) {
    this.#spec = spec;
    this.#texts = texts;
    this.#values = makeValues(spec.type, 0);
  }

  /** Where the open chunk's values go. */
  get values(): ValuesOf<ColumnType> {
    return this.#values;
  }

  /** Makes room for so many rows, keeping what is written. */
  resize(rows: number): void {
    const grown = makeValues(this.#spec.type, rows);
    grown.set(this.#values);
    this.#values = grown;
  }

  /** Gives the chunk's values away and begins a new chunk with room for so many rows. */
  take(rows: number, room: number): ChunkColumn {
    const texts = this.#texts?.all ?? [];
    const values = this.#finished(rows);
    // Many columns tell the same for long stretches (one driver, no flags, nothing cancelled): one array serves.
    const isConstant = isUniform(values);
    const given = isConstant ? this.#shared(values) : values;
    if (given.buffer === this.#values.buffer) {
      this.#values = makeValues(this.#spec.type, room);
    }
    return { spec: this.#spec, values: given, texts, isConstant };
  }

  /** The values in the type that frames have; the same memory, where they have that type already. */
  #finished(rows: number): ColumnArray {
    const values = this.#values;
    switch (this.#spec.type) {
      case 'id':
      case 'pointer':
        return new BigUint64Array(values.buffer, 0, rows);
      case 'text':
        return this.#texts!.isShort ? new Uint16Array(values.subarray(0, rows)) : values.subarray(0, rows);
      default:
        return values.subarray(0, rows);
    }
  }

  #shared(values: ColumnArray): ColumnArray {
    const known = this.#alike;
    if (known === null || known.length !== values.length || !Object.is(known[0], values[0])) {
      this.#alike = values.slice();
    }
    return this.#alike!;
  }
}

function makeValues(type: ColumnType, rows: number): ValuesOf<ColumnType> {
  switch (type) {
    case 'ns':
    case 'whole':
      return new Float64Array(rows);
    case 'id':
    case 'pointer':
      return new Uint32Array(2 * rows);
    case 'uint16':
      return new Uint16Array(rows);
    case 'flag':
      return new Uint8Array(rows);
    default:
      return new Uint32Array(rows);
  }
}

/** Whether all values are alike; by their memory, since NaN, which stands for none, is unlike itself. */
function isUniform({ buffer, byteOffset, byteLength, BYTES_PER_ELEMENT: width }: ColumnArray): boolean {
  return width < 4
    ? repeats(new Uint8Array(buffer, byteOffset, byteLength), width)
    : repeats(new Uint32Array(buffer, byteOffset, byteLength / 4), width / 4);
}

function repeats(numbers: Uint8Array | Uint32Array, period: number): boolean {
  for (let at = period; at < numbers.length; at++) {
    if (numbers[at] !== numbers[at - period]) {
      return false;
    }
  }
  return true;
}
