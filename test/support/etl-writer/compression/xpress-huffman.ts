import { codeLengths, codes } from './huffman.ts';
import { MatchFinder } from './match-finder.ts';

const blockSize = 65536;
const endOfData = 256;

/** One item of a block: a literal (distance 0) or a match. */
interface Item {
  symbol: number;
  distance: number;
  rest: number;
}

/**
 * XPRESS with Huffman (MS-XCA 2.1): blocks of 64 KB of plain bytes, each a table of 512 code lengths in nibbles and a
 * stream of 16-bit words, highest bit first, between which the bytes of long match lengths lie.
 */
export function compressXpressHuffman(plain: Uint8Array): Uint8Array {
  const blocks: Uint8Array[] = [];
  const finder = new MatchFinder(plain);
  let at = 0;
  do {
    const end = Math.min(at + blockSize, plain.length);
    const items = blockItems(plain, finder, at, end);
    if (end === plain.length) items.push({ symbol: endOfData, distance: 0, rest: 0 });
    blocks.push(encodeBlock(items));
    at = end;
  } while (at < plain.length);
  return Uint8Array.from(Buffer.concat(blocks));
}

function blockItems(plain: Uint8Array, finder: MatchFinder, start: number, end: number): Item[] {
  const items: Item[] = [];
  let at = start;
  while (at < end) {
    const { length, distance } = finder.find(at, end - at, 65535);
    if (length === 0) {
      items.push({ symbol: plain[at++]!, distance: 0, rest: 0 });
      continue;
    }
    finder.skip(at + 1, at + length);
    at += length;
    const rest = length - 3;
    const distanceBits = 31 - Math.clz32(distance);
    items.push({ symbol: 256 | (distanceBits << 4) | Math.min(rest, 15), distance, rest });
  }
  return items;
}

function encodeBlock(items: readonly Item[]): Uint8Array {
  const frequency = new Uint32Array(512);
  for (const { symbol } of items) frequency[symbol] = frequency[symbol]! + 1;
  const lengths = codeLengths(frequency, 15);
  const code = codes(lengths);
  const stream = new WordStream();
  for (const { symbol, distance, rest } of items) {
    stream.bits(code[symbol]!, lengths[symbol]!);
    if (distance === 0) continue;
    if (rest >= 15) {
      stream.byte(Math.min(rest - 15, 255));
      if (rest - 15 >= 255) stream.word(rest);
    }
    const distanceBits = 31 - Math.clz32(distance);
    stream.bits(distance - (1 << distanceBits), distanceBits);
  }
  const body = stream.finish();
  const block = new Uint8Array(256 + body.length);
  for (let i = 0; i < 256; i++) block[i] = lengths[2 * i]! | (lengths[2 * i + 1]! << 4);
  block.set(body, 256);
  return block;
}

/**
 * The bit stream: a decoder holds 16 to 32 bits ahead, so a 16-bit word is laid down two words before its bits are used
 * up, and bytes written meanwhile stand behind both (MS-XCA 2.1.4.3).
 */
class WordStream {
  readonly #out: number[] = [0, 0, 0, 0];
  #first = 0;
  #second = 2;
  #word = 0;
  #free = 16;

  bits(value: number, count: number): void {
    if (count <= this.#free) {
      this.#free -= count;
      this.#word = (this.#word << count) | value;
      return;
    }
    const over = count - this.#free;
    this.#put(this.#first, (this.#word << this.#free) | (value >>> over));
    this.#first = this.#second;
    this.#second = this.#out.length;
    this.#out.push(0, 0);
    this.#free = 16 - over;
    this.#word = value & ((1 << over) - 1);
  }

  byte(value: number): void {
    this.#out.push(value);
  }

  word(value: number): void {
    this.#out.push(value & 0xff, value >> 8);
  }

  finish(): Uint8Array {
    this.#put(this.#first, this.#word << this.#free);
    this.#put(this.#second, 0);
    return Uint8Array.from(this.#out);
  }

  #put(at: number, word: number): void {
    this.#out[at] = word & 0xff;
    this.#out[at + 1] = (word >>> 8) & 0xff;
  }
}
