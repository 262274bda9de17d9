/** One equal part of the trace's time. */
export interface Slice<T> {
  readonly fromNs: number;
  readonly toNs: number;
  readonly value: T;
}

/** How a slice's content is made, and how that of a later slice is added to it. */
export interface SliceContent<T> {
  make(): T;
  merge(into: T, from: T): void;
}

/** Fine slices kept for each that is asked for, so that the last division hits the number asked for well. */
const FINE = 8;
const FIRST_WIDTH_NS = 1000;

/**
 * Something gathered by equal slices of time, in one pass over a trace whose end is not known before: slices double
 * their width whenever time outgrows them, so that their number stays bounded.
 */
export class Slices<T> {
  readonly #limit: number;
  readonly #fine: number;
  readonly #content: SliceContent<T>;
  readonly #slices: T[] = [];
  widthNs = FIRST_WIDTH_NS;

  /**
   * @param count how many slices to end with, at the most
   * @param fine how many are kept for each of those; 1 gives between half of `count` and all of it
   */
  constructor(count: number, content: SliceContent<T>, fine = FINE) {
    this.#limit = count * fine;
    this.#fine = fine;
    this.#content = content;
  }

  /** The slice that a time lies in. */
  at(timeNs: number): T {
    const time = Math.max(timeNs, 0);
    while (time >= this.#limit * this.widthNs) {
      this.#widen();
    }
    const index = Math.floor(time / this.widthNs);
    while (this.#slices.length <= index) {
      this.#slices.push(this.#content.make());
    }
    return this.#slices[index]!;
  }

  /** All slices up to a time, as many as were asked for at the most. */
  divide(endNs: number): Slice<T>[] {
    this.at(endNs);
    const together = Math.ceil(this.#slices.length / (this.#limit / this.#fine));
    const widthNs = together * this.widthNs;
    const divided: Slice<T>[] = [];
    for (let first = 0; first < this.#slices.length; first += together) {
      const last = divided.at(-1);
      // What lies at the very end belongs to the slice that ends there.
      const isEmptyEnd = last !== undefined && last.toNs >= endNs;
      const value = isEmptyEnd ? last.value : this.#content.make();
      for (const fine of this.#slices.slice(first, first + together)) {
        this.#content.merge(value, fine);
      }
      if (isEmptyEnd) {
        break;
      }
      const fromNs = divided.length * widthNs;
      divided.push({ fromNs, toNs: Math.min(fromNs + widthNs, Math.max(endNs, fromNs)), value });
    }
    return divided;
  }

  #widen(): void {
    const { length } = this.#slices;
    for (let pair = 0; 2 * pair < length; pair++) {
      const into = this.#slices[2 * pair]!;
      const from = this.#slices[2 * pair + 1];
      if (from !== undefined) {
        this.#content.merge(into, from);
      }
      this.#slices[pair] = into;
    }
    this.#slices.length = Math.ceil(length / 2);
    this.widthNs *= 2;
  }
}
