/**
 * How many later ends of its kind an ended object is held back for. The analysis keeps ended objects readable for twice
 * as many before it uses them again, and lets late events still change them.
 */
const HELD = 64;

interface Held<T> {
  readonly object: T;
  /** The count of ends at which it is given on. */
  readonly until: number;
}

/** Gives objects that may still change on a while after their end, in the order in which they ended. */
export class Settling<T> {
  readonly #give: (object: T) => void;
  #ends = 0;
  #held: Held<T>[] = [];
  #first = 0;

  constructor(give: (object: T) => void) {
    this.#give = give;
  }

  /** Counts the end of an object of this kind, whether it is held back or not. */
  count(): void {
    this.#ends++;
    while (this.#first < this.#held.length && this.#held[this.#first]!.until <= this.#ends) {
      this.#give(this.#held[this.#first++]!.object);
    }
    if (this.#first > HELD) {
      this.#held = this.#held.slice(this.#first);
      this.#first = 0;
    }
  }

  hold(object: T): void {
    this.#held.push({ object, until: this.#ends + HELD });
  }

  /** Gives on all that is held. */
  flush(): void {
    for (const { object } of this.#held.slice(this.#first)) {
      this.#give(object);
    }
    this.#held = [];
    this.#first = 0;
  }
}
