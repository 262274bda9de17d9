import { CHUNK_ROWS, type Chunk } from './column.ts';
import { type BuilderOf, type ColumnBuilder, createBuilder } from './column-builder.ts';
import type { ColumnTypes, FrameSpec } from './schema.ts';

/** Takes a frame's rows, a chunk at a time: memory, or a file. */
export interface ChunkSink {
  write(chunk: Chunk): void;
}

/** Where each frame's rows go. */
export type SinkFor = (spec: FrameSpec) => ChunkSink;

const FIRST_ROWS = 256;

type Builders<Types extends ColumnTypes> = { readonly [Name in keyof Types]: BuilderOf<Types[Name]> };

/** Writes the rows of one frame, and hands over each chunk that is full. */
export class FrameBuilder<Types extends ColumnTypes> {
  /** The columns by name, to be set at the row that `next` told. */
  readonly columns: Builders<Types>;
  readonly #all: readonly ColumnBuilder[];
  readonly #sink: ChunkSink;
  #rows = 0;
  #room = 0;

  constructor(spec: FrameSpec<Types>, sinkFor: SinkFor) {
    this.#all = spec.columns.map(createBuilder);
    this.columns = Object.fromEntries(
      spec.columns.map(({ name }, at) => [name, this.#all[at]!]),
    ) as unknown as Builders<Types>;
    this.#sink = sinkFor(spec);
  }

  /** Begins a row; every column has to be set at it. */
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
    for (const column of this.#all) {
      column.resize(this.#room);
    }
  }

  #flush(room: number): void {
    const rows = this.#rows;
    const columns = this.#all.map((column) => column.take(rows, room));
    this.#rows = 0;
    this.#room = room;
    this.#sink.write({ rows, columns });
  }
}
