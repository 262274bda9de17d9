import { BUFFER_HEADER_BYTES } from './buffer-header.ts';
import { type BufferPlace, NOT_COMPRESSED } from './buffer-place.ts';
import type { ByteSource } from './byte-source.ts';
import { decompressorOf } from './compression/index.ts';

/** Reads single buffers, decompressed where they are compressed. */
export class BufferReader {
  readonly #source: ByteSource;
  #compressed = new Uint8Array(0);

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Reads a buffer to the front of `target` and returns where its event bytes end: before `fill` if not whole. */
  read({ offset, size, fill, format }: BufferPlace, target: Uint8Array): number {
    if (format === NOT_COMPRESSED) {
      return this.#source.read(target.subarray(0, fill), offset);
    }
    if (this.#compressed.length < size) {
      this.#compressed = new Uint8Array(size);
    }
    const had = this.#source.read(this.#compressed.subarray(0, size), offset);
    const input = this.#compressed.subarray(BUFFER_HEADER_BYTES, had);
    return BUFFER_HEADER_BYTES + decompressorOf(format)(input, target.subarray(BUFFER_HEADER_BYTES, fill));
  }
}
