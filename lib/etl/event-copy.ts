import { RawEvent } from './event.ts';

const FIRST_ROOM = 512;

/** A copy of one event, for who has to keep it beyond the pass's next step. It can take another one when it is done with. */
export class EventCopy extends RawEvent {
  take(event: RawEvent): void {
    const size = event.end - event.start;
    if (size > this.bytes.length) {
      // Events are 8-byte aligned in their buffers, and may be read so here.
      const memory = new ArrayBuffer(Math.max(FIRST_ROOM, 2 * ((size + 7) & ~7)));
      this.bytes = new Uint8Array(memory);
      this.view = new DataView(memory);
      this.words = new Uint32Array(memory);
    }
    this.bytes.set(event.bytes.subarray(event.start, event.end));
    this.start = 0;
    this.end = size;
    this.headerType = event.headerType;
    this.headerLength = event.headerLength;
    this.pointerSize = event.pointerSize;
    this.ticks = event.ticks;
    this.processor = event.processor;
    this.forgetItems();
  }
}
