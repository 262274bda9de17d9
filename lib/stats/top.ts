/** The greatest few of many things, in memory for those few: a binary heap with the least of them in front. */
export class Top<T> {
  readonly #limit: number;
  readonly #size: (item: T) => number;
  readonly #heap: T[] = [];

  constructor(limit: number, size: (item: T) => number) {
    this.#limit = limit;
    this.#size = size;
  }

  /** Whether a thing of this size would be taken. Of equals the first stay. */
  takes(size: number): boolean {
    if (this.#heap.length < this.#limit) {
      return this.#limit > 0;
    }
    return this.#limit > 0 && size > this.#size(this.#heap[0]!);
  }

  add(item: T): void {
    if (!this.takes(this.#size(item))) {
      return;
    }
    if (this.#heap.length < this.#limit) {
      this.#heap.push(item);
      this.#rise(this.#heap.length - 1);
    } else {
      this.#heap[0] = item;
      this.#sink(0);
    }
  }

  /** From the greatest to the least. */
  sorted(): T[] {
    return [...this.#heap].sort((a, b) => this.#size(b) - this.#size(a));
  }

  #rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isLess(at, parent)) {
        return;
      }
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(from: number): void {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      let least = at;
      for (const child of [left, left + 1]) {
        if (child < this.#heap.length && this.#isLess(child, least)) {
          least = child;
        }
      }
      if (least === at) {
        return;
      }
      this.#swap(at, least);
      at = least;
    }
  }

  #isLess(a: number, b: number): boolean {
    return this.#size(this.#heap[a]!) < this.#size(this.#heap[b]!);
  }

  #swap(a: number, b: number): void {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b]!, this.#heap[a]!];
  }
}
