import { BUCKETS } from './buckets.ts';

/** So many calls take less room, and time, one by one than an array of counts for an operation does. */
const FEW = 128;

/** How many calls of each operation have latencies of each bucket, in one of thousands of slices: most slices have few. */
export class LatencyCounts {
  /** Of each call that is not in `#counts`: operation × BUCKETS + bucket. */
  #few: number[] = [];
  /** By operation. */
  readonly #counts: (Uint32Array | undefined)[] = [];

  add(op: number, bucket: number): void {
    this.#few.push(op * BUCKETS + bucket);
    if (this.#few.length > FEW) {
      this.#countFew();
    }
  }

  /** Takes all of another, which must not be used any more. */
  addAll(from: LatencyCounts): void {
    for (const [op, counts] of from.#counts.entries()) {
      const sums = this.#counts[op];
      if (sums === undefined) {
        this.#counts[op] = counts;
      } else if (counts !== undefined) {
        for (let bucket = 0; bucket < BUCKETS; bucket++) {
          sums[bucket]! += counts[bucket]!;
        }
      }
    }
    if (this.#few.length === 0) {
      this.#few = from.#few;
      return;
    }
    this.#few.push(...from.#few);
    if (this.#few.length > FEW) {
      this.#countFew();
    }
  }

  /** By bucket; undefined where no call of the operation was added. */
  of(op: number): Uint32Array | undefined {
    this.#countFew();
    return this.#counts[op];
  }

  #countFew(): void {
    for (const code of this.#few) {
      const op = Math.floor(code / BUCKETS);
      let counts = this.#counts[op];
      if (counts === undefined) {
        counts = new Uint32Array(BUCKETS);
        this.#counts[op] = counts;
      }
      counts[code % BUCKETS]!++;
    }
    this.#few = [];
  }
}
