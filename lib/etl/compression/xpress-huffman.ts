import { copyMatch, viewOf } from './match.ts';

const SYMBOLS = 512;
/** The lengths of the symbols' codes, four bits each, stand before each block. */
const TABLE_BYTES = SYMBOLS / 2;
const MAX_CODE_BITS = 15;
/** Each block stands for this much output and has a table of its own. */
const BLOCK_BYTES = 65_536;
/** Marks bits that begin no code. */
const NO_SYMBOL = 0xffff;

/**
 * Decompresses LZ77 with Huffman codes, XPRESS Huffman (MS-XCA 2.1 and 2.2), and returns how many bytes came out. It
 * stops, with what it has so far, at the end of either array, at a table that is none and at a match that points
 * before the output.
 *
 * Symbols below 256 are literal bytes. The others are matches: four bits of length, and the number of bits of the
 * distance, which follow the code; a length of 15 goes on in whole bytes between the words of the bit stream.
 */
export function decompressXpressHuffman(input: Uint8Array, output: Uint8Array): number {
  const codes = new CodeTable();
  const bits = new BitReader(input);
  const target = viewOf(output);
  let to = 0;
  while (to < output.length) {
    if (bits.at + TABLE_BYTES > input.length || !codes.read(input, bits.at)) {
      return to;
    }
    bits.begin(bits.at + TABLE_BYTES);
    const blockEnd = Math.min(to + BLOCK_BYTES, output.length);
    while (to < blockEnd) {
      const symbol = codes.symbols[bits.peek(MAX_CODE_BITS)]!;
      if (symbol === NO_SYMBOL) {
        return to;
      }
      bits.skip(codes.lengths[symbol]!);
      if (bits.isOverrun) {
        return to;
      }
      if (symbol < 256) {
        output[to++] = symbol;
        continue;
      }
      const length = bits.matchLength((symbol - 256) & 15);
      const distanceBits = (symbol - 256) >> 4;
      const distance = (1 << distanceBits) + bits.peek(distanceBits);
      bits.skip(distanceBits);
      if (length < 0 || distance > to || bits.isOverrun) {
        return to;
      }
      to = copyMatch(output, target, to - distance, to, Math.min(to + length, output.length));
    }
  }
  return to;
}

/** Which symbol the next 15 bits begin with: codes are given in order of their length, then of their symbol. */
class CodeTable {
  readonly symbols = new Uint16Array(1 << MAX_CODE_BITS);
  readonly lengths = new Uint8Array(SYMBOLS);

  /** Reads a table; false where its codes need more room than there is. */
  read(input: Uint8Array, at: number): boolean {
    for (let i = 0; i < TABLE_BYTES; i++) {
      this.lengths[2 * i] = input[at + i]! & 15;
      this.lengths[2 * i + 1] = input[at + i]! >> 4;
    }
    let next = 0;
    for (let bits = 1; bits <= MAX_CODE_BITS; bits++) {
      const span = 1 << (MAX_CODE_BITS - bits);
      for (let symbol = 0; symbol < SYMBOLS; symbol++) {
        if (this.lengths[symbol] === bits) {
          if (next + span > this.symbols.length) {
            return false;
          }
          this.symbols.fill(symbol, next, next + span);
          next += span;
        }
      }
    }
    this.symbols.fill(NO_SYMBOL, next);
    return next > 0;
  }
}

/** The bit stream: 16-bit words, from their highest bit down, with 16 to 31 bits read ahead. */
class BitReader {
  at = 0;
  readonly #input: Uint8Array;
  #bits = 0;
  /** Bits read ahead beyond the first 16. */
  #extra = 0;
  /** How many of the last bits read stand behind the end of the input. */
  #missing = 0;

  constructor(input: Uint8Array) {
    this.#input = input;
  }

  /** Whether bits were used that the input does not hold; reading ahead of its end is no fault. */
  get isOverrun(): boolean {
    return this.#missing > this.#extra + 16;
  }

  begin(at: number): void {
    this.at = at;
    const high = this.#word();
    this.#bits = ((high << 16) | this.#word()) >>> 0;
    this.#extra = 16;
  }

  /** The next bits, up to 16, without moving over them. */
  peek(count: number): number {
    return count === 0 ? 0 : this.#bits >>> (32 - count);
  }

  skip(count: number): void {
    this.#bits = (this.#bits << count) >>> 0;
    this.#extra -= count;
    if (this.#extra < 0) {
      this.#bits = (this.#bits | (this.#word() << -this.#extra)) >>> 0;
      this.#extra += 16;
    }
  }

  /** The length of a match whose symbol gave these four bits; below 0 where it can't be one. */
  matchLength(short: number): number {
    if (short < 15) {
      return short + 3;
    }
    const byte = this.#bytes(1);
    const length = byte < 255 ? byte + 15 : this.#bytes(2) || this.#bytes(4);
    return length < 15 || this.at > this.#input.length ? -1 : length + 3;
  }

  #word(): number {
    const { at } = this;
    if (at + 2 <= this.#input.length) {
      this.at = at + 2;
      return this.#input[at]! | (this.#input[at + 1]! << 8);
    }
    this.#missing += 16;
    return this.#bytes(2);
  }

  /** A little-endian number of so many bytes, zeros behind the end of the input. */
  #bytes(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      value += (this.#input[this.at++] ?? 0) * 2 ** (8 * i);
    }
    return value;
  }
}
