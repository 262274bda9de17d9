import { BUFFER_HEADER_BYTES } from './buffer-header.ts';
import type { BufferIndex } from './buffer-index.ts';
import { type BufferPlace, capacityFor, NOT_COMPRESSED } from './buffer-place.ts';
import { BufferReader } from './buffer-reader.ts';
import type { ByteSource } from './byte-source.ts';
import type { DamageLog } from './damage.ts';

/** Brings the buffers of one pass into memory, and tells of those that are not whole. */
export class BufferLoader {
  readonly #reader: BufferReader;
  readonly #index: BufferIndex;
  readonly #damage: DamageLog;

  constructor(source: ByteSource, index: BufferIndex, damage: DamageLog) {
    this.#reader = new BufferReader(source);
    this.#index = index;
    this.#damage = damage;
  }

  placeOf(buffer: number): BufferPlace {
    const { offsets, sizes, fills, compressionFormat } = this.#index;
    return {
      offset: offsets[buffer]!,
      size: sizes[buffer]!,
      fill: fills[buffer]!,
      format: this.#index.isCompressed(buffer) ? compressionFormat : NOT_COMPRESSED,
    };
  }

  /** How many bytes of memory the largest of some buffers takes. */
  capacityOf(buffers: Uint32Array): number {
    const { sizes, fills } = this.#index;
    let most = 0;
    for (let i = 0; i < buffers.length; i++) {
      const buffer = buffers[i]!;
      most = Math.max(most, capacityFor(sizes[buffer]!, fills[buffer]!));
    }
    return most;
  }

  /** Reads a buffer to the front of `target` and returns where its event bytes end. */
  load(place: BufferPlace, target: Uint8Array): number {
    return this.check(place, this.#reader.read(place, target));
  }

  /** Tells of what a buffer lacks whose event bytes end at `end`, and returns that. */
  check(place: BufferPlace, end: number): number {
    const { offset, size, fill, format } = place;
    if (end < fill && format === NOT_COMPRESSED) {
      this.#damage.add(offset + end, fill - end, 'the file became shorter while it was read');
    } else if (end < fill) {
      const [made, wanted] = [end - BUFFER_HEADER_BYTES, fill - BUFFER_HEADER_BYTES];
      this.#damage.add(offset, size, `the compressed buffer gives ${made} of ${wanted} bytes`);
    }
    return end;
  }
}
