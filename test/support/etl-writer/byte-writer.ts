/** Anything that ends as a little-endian integer in the file. */
export type Integer = number | bigint;

/** A growing little-endian byte string. Integers are written modulo their width, so -1 gives all ones. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  u8(value: Integer): this {
    const at = this.#grow(1);
    this.#bytes[at] = Number(BigInt.asUintN(8, BigInt(value)));
    return this;
  }

  u16(value: Integer): this {
    const at = this.#grow(2);
    this.#view.setUint16(at, Number(BigInt.asUintN(16, BigInt(value))), true);
    return this;
  }

  u32(value: Integer): this {
    const at = this.#grow(4);
    this.#view.setUint32(at, Number(BigInt.asUintN(32, BigInt(value))), true);
    return this;
  }

  u64(value: Integer): this {
    const at = this.#grow(8);
    this.#view.setBigUint64(at, BigInt.asUintN(64, BigInt(value)), true);
    return this;
  }

  f32(value: number): this {
    const at = this.#grow(4);
    this.#view.setFloat32(at, value, true);
    return this;
  }

  f64(value: number): this {
    const at = this.#grow(8);
    this.#view.setFloat64(at, value, true);
    return this;
  }

  /** A pointer of the given width in bytes. */
  pointer(value: Integer, size: 4 | 8): this {
    return size === 8 ? this.u64(value) : this.u32(value);
  }

  bytes(value: ArrayLike<number>): this {
    const at = this.#grow(value.length);
    this.#bytes.set(value, at);
    return this;
  }

  zeros(count: number): this {
    this.#grow(count);
    return this;
  }

  /** Pads with zeros to a multiple of `boundary` counted from the writer's start. */
  align(boundary: number): this {
    return this.zeros((boundary - (this.#length % boundary)) % boundary);
  }

  utf8(text: string): this {
    return this.bytes(new TextEncoder().encode(text));
  }

  utf8z(text: string): this {
    return this.utf8(text).u8(0);
  }

  utf16(text: string): this {
    for (let i = 0; i < text.length; i++) this.u16(text.charCodeAt(i));
    return this;
  }

  utf16z(text: string): this {
    return this.utf16(text).u16(0);
  }

  /** Overwrites a u16 or u32 that was written before. */
  patch16(offset: number, value: number): this {
    this.#view.setUint16(offset, value, true);
    return this;
  }

  patch32(offset: number, value: number): this {
    this.#view.setUint32(offset, value, true);
    return this;
  }

  /** A copy of what has been written. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #grow(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return at;
  }
}
