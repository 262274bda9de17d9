import type { TextList } from './column.ts';
import { BLOCK_NUMBERS, type RowSink, type RowSinkFor, slotsOf, strideOf } from './row-block.ts';
import type { ColumnTypes, FrameSpec } from './schema.ts';
import { Texts } from './texts.ts';

type TextsByName<Types extends ColumnTypes> = {
  readonly [Name in keyof Types as Types[Name] extends 'text' ? Name : never]: Texts;
};

/**
 * Writes the rows of one frame. A row goes as a whole, number by number, into one array: while the events go by there is
 * no time to visit the ends of two dozen columns, nor for a call a number. Whoever takes the blocks makes columns of
 * them.
 */
export class RowWriter<Types extends ColumnTypes> {
  /** Where in a row each column's number goes: `row[at + slots.latencyNs]`. */
  readonly slots: { readonly [Name in keyof Types]: number };
  /** The texts of each `text` column: their numbers go into the row. */
  readonly texts: TextsByName<Types>;
  /** Where to write the row that `next` began. */
  readonly row = new Float64Array(BLOCK_NUMBERS);
  readonly #textLists: readonly TextList[];
  readonly #stride: number;
  readonly #blockRows: number;
  readonly #sink: RowSink;
  #rows = 0;

  constructor(spec: FrameSpec<Types>, sinkFor: RowSinkFor) {
    const slots = slotsOf(spec);
    const texts = spec.columns.map(({ type }) => (type === 'text' ? new Texts() : null));
    this.#textLists = texts.map((one) => one?.all ?? []);
    this.slots = byName(spec, slots) as { [Name in keyof Types]: number };
    this.texts = byName(spec, texts) as unknown as TextsByName<Types>;
    this.#stride = strideOf(spec);
    this.#blockRows = Math.floor(BLOCK_NUMBERS / this.#stride);
    this.#sink = sinkFor(spec);
  }

  /** Begins a row, and tells where in `row`; every column has to be written. */
  next(): number {
    if (this.#rows === this.#blockRows) {
      this.#flush();
    }
    return this.#rows++ * this.#stride;
  }

  /** Hands over what is left, and tells the sink that it is all. */
  end(): void {
    this.#flush();
    this.#sink.end();
  }

  #flush(): void {
    if (this.#rows > 0) {
      this.#sink.write({ rows: this.#rows, values: this.row, texts: this.#textLists });
      this.#rows = 0;
    }
  }
}

function byName<T>({ columns }: FrameSpec, values: readonly T[]): Record<string, T> {
  return Object.fromEntries(columns.map(({ name }, at) => [name, values[at]!]));
}

/** Writes an id or a pointer into a row. */
export function setId(row: Float64Array, at: number, low: number, high: number): void {
  row[at] = low;
  row[at + 1] = high;
}
