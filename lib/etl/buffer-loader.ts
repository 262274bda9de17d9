import { BUFFER_HEADER_BYTES } from './buffer-header.ts';
import type { BufferIndex } from './buffer-index.ts';
import type { ByteSource } from './byte-source.ts';
import { decompressorOf } from './compression/index.ts';
import type { DamageLog } from './damage.ts';

/** Brings single buffers into memory, decompressed where they are compressed. */
export class BufferLoader {
  readonly #source: ByteSource;
  readonly #index: BufferIndex;
  readonly #damage: DamageLog;
  #compressed = new Uint8Array(0);

  constructor(source: ByteSource, index: BufferIndex, damage: DamageLog) {
    this.#source = source;
    this.#index = index;
    this.#damage = damage;
  }

  /** How many bytes the target of `load` must have room for. */
  capacityFor(buffer: number): number {
    return Math.max(this.#index.sizes[buffer]!, this.#index.fills[buffer]!);
  }

  /** Reads a buffer to the front of `target` and returns where its event bytes end. */
  load(buffer: number, target: Uint8Array): number {
    const offset = this.#index.offsets[buffer]!;
    const size = this.#index.sizes[buffer]!;
    const fill = this.#index.fills[buffer]!;
    if (!this.#index.isCompressed(buffer)) {
      const had = this.#source.read(target.subarray(0, fill), offset);
      if (had < fill) {
        this.#damage.add(offset + had, fill - had, 'the file became shorter while it was read');
      }
      return had;
    }
    if (this.#compressed.length < size) {
      this.#compressed = new Uint8Array(size);
    }
    const had = this.#source.read(this.#compressed.subarray(0, size), offset);
    const output = target.subarray(BUFFER_HEADER_BYTES, fill);
    const decompress = decompressorOf(this.#index.compressionFormat);
    const made = decompress(this.#compressed.subarray(BUFFER_HEADER_BYTES, had), output);
    if (made < output.length) {
      const reason = `the compressed buffer gives ${made} of ${output.length} bytes`;
      this.#damage.add(offset, size, reason);
    }
    return BUFFER_HEADER_BYTES + made;
  }
}
