/** Lines are handed over in pieces of about this many bytes: several of a pipe's capacity (64 KB) at a time. */
const PIECE = 1 << 18;
/** Short constants are copied faster by a loop than by a call. */
const SHORT = 24;
const EIGHT_DIGITS = 1e8;
const ZERO = 0x30;
const NEWLINE = 0x0a;
const QUOTE = 0x22;
const SMALL_X = 0x78;
/** "0x and 16 digits". */
const HEX_TEXT_BYTES = 20;

const encoder = new TextEncoder();
/** The two characters of each number up to 99, and of each byte as hex. */
const DECIMAL_PAIRS = pairs(100, 10);
const HEX_PAIRS = pairs(256, 16);

function pairs(count: number, radix: number): Uint8Array {
  const texts = Array.from({ length: count }, (_, i) => i.toString(radix).padStart(2, '0'));
  return encoder.encode(texts.join(''));
}

/** Text as the UTF-8 bytes that a constant part of a line consists of. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * Lines of text as UTF-8 bytes. No string is made for what is written digit by digit; the bytes are handed over in
 * large pieces, each of whole lines.
 */
export class LineBuffer {
  bytes = new Uint8Array(2 * PIECE);
  /** Where the next byte goes; whoever writes to `bytes` reserves the room first. */
  at = 0;
  readonly #take: (piece: Uint8Array) => void;

  /** @param take gets each piece, whose bytes are good during this call only */
  constructor(take: (piece: Uint8Array) => void) {
    this.#take = take;
  }

  /** Makes room for so many bytes. */
  reserve(count: number): void {
    if (this.at + count > this.bytes.length) {
      const larger = new Uint8Array(2 * (this.at + count));
      larger.set(this.bytes.subarray(0, this.at));
      this.bytes = larger;
    }
  }

  /** Ends a line, behind which a piece may end. */
  endLine(): void {
    this.reserve(1);
    this.bytes[this.at++] = NEWLINE;
    if (this.at >= PIECE) {
      this.flush();
    }
  }

  flush(): void {
    if (this.at > 0) {
      this.#take(this.bytes.subarray(0, this.at));
      this.at = 0;
    }
  }

  constant(text: Uint8Array): void {
    this.reserve(text.length);
    const { bytes, at } = this;
    if (text.length > SHORT) {
      bytes.set(text, at);
    } else {
      for (let i = 0; i < text.length; i++) {
        bytes[at + i] = text[i]!;
      }
    }
    this.at = at + text.length;
  }

  text(text: string): void {
    // UTF-16 units take three bytes at most in UTF-8.
    this.reserve(3 * text.length);
    this.at += encoder.encodeInto(text, this.bytes.subarray(this.at)).written;
  }

  /** A number as JSON and JavaScript write it. */
  number(value: number): void {
    if (value >= 0 && Number.isSafeInteger(value)) {
      this.natural(value);
    } else {
      this.text(Number.isFinite(value) ? String(value) : 'null');
    }
  }

  /** An integer from 0 to 2^53. */
  natural(value: number): void {
    if (value < EIGHT_DIGITS) {
      this.digits(value, digitCount(value));
    } else {
      const high = Math.floor(value / EIGHT_DIGITS);
      this.natural(high);
      this.digits(value - high * EIGHT_DIGITS, 8);
    }
  }

  /** An integer below 10^8 with so many digits, zeros in front. */
  digits(value: number, count: number): void {
    this.reserve(count);
    const { bytes } = this;
    const start = this.at;
    let at = start + count;
    let left = value | 0;
    while (at - start >= 2) {
      const rest = (left / 100) | 0;
      const pair = 2 * (left - 100 * rest);
      at -= 2;
      bytes[at] = DECIMAL_PAIRS[pair]!;
      bytes[at + 1] = DECIMAL_PAIRS[pair + 1]!;
      left = rest;
    }
    if (at > start) {
      bytes[start] = ZERO + left;
    }
    this.at = start + count;
  }

  /** The `count` low bytes of a 32-bit number as a JSON string: "0x…" with all of their digits. */
  hexText(value: number, count: number): void {
    this.reserve(HEX_TEXT_BYTES);
    this.#startHex();
    this.#hex(value, count);
    this.bytes[this.at++] = QUOTE;
  }

  /** The same for 64 bits in two halves. */
  hexText64(high: number, low: number): void {
    this.reserve(HEX_TEXT_BYTES);
    this.#startHex();
    this.#hex(high, 4);
    this.#hex(low, 4);
    this.bytes[this.at++] = QUOTE;
  }

  /** The bytes from `start` to `end` of another array as hex digits. */
  hexBytes(source: Uint8Array, start: number, end: number): void {
    this.reserve(2 * (end - start));
    for (let i = start; i < end; i++) {
      this.#hex(source[i]!, 1);
    }
  }

  #startHex(): void {
    const { bytes, at } = this;
    bytes[at] = QUOTE;
    bytes[at + 1] = ZERO;
    bytes[at + 2] = SMALL_X;
    this.at = at + 3;
  }

  /** The `count` low bytes as hex digits, the highest first. */
  #hex(value: number, count: number): void {
    const { bytes } = this;
    let { at } = this;
    for (let shift = 8 * (count - 1); shift >= 0; shift -= 8) {
      const pair = 2 * ((value >>> shift) & 0xff);
      bytes[at] = HEX_PAIRS[pair]!;
      bytes[at + 1] = HEX_PAIRS[pair + 1]!;
      at += 2;
    }
    this.at = at;
  }
}

/** Digits of an integer below 10^8. */
function digitCount(value: number): number {
  if (value < 1e4) {
    return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4;
  }
  return value < 1e6 ? (value < 1e5 ? 5 : 6) : value < 1e7 ? 7 : 8;
}
