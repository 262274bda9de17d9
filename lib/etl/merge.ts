import type { RawEvent } from './event.ts';
import type { ProcessorStream } from './processor-stream.ts';

/**
 * Merges the processors' streams into one in time order, by a binary heap of the streams. At equal times the
 * stream that stood first in the file goes first, and each processor's own order is kept.
 */
export class EventMerge {
  readonly #heap: ProcessorStream[] = [];
  #started = false;
  readonly #streams: readonly ProcessorStream[];

  constructor(streams: readonly ProcessorStream[]) {
    this.#streams = streams;
  }

  /** The next event, or null at the end. The object is the same for all events of a processor. */
  next(): RawEvent | null {
    const heap = this.#heap;
    if (!this.#started) {
      this.#start();
    } else if (heap.length > 0) {
      if (heap[0]!.next()) {
        this.#sink(0);
      } else {
        const last = heap.pop()!;
        if (heap.length > 0) {
          heap[0] = last;
          this.#sink(0);
        }
      }
    }
    return heap.length > 0 ? heap[0]! : null;
  }

  /** Bytes of buffers opened so far, for progress. */
  get bytesOpened(): number {
    let bytes = 0;
    for (const stream of this.#streams) {
      bytes += stream.bytesOpened;
    }
    return bytes;
  }

  #start(): void {
    this.#started = true;
    for (const stream of this.#streams) {
      if (stream.next()) {
        this.#heap.push(stream);
      }
    }
    for (let at = (this.#heap.length >> 1) - 1; at >= 0; at--) {
      this.#sink(at);
    }
  }

  #sink(from: number): void {
    const heap = this.#heap;
    const size = heap.length;
    const sinking = heap[from]!;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && isBefore(heap[child + 1]!, heap[child]!)) {
        child++;
      }
      if (!isBefore(heap[child]!, sinking)) {
        break;
      }
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = sinking;
  }
}

function isBefore(a: ProcessorStream, b: ProcessorStream): boolean {
  return a.ticks < b.ticks || (a.ticks === b.ticks && a.order < b.order);
}
