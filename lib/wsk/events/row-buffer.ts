import { ROW_BESIDES } from '../../etl/index.ts';
import { wordsOf } from './row-cursor.ts';

const NO_BYTES = new Uint8Array(0);

/** Holds one row that a reader has made, with the bytes that stand besides it. */
export class RowBuffer {
  words = new Uint32Array(256);
  length = 0;
  readonly count = 1;

  /**
   * Takes a row in place of the one before.
   * @param words of which the first are the row
   * @param length how many of them
   * @param bytes besides it; null where it has none
   */
  put(words: Uint32Array, length: number, bytes: Uint8Array | null): void {
    const besides = bytes ?? NO_BYTES;
    this.length = length + wordsOf(besides.length);
    if (this.length > this.words.length) {
      this.words = new Uint32Array(2 * this.length);
    }
    for (let i = 0; i < length; i++) {
      this.words[i] = words[i]!;
    }
    if (bytes !== null) {
      this.words[ROW_BESIDES] = bytes.length;
      new Uint8Array(this.words.buffer, 4 * length, bytes.length).set(bytes);
    }
  }
}
