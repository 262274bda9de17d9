import { RawEvent } from './event.ts';

/** Room for a thousand events, so that they share what views their bytes; larger ones get their own. */
const CHUNK_BYTES = 1 << 18;

/** A copy of one event, for who has to keep it beyond the pass's next step. It can take another one when it is done with. */
export class EventCopy extends RawEvent {
  /** Takes an event's bytes, which were copied to a place in other memory. */
  moveTo(event: RawEvent, { bytes, view, words, doubles }: Chunk, start: number): void {
    this.bytes = bytes;
    this.view = view;
    this.words = words;
    this.doubles = doubles;
    this.start = start;
    this.end = start + (event.end - event.start);
    this.headerType = event.headerType;
    this.headerLength = event.headerLength;
    this.pointerSize = event.pointerSize;
    this.ticks = event.ticks;
    this.processor = event.processor;
    this.forgetItems();
  }
}

class Chunk {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly words: Uint32Array;
  readonly doubles: Float64Array;

  constructor(size: number) {
    const memory = new ArrayBuffer(size);
    this.bytes = new Uint8Array(memory);
    this.view = new DataView(memory);
    this.words = new Uint32Array(memory);
    this.doubles = new Float64Array(memory);
  }
}

/** Copies events, many into one piece of memory; it goes when no copy needs it any more. */
export class EventCopier {
  #chunk: Chunk | null = null;
  #used = 0;

  copy(event: RawEvent, into: EventCopy): void {
    // Events are 8-byte aligned in their buffers, and may be read so here.
    const size = (event.end - event.start + 7) & ~7;
    if (this.#chunk === null || this.#used + size > this.#chunk.bytes.length) {
      this.#chunk = new Chunk(Math.max(CHUNK_BYTES, size));
      this.#used = 0;
    }
    const start = this.#used;
    this.#chunk.bytes.set(event.bytes.subarray(event.start, event.end), start);
    this.#used += size;
    into.moveTo(event, this.#chunk, start);
  }
}
