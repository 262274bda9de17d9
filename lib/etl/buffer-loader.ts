import { BufferFeed } from './buffer-feed.ts';
import { BUFFER_HEADER_BYTES } from './buffer-header.ts';
import type { BufferIndex } from './buffer-index.ts';
import { type BufferPlace, BufferReader, NOT_COMPRESSED } from './buffer-reader.ts';
import type { ByteSource, ReadAhead } from './byte-source.ts';
import type { DamageLog } from './damage.ts';

/** Brings the buffers of one pass into memory, and tells of those that are not whole. */
export class BufferLoader {
  readonly #reader: BufferReader;
  readonly #index: BufferIndex;
  readonly #damage: DamageLog;
  readonly #ahead: ReadAhead | null;

  /** @param ahead the thread that helps, where there is one: with SLOTS_A_STREAM slots for each stream */
  constructor(source: ByteSource, index: BufferIndex, damage: DamageLog, ahead: ReadAhead | null = null) {
    this.#reader = new BufferReader(source);
    this.#index = index;
    this.#damage = damage;
    this.#ahead = ahead;
  }

  /** One stream's buffers, in the order given. @param stream its number in the pass */
  feed(buffers: Uint32Array, stream: number): BufferFeed {
    return new BufferFeed(this, buffers, stream, this.#ahead);
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
