/** Lines are handed over in pieces of about this many bytes: several of a pipe's capacity (64 KB) at a time. */
const PIECE = 1 << 18;
/** Up to this many bytes are copied faster by a loop than by a call. */
const SHORT = 96;
/** What a loop that copies eight bytes a step writes too many at most. */
const OVERSHOOT = 7;
const EIGHT_DIGITS = 1e8;
const MOST_DIGITS = 16;
const ZERO = 0x30;
const NEWLINE = 0x0a;

const encoder = new TextEncoder();
/** The two characters of each number up to 99, and of each byte as hex, as 16 bits of which the low ones stand first. */
const DECIMAL_PAIRS = pairs(100, 10);
const HEX_PAIRS = pairs(256, 16);

function pairs(count: number, radix: number): Uint16Array {
  return Uint16Array.from({ length: count }, (_, i) => {
    const text = i.toString(radix).padStart(2, '0');
    return text.charCodeAt(0) | (text.charCodeAt(1) << 8);
  });
}

/**
 * A constant part of lines: its UTF-8 bytes, eight of them a double. No double of them is NaN, of which an engine need not
 * keep the bits: for that the last byte would be 0xff, or 0x7f behind one of at least 0xf0, which UTF-8 has not.
 */
export interface Constant {
  readonly length: number;
  readonly bytes: Uint8Array;
  readonly doubles: Float64Array;
}

/** Text as a constant part of lines. */
export function utf8(text: string): Constant {
  const bytes = encoder.encode(text);
  const view = new DataView(new ArrayBuffer(bytes.length + OVERSHOOT));
  new Uint8Array(view.buffer).set(bytes);
  const doubles = Float64Array.from({ length: Math.ceil(bytes.length / 8) }, (_, i) =>
    view.getFloat64(8 * i, true),
  );
  return { length: bytes.length, bytes, doubles };
}

/**
 * Lines of text as UTF-8 bytes. No string is made for what is written digit by digit; the bytes are handed over in
 * large pieces, each of whole lines.
 */
export class LineBuffer {
  bytes = new Uint8Array(2 * PIECE);
  /** Where the next byte goes; whoever writes to `bytes` reserves the room first. */
  at = 0;
  #view = new DataView(this.bytes.buffer);
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
      this.#view = new DataView(larger.buffer);
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

  constant({ length, bytes, doubles }: Constant): void {
    this.reserve(length + OVERSHOOT);
    const { at } = this;
    if (length > SHORT) {
      this.bytes.set(bytes, at);
    } else {
      const view = this.#view;
      for (let i = 0; i < doubles.length; i++) {
        view.setFloat64(at + 8 * i, doubles[i]!, true);
      }
    }
    this.at = at + length;
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
    this.reserve(MOST_DIGITS);
    if (value < EIGHT_DIGITS) {
      this.#digits(value, digitCount(value));
    } else {
      const high = Math.floor(value / EIGHT_DIGITS);
      this.#digits(high, digitCount(high));
      this.#digits(value - high * EIGHT_DIGITS, 8);
    }
  }

  /** An integer below 10^8 with so many digits, zeros in front. */
  digits(value: number, count: number): void {
    this.reserve(count);
    this.#digits(value, count);
  }

  #digits(value: number, count: number): void {
    const view = this.#view;
    const start = this.at;
    let at = start + count;
    let left = value | 0;
    while (at - start >= 2) {
      const rest = (left / 100) | 0;
      at -= 2;
      view.setUint16(at, DECIMAL_PAIRS[left - 100 * rest]!, true);
      left = rest;
    }
    if (at > start) {
      view.setUint8(start, ZERO + left);
    }
    this.at = start + count;
  }

  /** The `count` low bytes of a 32-bit number as hex with all of their digits. */
  hex(value: number, count: number): void {
    this.reserve(2 * count);
    const view = this.#view;
    let { at } = this;
    for (let shift = 8 * (count - 1); shift >= 0; shift -= 8) {
      view.setUint16(at, HEX_PAIRS[(value >>> shift) & 0xff]!, true);
      at += 2;
    }
    this.at = at;
  }

  /** The bytes from `start` to `end` of another array as hex digits. */
  hexBytes(source: Uint8Array, start: number, end: number): void {
    this.reserve(2 * (end - start));
    const view = this.#view;
    let { at } = this;
    for (let i = start; i < end; i++) {
      view.setUint16(at, HEX_PAIRS[source[i]!]!, true);
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
