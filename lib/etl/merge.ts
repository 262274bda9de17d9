import type { DamageLog } from './damage.ts';
import type { RawEvent } from './event.ts';
import type { ProcessorStream, StreamPlace } from './processor-stream.ts';

/** Where a pass stands: where each of its streams does, null where one has ended. */
export type PassPlace = readonly (StreamPlace | null)[];

/** One pass over a trace's events. */
export interface EventPass {
  /** The next event, or null at the end; an event is valid until the next step. */
  next(): RawEvent | null;
  /** Bytes of the file whose buffers this pass has opened. */
  readonly bytesOpened: number;
  /** Damage known so far: the index's, and what this pass met in the buffers. */
  readonly damage: DamageLog;
  /** Where it stands on the event that was given last: `Trace.eventsFrom` goes on with that event. */
  place(): PassPlace;
  /** From the next step on, merges by times less the ticks by which each processor's clock is ahead. The events' own times stay. */
  correct(aheadTicks: (processor: number) => number): void;
}

/**
 * Merges the processors' streams into one in time order, by a binary heap of the streams. At equal times the
 * stream that stood first in the file goes first, and each processor's own order is kept. The event given is the same
 * object for all events of a processor.
 */
export class EventMerge implements EventPass {
  readonly damage: DamageLog;
  readonly #streams: readonly ProcessorStream[];
  readonly #heap: ProcessorStream[] = [];
  /** Times of the heap's streams, where comparing them is cheapest. */
  readonly #ticks: Float64Array;
  #started = false;
  #aheadTicks: ((processor: number) => number) | null = null;

  constructor(streams: readonly ProcessorStream[], damage: DamageLog) {
    this.#streams = streams;
    this.#ticks = new Float64Array(streams.length);
    this.damage = damage;
  }

  next(): RawEvent | null {
    const heap = this.#heap;
    if (!this.#started) {
      this.#start();
    } else if (heap.length > 0) {
      const first = heap[0]!;
      if (first.next()) {
        this.#sink(first, 0);
      } else {
        const last = heap.pop()!;
        if (heap.length > 0) {
          this.#sink(last, 0);
        }
      }
    }
    if (this.#aheadTicks !== null) {
      this.#applyCorrection(this.#aheadTicks);
    }
    return heap.length > 0 ? heap[0]! : null;
  }

  get bytesOpened(): number {
    let bytes = 0;
    for (const stream of this.#streams) {
      bytes += stream.bytesOpened;
    }
    return bytes;
  }

  place(): PassPlace {
    const places: (StreamPlace | null)[] = new Array(this.#streams.length).fill(null);
    for (const stream of this.#heap) {
      places[stream.order] = stream.place();
    }
    return places;
  }

  correct(aheadTicks: (processor: number) => number): void {
    // The event given last is still the heap's first: only behind it may the order change.
    this.#aheadTicks = aheadTicks;
  }

  #start(): void {
    this.#started = true;
    for (const stream of this.#streams) {
      if (stream.next()) {
        this.#heap.push(stream);
      }
    }
    this.#build();
  }

  #applyCorrection(aheadTicks: (processor: number) => number): void {
    this.#aheadTicks = null;
    for (const stream of this.#streams) {
      stream.aheadTicks = aheadTicks(stream.processor);
    }
    this.#build();
  }

  #build(): void {
    for (const [at, stream] of this.#heap.entries()) {
      this.#ticks[at] = stream.ticks - stream.aheadTicks;
    }
    for (let at = (this.#heap.length >> 1) - 1; at >= 0; at--) {
      this.#sink(this.#heap[at]!, at);
    }
  }

  /** Puts a stream where it belongs, at `from` or below: what stands there makes way. */
  #sink(stream: ProcessorStream, from: number): void {
    const heap = this.#heap;
    const ticks = this.#ticks;
    const size = heap.length;
    const own = stream.ticks - stream.aheadTicks;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) {
        break;
      }
      let least = ticks[child]!;
      if (child + 1 < size) {
        const right = ticks[child + 1]!;
        if (right < least || (right === least && heap[child + 1]!.order < heap[child]!.order)) {
          child++;
          least = right;
        }
      }
      if (own < least || (own === least && stream.order < heap[child]!.order)) {
        break;
      }
      heap[at] = heap[child]!;
      ticks[at] = least;
      at = child;
    }
    heap[at] = stream;
    ticks[at] = own;
  }
}
