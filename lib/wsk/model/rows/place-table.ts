import { mixed } from '../../id-table.ts';
import type { Words } from './columns.ts';

const INITIAL = 1024;

/**
 * Places of rows by the 64-bit ids that stand in them: four bytes a bucket, since the ids are compared in the rows
 * themselves. Open addressing; removal closes the gap.
 */
export class PlaceTable {
  readonly #low: Words;
  readonly #high: Words;
  /** Places from 1; 0 where a bucket is free. */
  #buckets = new Uint32Array(INITIAL);
  #size = 0;

  /** @param low and high: the columns of the ids, in which a place has its id before it is added */
  constructor(low: Words, high: Words) {
    this.#low = low;
    this.#high = high;
  }

  /** The place of an id, or -1. */
  find(low: number, high: number): number {
    return this.#buckets[this.#bucketOf(low, high)]! - 1;
  }

  /** Adds a place, whose id is in no other. */
  add(place: number): void {
    // Three quarters at the most: more and searches grow long.
    if (this.#size * 4 >= this.#buckets.length * 3) {
      this.#grow();
    }
    this.#buckets[this.#bucketOf(this.#low.get(place), this.#high.get(place))] = place + 1;
    this.#size++;
  }

  delete(low: number, high: number): void {
    let gap = this.#bucketOf(low, high);
    if (this.#buckets[gap] === 0) {
      return;
    }
    this.#size--;
    const mask = this.#buckets.length - 1;
    for (let at = (gap + 1) & mask; this.#buckets[at] !== 0; at = (at + 1) & mask) {
      const place = this.#buckets[at]! - 1;
      const home = homeOf(this.#low.get(place), this.#high.get(place)) & mask;
      if (((at - home) & mask) >= ((at - gap) & mask)) {
        this.#buckets[gap] = place + 1;
        gap = at;
      }
    }
    this.#buckets[gap] = 0;
  }

  /** Where this id stands, or would. */
  #bucketOf(low: number, high: number): number {
    const mask = this.#buckets.length - 1;
    let at = homeOf(low, high) & mask;
    for (;;) {
      const place = this.#buckets[at]! - 1;
      if (place < 0 || (this.#low.get(place) === low && this.#high.get(place) === high)) {
        return at;
      }
      at = (at + 1) & mask;
    }
  }

  #grow(): void {
    const buckets = this.#buckets;
    this.#buckets = new Uint32Array(buckets.length * 2);
    for (const bucket of buckets) {
      if (bucket !== 0) {
        const place = bucket - 1;
        this.#buckets[this.#bucketOf(this.#low.get(place), this.#high.get(place))] = bucket;
      }
    }
  }
}

/** Of the mixed bits the upper ones are the best: they go into the lower, of which a table takes as many as it has room for. */
function homeOf(low: number, high: number): number {
  const bits = mixed(low, high);
  return bits ^ (bits >>> 15);
}
