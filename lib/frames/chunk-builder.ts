import { CHUNK_ROWS, type Chunk } from './column.ts';
import { ColumnBuilder } from './column-builder.ts';
import { type RowBlock, type RowSink, slotsOf, strideOf } from './row-block.ts';
import type { FrameSpec } from './schema.ts';

/**
 * Takes a frame's rows, a chunk at a time: memory, or a file. The chunk's arrays are the taker's, but for those of
 * columns that are the same throughout: later chunks share them.
 */
export interface ChunkSink {
  write(chunk: Chunk): void;
}

/** Where each frame's rows go. */
export type SinkFor = (spec: FrameSpec) => ChunkSink;

/** Rows that go to the columns together: few enough that they stay in the first-level cache for all of them. */
const SLICE_ROWS = 64;
const FIRST_ROWS = 256;

/** Makes columns of rows, and hands over each chunk of them that is full. */
export class ChunkBuilder implements RowSink {
  readonly #columns: readonly ColumnBuilder[];
  readonly #stride: number;
  readonly #sink: ChunkSink;
  #rows = 0;
  #room = 0;

  constructor(spec: FrameSpec, sink: ChunkSink) {
    const slots = slotsOf(spec);
    this.#columns = spec.columns.map((column, at) => new ColumnBuilder(column, slots[at]!));
    this.#stride = strideOf(spec);
    this.#sink = sink;
  }

  write({ rows, values, texts }: RowBlock): void {
    for (let row = 0; row < rows; ) {
      if (this.#rows === this.#room) {
        this.#makeRoom();
      }
      const count = Math.min(SLICE_ROWS, rows - row, this.#room - this.#rows);
      const slice = { values, start: row * this.#stride, stride: this.#stride, count };
      this.#columns.forEach((column, at) => {
        column.append(slice, texts[at]!, this.#rows);
      });
      row += count;
      this.#rows += count;
    }
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
  }

  #flush(room: number): void {
    const rows = this.#rows;
    const columns = this.#columns.map((column) => column.take(rows, room));
    this.#rows = 0;
    this.#room = room;
    this.#sink.write({ rows, columns });
  }
}
