import type { BufferLoader } from './buffer-loader.ts';
import { type BufferPlace, capacityFor } from './buffer-place.ts';
import type { ReadAhead } from './byte-source.ts';
import { EventMemory } from './event-memory.ts';

/** How many slots of a ReadAhead each stream takes: one to walk, one to be filled meanwhile. */
export const SLOTS_A_STREAM = 2;

/** The buffers of one stream, one after the other in memory. Where a thread helps, the next is on its way already. */
export class BufferFeed {
  readonly #loader: BufferLoader;
  readonly #buffers: Uint32Array;
  readonly #ahead: ReadAhead | null;
  readonly #firstSlot: number;
  readonly #memories: EventMemory[];
  #opened = 0;
  /** Bytes in the file of the buffers that have been opened. */
  bytesOpened = 0;
  /** The number of the open buffer, and the memory that it is in, up to `fill`. */
  buffer = -1;
  memory: EventMemory;
  fill = 0;

  /**
   * @param buffers their numbers, in the order to be read
   * @param stream the number of the stream among those that share `ahead`
   */
  constructor(loader: BufferLoader, buffers: Uint32Array, stream: number, ahead: ReadAhead | null) {
    this.#loader = loader;
    this.#buffers = buffers;
    this.#ahead = ahead;
    this.#firstSlot = SLOTS_A_STREAM * stream;
    const slots = Array.from({ length: SLOTS_A_STREAM }, (_, i) => this.#firstSlot + i);
    const rooms = ahead === null ? [new ArrayBuffer(0)] : slots.map((slot) => ahead.memoryOf(slot));
    this.#memories = rooms.map((room) => new EventMemory(room));
    this.memory = this.#memories[0]!;
  }

  /** How many of the buffers have been opened. */
  get opened(): number {
    return this.#opened;
  }

  /** Begins with another buffer than the first: with the one behind so many. Only before anything is opened, without help. */
  skip(buffers: number): void {
    this.#opened = buffers;
  }

  /** Opens the next buffer, in whose place the one before may be overwritten; false at the end. */
  next(): boolean {
    const buffer = this.#buffers[this.#opened];
    if (buffer === undefined) {
      return false;
    }
    const place = this.#loader.placeOf(buffer);
    this.buffer = buffer;
    this.bytesOpened += place.size;
    this.memory = this.#memories[this.#opened % this.#memories.length]!;
    const end = this.#ahead?.take(this.#nextSlot) ?? -1;
    this.fill = end < 0 ? this.#load(place) : this.#loader.check(place, end);
    this.#opened++;
    this.#askForNext();
    return true;
  }

  #load(place: BufferPlace): number {
    const capacity = capacityFor(place);
    if (this.memory.bytes.length < capacity) {
      this.memory = new EventMemory(new ArrayBuffer((capacity + 7) & ~7));
      this.#memories[0] = this.memory;
    }
    return this.#loader.load(place, this.memory.bytes);
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
