/** Bytes that grow at the end; kept and used again, so that pages cost no allocation. */
export class ByteBuffer {
  bytes = new Uint8Array(1 << 16);
  length = 0;

  /** Makes room for so many more bytes, to be written directly behind `length`. */
  reserve(more: number): void {
    if (this.length + more > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
  }

  clear(): void {
    this.length = 0;
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  append(more: Uint8Array): void {
    this.reserve(more.length);
    this.bytes.set(more, this.length);
    this.length += more.length;
  }

  repeat(value: number, times: number): void {
    this.reserve(times);
    this.bytes.fill(value, this.length, this.length + times);
    this.length += times;
  }

  /** A whole number of up to 53 bits in groups of seven bits, the low ones first (ULEB128). */
  varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** The same for signed numbers: 0, −1, 1, −2 become 0, 1, 2, 3. */
  zigzag(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}
