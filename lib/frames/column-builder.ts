import type { ChunkColumn, ColumnArray } from './column.ts';
import type { ColumnSpec, ColumnType } from './schema.ts';

/** One column of a frame while its open chunk is being written; `at` is always a row of that chunk. */
export interface ColumnBuilder {
  /** Makes room for so many rows, keeping what is written. */
  resize(rows: number): void;
  /** Gives the chunk's values away and begins a new chunk with room for so many rows. */
  take(rows: number, room: number): ChunkColumn;
}

abstract class Builder<Values extends ColumnArray> implements ColumnBuilder {
  readonly #spec: ColumnSpec;
  readonly #make: (rows: number) => Values;
  /** A chunk of one value throughout, kept for the next chunk that is the same. */
  #constant: Values | null = null;
  protected values: Values;

  constructor(spec: ColumnSpec, make: (rows: number) => Values) {
    this.#spec = spec;
    this.#make = make;
    this.values = make(0);
  }

  get texts(): readonly (string | null)[] {
    return [];
  }

  resize(rows: number): void {
    const grown = this.#make(rows);
    grown.set(this.values as never);
    this.values = grown;
  }

  take(rows: number, room: number): ChunkColumn {
    const { texts } = this;
    const values = this.values.subarray(0, rows) as Values;
    if (!isConstant(values)) {
      this.values = this.#make(room);
      return { spec: this.#spec, values, texts };
    }
    // Many columns tell the same for long stretches (one driver, no flags, nothing cancelled): one array serves.
    const known = this.#constant;
    if (known === null || known.length !== rows || !isSame(known[0]!, values[0]!)) {
      this.#constant = values.slice() as Values;
    }
    if (room !== this.values.length) {
      this.values = this.#make(room);
    }
    return { spec: this.#spec, values: this.#constant!, texts };
  }
}

function isConstant(values: ColumnArray): boolean {
  const [first] = values;
  if (first === undefined) {
    return false;
  }
  for (let at = 1; at < values.length; at++) {
    if (!isSame(values[at]!, first)) {
      return false;
    }
  }
  return true;
}

function isSame(a: bigint | number, b: bigint | number): boolean {
  // NaN, which stands for none, is unlike itself.
  // biome-ignore lint/suspicious/noSelfCompare: that is how NaN is told
  return a === b || (a !== a && b !== b);
}

/** `ns` and `whole`. */
export class DoubleBuilder extends Builder<Float64Array> {
  constructor(spec: ColumnSpec) {
    super(spec, (rows) => new Float64Array(rows));
  }

  set(at: number, value: number): void {
    this.values[at] = value;
  }
}

export class WordBuilder extends Builder<Uint32Array> {
  constructor(spec: ColumnSpec) {
    super(spec, (rows) => new Uint32Array(rows));
  }

  set(at: number, value: number): void {
    this.values[at] = value;
  }
}

export class ShortBuilder extends Builder<Uint16Array> {
  constructor(spec: ColumnSpec) {
    super(spec, (rows) => new Uint16Array(rows));
  }

  set(at: number, value: number): void {
    this.values[at] = value;
  }
}

export class FlagBuilder extends Builder<Uint8Array> {
  constructor(spec: ColumnSpec) {
    super(spec, (rows) => new Uint8Array(rows));
  }

  set(at: number, value: boolean): void {
    this.values[at] = value ? 1 : 0;
  }
}

/** `id` and `pointer`: written as two halves, without making a bigint. */
export class IdBuilder extends Builder<BigUint64Array> {
  constructor(spec: ColumnSpec) {
    super(spec, (rows) => new BigUint64Array(rows));
  }

  set(at: number, low: number, high: number): void {
    const { values } = this;
    if (this.#owner !== values) {
      this.#owner = values;
      this.#halves = new Uint32Array(values.buffer);
    }
    // Typed arrays are in the machine's order: little-endian on all that runs this.
    this.#halves[2 * at] = low;
    this.#halves[2 * at + 1] = high;
  }

  #owner: BigUint64Array | null = null;
  #halves: Uint32Array = new Uint32Array(0);
}

const MAX_SHORT_TEXTS = 0x1_0000;

export class TextBuilder extends Builder<Uint16Array | Uint32Array> {
  readonly #texts: (string | null)[];
  readonly #numbers = new Map<string, number>();
  #last: string | null = null;
  #lastNumber = 0;

  constructor(spec: ColumnSpec) {
    const texts: (string | null)[] = [null];
    super(spec, (rows) => (texts.length < MAX_SHORT_TEXTS ? new Uint16Array(rows) : new Uint32Array(rows)));
    this.#texts = texts;
  }

  override get texts(): readonly (string | null)[] {
    return this.#texts;
  }

  set(at: number, text: string | null): void {
    if (text !== this.#last) {
      this.#lastNumber = text === null ? 0 : (this.#numbers.get(text) ?? this.#add(text));
      this.#last = text;
    }
    this.values[at] = this.#lastNumber;
  }

  #add(text: string): number {
    const number = this.#texts.push(text) - 1;
    this.#numbers.set(text, number);
    if (number === MAX_SHORT_TEXTS - 1) {
      // The texts outgrow 16 bits: so does the open chunk.
      this.resize(this.values.length);
    }
    return number;
  }
}

export type BuilderOf<Type extends ColumnType> = Type extends 'ns' | 'whole'
  ? DoubleBuilder
  : Type extends 'uint32'
    ? WordBuilder
    : Type extends 'uint16'
      ? ShortBuilder
      : Type extends 'flag'
        ? FlagBuilder
        : Type extends 'text'
          ? TextBuilder
          : IdBuilder;

export function createBuilder(spec: ColumnSpec): ColumnBuilder {
  switch (spec.type) {
    case 'id':
    case 'pointer':
      return new IdBuilder(spec);
    case 'ns':
    case 'whole':
      return new DoubleBuilder(spec);
    case 'uint32':
      return new WordBuilder(spec);
    case 'uint16':
      return new ShortBuilder(spec);
    case 'flag':
      return new FlagBuilder(spec);
    case 'text':
      return new TextBuilder(spec);
  }
}
