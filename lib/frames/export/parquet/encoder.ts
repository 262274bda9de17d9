import { CHUNK_ROWS, type ChunkColumn } from '../../column.ts';
import { bitWidth, packBits, writePacked, writeRun } from './bit-packing.ts';
import { ByteBuffer } from './byte-buffer.ts';
import { writeDeltas } from './delta.ts';
import type { DenseValues } from './dense-values.ts';
import { Dictionary } from './dictionary.ts';

export type PageEncoding = 'PLAIN' | 'RLE_DICTIONARY' | 'DELTA_BINARY_PACKED';

const SPARE = 128;
/** Above the greatest INT64 there is no double but 2^63: a size as large as this is no size. */
const MAX_INT64 = 2 ** 63 - 1024;

/**
 * Encodes the values of one column and one row group straight from their typed array: what is the same or counts up,
 * as nearly all columns do, in a few bits a row. Times are stored as they are.
 */
export class PageEncoder {
  /** The page's values, encoded. */
  readonly page = new ByteBuffer();
  /** The dictionary that they count into, where the encoding is RLE_DICTIONARY. */
  readonly dictionaryPage = new ByteBuffer();
  readonly #dictionary = new Dictionary(CHUNK_ROWS);
  readonly #deltas = new Float64Array(CHUNK_ROWS + SPARE);
  readonly #utf8 = new TextEncoder();
  /** How many values the dictionary has. */
  dictionarySize = 0;

  encode(column: ChunkColumn, values: DenseValues): PageEncoding {
    this.page.clear();
    if (column.isConstant) {
      return this.#constant(column, values);
    }
    switch (column.spec.type) {
      case 'id':
      case 'pointer':
        return this.#ids(values);
      case 'ns':
        return this.#plain(new Uint8Array(values.doubles.buffer, 0, 8 * values.count));
      case 'whole':
        return this.#wholes(values);
      case 'uint32':
      case 'uint16':
        return this.#words(values);
      case 'text':
        return this.#texts(values, column.texts);
      case 'flag':
        packBits(values.words, 0, values.count, 1, this.page);
        return 'PLAIN';
    }
  }

  /** All values are alike: a dictionary of one, and a run of its number. */
  #constant({ spec: { type }, texts }: ChunkColumn, values: DenseValues): PageEncoding {
    const { count, words, halves, doubles } = values;
    if (type === 'flag') {
      this.page.repeat(words[0] === 1 ? 0xff : 0, Math.ceil(count / 8));
      return 'PLAIN';
    }
    if (count === 0) {
      return 'PLAIN';
    }
    this.dictionaryPage.clear();
    this.dictionarySize = 1;
    switch (type) {
      case 'id':
      case 'pointer':
        this.dictionaryPage.append(new Uint8Array(halves.buffer, 0, 8));
        break;
      case 'ns':
        this.dictionaryPage.append(new Uint8Array(doubles.buffer, 0, 8));
        break;
      case 'whole':
        this.dictionaryPage.append(integers(doubles, 1));
        break;
      case 'text':
        this.#text(texts[words[0]!]!, this.dictionaryPage);
        break;
      default:
        this.dictionaryPage.append(new Uint8Array(words.buffer, 0, 4));
    }
    this.page.byte(0);
    writeRun(0, count, 0, this.page);
    return 'RLE_DICTIONARY';
  }

  #plain(bytes: Uint8Array): 'PLAIN' {
    this.page.append(bytes);
    return 'PLAIN';
  }

  #ids({ halves, count }: DenseValues): PageEncoding {
    const deltas = this.#deltas;
    for (let i = 0; i < count - 1; i++) {
      const high = halves[2 * i + 3]! - halves[2 * i + 1]!;
      deltas[i] = high * 0x1_0000_0000 + (halves[2 * i + 2]! - halves[2 * i]!);
    }
    const first = (BigInt(halves[1]!) << 32n) | BigInt(halves[0]!);
    const isShort = count > 0 && writeDeltas({ count, first, deltas }, this.page);
    return isShort ? 'DELTA_BINARY_PACKED' : this.#plain(new Uint8Array(halves.buffer, 0, 8 * count));
  }

  #wholes({ doubles, count }: DenseValues): PageEncoding {
    const deltas = this.#deltas;
    for (let i = 0; i < count - 1; i++) {
      deltas[i] = doubles[i + 1]! - doubles[i]!;
    }
    if (count > 0 && Math.abs(doubles[0]!) <= Number.MAX_SAFE_INTEGER) {
      if (writeDeltas({ count, first: BigInt(doubles[0]!), deltas }, this.page)) {
        return 'DELTA_BINARY_PACKED';
      }
    }
    return this.#plain(integers(doubles, count));
  }

  #words({ words, count }: DenseValues): PageEncoding {
    if (this.#dictionary.fill(words, count)) {
      const { entries, size } = this.#dictionary;
      this.dictionaryPage.clear();
      this.dictionaryPage.append(new Uint8Array(entries.buffer, 0, 4 * size));
      return this.#indexes(count);
    }
    const deltas = this.#deltas;
    for (let i = 0; i < count - 1; i++) {
      // INT32 differences wrap around.
      deltas[i] = (words[i + 1]! - words[i]!) | 0;
    }
    const first = BigInt(words[0]! | 0);
    const isShort = writeDeltas({ count, first, deltas }, this.page);
    return isShort ? 'DELTA_BINARY_PACKED' : this.#plain(new Uint8Array(words.buffer, 0, 4 * count));
  }

  #texts({ words, count }: DenseValues, texts: readonly (string | null)[]): PageEncoding {
    if (!this.#dictionary.fill(words, count)) {
      for (let i = 0; i < count; i++) {
        this.#text(texts[words[i]!]!, this.page);
      }
      return 'PLAIN';
    }
    const { entries, size } = this.#dictionary;
    this.dictionaryPage.clear();
    for (let entry = 0; entry < size; entry++) {
      this.#text(texts[entries[entry]!]!, this.dictionaryPage);
    }
    return this.#indexes(count);
  }

  #indexes(count: number): PageEncoding {
    const { indexes, size } = this.#dictionary;
    this.dictionarySize = size;
    const width = bitWidth(Math.max(size - 1, 0));
    this.page.byte(width);
    if (width === 0) {
      writeRun(0, count, width, this.page);
    } else {
      writePacked(indexes, count, width, this.page);
    }
    return 'RLE_DICTIONARY';
  }

  /** A BYTE_ARRAY value: its length, and its bytes. */
  #text(text: string, out: ByteBuffer): void {
    const bytes = this.#utf8.encode(text);
    const { length } = bytes;
    out.append(Uint8Array.of(length, length >>> 8, length >>> 16, length >>> 24));
    out.append(bytes);
  }
}

/** Whole numbers as the bytes of INT64s. */
function integers(doubles: Float64Array, count: number): Uint8Array {
  const values = BigInt64Array.from({ length: count }, (_, i) => BigInt(Math.min(doubles[i]!, MAX_INT64)));
  return new Uint8Array(values.buffer);
}
