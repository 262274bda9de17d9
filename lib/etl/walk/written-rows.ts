import { MOST_ROW_WORDS, ROWS_COUNT_AT, ROWS_END_AT, ROWS_FROM_AT, ROWS_TO_AT } from './places.ts';
import { ROWS_BYTES, type Walk } from './walk.ts';

/** Rows that a walk has written, one behind the other. They are taken before its next step, and then cleared. */
export class WrittenRows {
  /** Where they lie, from the first word on. */
  readonly words: Uint32Array;
  readonly #walk: Int32Array;

  constructor({ words, rowsAt }: Walk) {
    this.#walk = words;
    this.words = new Uint32Array(words.buffer, rowsAt, ROWS_BYTES / 4);
    words[ROWS_FROM_AT >> 2] = rowsAt;
    this.limit(ROWS_BYTES);
    this.clear();
  }

  /** How many there are. */
  get count(): number {
    return this.#walk[ROWS_COUNT_AT >> 2]!;
  }

  /** How many of the words they take. */
  get length(): number {
    return (this.#walk[ROWS_TO_AT >> 2]! - this.#walk[ROWS_FROM_AT >> 2]!) >> 2;
  }

  clear(): void {
    this.#walk[ROWS_TO_AT >> 2] = this.#walk[ROWS_FROM_AT >> 2]!;
    this.#walk[ROWS_COUNT_AT >> 2] = 0;
  }

  /** Has the walk write no more rows at a time than fit into so many bytes, but always one. */
  limit(bytes: number): void {
    const most = Math.min(bytes, ROWS_BYTES) - 4 * MOST_ROW_WORDS;
    this.#walk[ROWS_END_AT >> 2] = this.#walk[ROWS_FROM_AT >> 2]! + Math.max(most, 0);
  }
}
