import type { BufferLoader } from './buffer-loader.ts';
import type { ReadAhead } from './byte-source.ts';

/** How many slots of a ReadAhead each stream takes: one that is full, one to be filled meanwhile. */
export const SLOTS_A_STREAM = 2;

/** The buffers of one stream, one after the other in one memory. Where a thread helps, the next is on its way already. */
export class BufferFeed {
  readonly #loader: BufferLoader;
  readonly #buffers: Uint32Array;
  readonly #ahead: ReadAhead | null;
  readonly #firstSlot: number;
  readonly #target: Uint8Array;
  #opened = 0;
  /** Bytes in the file of the buffers that have been opened. */
  bytesOpened = 0;
  /** The number of the open buffer, and where its event bytes end in the memory. */
  buffer = -1;
  fill = 0;

  /**
   * @param buffers their numbers, in the order to be read
   * @param target the memory, large enough for each
   * @param stream the number of the stream among those that share `ahead`
   */
  constructor(
    loader: BufferLoader,
    buffers: Uint32Array,
    target: Uint8Array,
    stream: number,
    ahead: ReadAhead | null,
  ) {
    this.#loader = loader;
    this.#buffers = buffers;
    this.#target = target;
    this.#ahead = ahead;
    this.#firstSlot = SLOTS_A_STREAM * stream;
  }

  /** How many of the buffers have been opened. */
  get opened(): number {
    return this.#opened;
  }

  /** Begins with another buffer than the first: with the one behind so many. Only before anything is opened, without help. */
  skip(buffers: number): void {
    this.#opened = buffers;
  }

  /** Opens the next buffer in the place of the one before; false at the end. */
  next(): boolean {
    const buffer = this.#buffers[this.#opened];
    if (buffer === undefined) {
      return false;
    }
    const place = this.#loader.placeOf(buffer);
    this.buffer = buffer;
    this.bytesOpened += place.size;
    const end = this.#ahead === null ? -1 : this.#takeFrom(this.#ahead);
    this.fill = end < 0 ? this.#loader.load(place, this.#target) : this.#loader.check(place, end);
    this.#opened++;
    this.#askForNext();
    return true;
  }

  /** Where the event bytes end of the buffer that the thread has brought; -1 where it has not. */
  #takeFrom(ahead: ReadAhead): number {
    const slot = this.#nextSlot;
    const end = ahead.take(slot);
    if (end >= 0) {
      this.#target.set(ahead.memoryOf(slot).subarray(0, end));
    }
    return end;
  }

  #askForNext(): void {
    const next = this.#buffers[this.#opened];
    if (this.#ahead !== null && next !== undefined) {
      this.#ahead.ask(this.#nextSlot, this.#loader.placeOf(next));
    }
  }

  get #nextSlot(): number {
    return this.#firstSlot + (this.#opened % SLOTS_A_STREAM);
  }
}
