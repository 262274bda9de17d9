import { RawEvent } from './event.ts';
import { EventMemory } from './event-memory.ts';

/** Room for a thousand events, so that they share what views their bytes; larger ones get their own. */
const CHUNK_BYTES = 1 << 18;

/** A copy of one event, for who has to keep it beyond the pass's next step. It can take another one when it is done with. */
export class EventCopy extends RawEvent {
  /** Takes an event's bytes, which were copied to a place in other memory. */
  moveTo(event: RawEvent, memory: EventMemory, start: number): void {
    this.lieIn(memory);
    this.start = start;
    this.end = start + (event.end - event.start);
    this.headerType = event.headerType;
    this.headerLength = event.headerLength;
    this.pointerSize = event.pointerSize;
    this.ticks = event.ticks;
    this.processor = event.processor;
  }
}

/** Copies events, many into one piece of memory; it goes when no copy needs it any more. */
export class EventCopier {
  #chunk: EventMemory | null = null;
  #used = 0;

  copy(event: RawEvent, into: EventCopy): void {
    // Events are 8-byte aligned in their buffers, and may be read so here.
    const size = (event.end - event.start + 7) & ~7;
    if (this.#chunk === null || this.#used + size > this.#chunk.bytes.length) {
      this.#chunk = new EventMemory(new ArrayBuffer(Math.max(CHUNK_BYTES, size)));
      this.#used = 0;
    }
    const start = this.#used;
    this.#chunk.bytes.set(event.bytes.subarray(event.start, event.end), start);
    this.#used += size;
    into.moveTo(event, this.#chunk, start);
  }
}
