import { BUFFER_HEADER_BYTES } from './buffer-header.ts';
import type { ByteSource } from './byte-source.ts';
import { decompressorOf } from './compression/index.ts';

/** In place of the COMPRESSION_FORMAT of a buffer that is not compressed. */
export const NOT_COMPRESSED = -1;

/** Where a buffer stands in its file, and what it becomes in memory. */
export interface BufferPlace {
  /** Byte offset in the file. */
  readonly offset: number;
  /** Bytes in the file. */
  readonly size: number;
  /** Where its event bytes end in memory. */
  readonly fill: number;
  /** COMPRESSION_FORMAT, or NOT_COMPRESSED. */
  readonly format: number;
}

/** How many bytes of memory a buffer takes. */
export function capacityFor({ size, fill }: BufferPlace): number {
  return Math.max(size, fill);
}

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
