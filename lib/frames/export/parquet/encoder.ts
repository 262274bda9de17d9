import { CHUNK_ROWS, type ChunkColumn } from '../../column.ts';
import { ADDRESS, DECIMAL, type WideForm } from '../wide-values.ts';
import { bitWidth, packBits, writePacked, writeRun } from './bit-packing.ts';
import { ByteBuffer } from './byte-buffer.ts';
import { writeDeltas } from './delta.ts';
import { writeDeltaBytes } from './delta-bytes.ts';
import type { DenseValues } from './dense-values.ts';
import { Dictionary } from './dictionary.ts';

export type PageEncoding = 'PLAIN' | 'RLE_DICTIONARY' | 'DELTA_BINARY_PACKED' | 'DELTA_BYTE_ARRAY';

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
        return this.#wide(values, DECIMAL);
      case 'pointer':
        return this.#wide(values, ADDRESS);
      case 'ns':
        return this.#plain(new Uint8Array(values.doubles.buffer, 0, 8 * values.count));
      case 'whole':
        return this.#wholes(values);
      case 'uint32':
        return this.#words(values, 8);
      case 'uint16':
        return this.#words(values, 4);
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
        this.#entry(halves[0]!, halves[1]!, DECIMAL);
        break;
      case 'pointer':
        this.#entry(halves[0]!, halves[1]!, ADDRESS);
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
        this.dictionaryPage.append(widened(words, 1, type === 'uint32' ? 8 : 4));
    }
    this.page.byte(0);
    writeRun(0, count, 0, this.page);
    return 'RLE_DICTIONARY';
  }

  #plain(bytes: Uint8Array): 'PLAIN' {
    this.page.append(bytes);
    return 'PLAIN';
  }

  #wide({ halves, count }: DenseValues, form: WideForm): PageEncoding {
    if (this.#dictionary.fillPairs(halves, count)) {
      const { entries, size } = this.#dictionary;
      this.dictionaryPage.clear();
      for (let entry = 0; entry < size; entry++) {
        this.#entry(entries[2 * entry]!, entries[2 * entry + 1]!, form);
      }
      return this.#indexes(count);
    }
    const bytes = new Uint8Array(count * form.bytes);
    for (let i = 0; i < count; i++) {
      form.write(halves[2 * i]!, halves[2 * i + 1]!, bytes, i * form.bytes);
    }
    // Polars reads no deltas of decimals.
    if (form === DECIMAL) {
      return this.#plain(bytes);
    }
    writeDeltaBytes({ bytes, width: form.bytes, count }, this.#deltas, this.page);
    return 'DELTA_BYTE_ARRAY';
  }

  /** One value of the dictionary: a text stands behind its length. */
  #entry(low: number, high: number, form: WideForm): void {
    const page = this.dictionaryPage;
    if (form === ADDRESS) {
      page.append(Uint8Array.of(form.bytes, 0, 0, 0));
    }
    page.reserve(form.bytes);
    form.write(low, high, page.bytes, page.length);
    page.length += form.bytes;
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

  /** @param bytes of each number in the file */
  #words({ words, count }: DenseValues, bytes: 4 | 8): PageEncoding {
    if (this.#dictionary.fill(words, count)) {
      const { entries, size } = this.#dictionary;
      this.dictionaryPage.clear();
      this.dictionaryPage.append(widened(entries, size, bytes));
      return this.#indexes(count);
    }
    const deltas = this.#deltas;
    for (let i = 0; i < count - 1; i++) {
      deltas[i] = words[i + 1]! - words[i]!;
    }
    const isShort = writeDeltas({ count, first: BigInt(words[0]!), deltas }, this.page);
    return isShort ? 'DELTA_BINARY_PACKED' : this.#plain(widened(words, count, bytes));
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

/** Words as the bytes of INT32s or INT64s. */
function widened(words: Uint32Array, count: number, bytes: 4 | 8): Uint8Array {
  if (bytes === 4) {
    return new Uint8Array(words.buffer, 0, 4 * count);
  }
  const wide = new Uint32Array(2 * count);
  for (let i = 0; i < count; i++) {
    wide[2 * i] = words[i]!;
  }
  return new Uint8Array(wide.buffer);
}

/** Whole numbers as the bytes of INT64s. */
function integers(doubles: Float64Array, count: number): Uint8Array {
  const values = BigInt64Array.from({ length: count }, (_, i) => BigInt(Math.min(doubles[i]!, MAX_INT64)));
  return new Uint8Array(values.buffer);
}
