import { CHUNK_ROWS, type Chunk } from './column.ts';
import { ColumnBuilder, type ValuesOf } from './column-builder.ts';
import type { ColumnTypes, FrameSpec } from './schema.ts';
import { Texts } from './texts.ts';

/** Takes a frame's rows, a chunk at a time: memory, or a file. */
export interface ChunkSink {
  write(chunk: Chunk): void;
}

/** Where each frame's rows go. */
export type SinkFor = (spec: FrameSpec) => ChunkSink;

const FIRST_ROWS = 256;

type Columns<Types extends ColumnTypes> = { readonly [Name in keyof Types]: ValuesOf<Types[Name]> };
type TextsByName<Types extends ColumnTypes> = {
  readonly [Name in keyof Types as Types[Name] extends 'text' ? Name : never]: Texts;
};

/** Writes the rows of one frame, and hands over each chunk that is full. */
export class FrameBuilder<Types extends ColumnTypes> {
  /** The texts of each `text` column: their numbers go into the column. */
  readonly texts: TextsByName<Types>;
  readonly #columns: readonly ColumnBuilder[];
  readonly #names: readonly string[];
  readonly #sink: ChunkSink;
  #values: Columns<Types>;
  #rows = 0;
  #room = 0;

  constructor(spec: FrameSpec<Types>, sinkFor: SinkFor) {
    const texts = new Map(
      spec.columns.filter(({ type }) => type === 'text').map(({ name }) => [name, new Texts()]),
    );
    this.texts = Object.fromEntries(texts) as TextsByName<Types>;
    this.#columns = spec.columns.map((column) => new ColumnBuilder(column, texts.get(column.name) ?? null));
    this.#names = spec.columns.map(({ name }) => name);
    this.#sink = sinkFor(spec);
    this.#values = this.#currentValues();
  }

  /** The columns by name, to be written at the row that `next` told; ask again after each `next`. */
  get columns(): Columns<Types> {
    return this.#values;
  }

  /** Begins a row; every column has to be written at it. */
  next(): number {
    if (this.#rows === this.#room) {
      this.#makeRoom();
    }
    return this.#rows++;
  }

  /** Hands over the last chunk, which may be short. */
  end(): void {
    if (this.#rows > 0) {
      this.#flush(0);
    }
  }

  #makeRoom(): void {
    if (this.#room === CHUNK_ROWS) {
      this.#flush(CHUNK_ROWS);
      return;
    }
    this.#room = Math.min(CHUNK_ROWS, Math.max(FIRST_ROWS, this.#room * 4));
    for (const column of this.#columns) {
      column.resize(this.#room);
    }
    this.#values = this.#currentValues();
  }

  #flush(room: number): void {
    const rows = this.#rows;
    const columns = this.#columns.map((column) => column.take(rows, room));
    this.#rows = 0;
    this.#room = room;
    this.#values = this.#currentValues();
    this.#sink.write({ rows, columns });
  }

  #currentValues(): Columns<Types> {
    return Object.fromEntries(
      this.#names.map((name, at) => [name, this.#columns[at]!.values]),
    ) as unknown as Columns<Types>;
  }
}
