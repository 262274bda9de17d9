/**
 * How many later ends an ended object is held back for. The analysis keeps an ended object readable for twice as
 * many, and lets late events still change it: a return behind its completion, an issue behind either.
 */
const HELD = 1024;

/** Gives ended objects on once nothing more happens to them as a rule, in the order in which they ended. */
export class Settling<T> {
  readonly #give: (ended: T) => void;
  readonly #ring: T[] = [];
  #oldest = 0;

  constructor(give: (ended: T) => void) {
    this.#give = give;
  }

  add(ended: T): void {
    if (this.#ring.length < HELD) {
      this.#ring.push(ended);
      return;
    }
    this.#give(this.#ring[this.#oldest]!);
    this.#ring[this.#oldest] = ended;
    this.#oldest = (this.#oldest + 1) % HELD;
  }

  /** Gives on all that is held. */
  flush(): void {
    for (let i = 0; i < this.#ring.length; i++) {
      this.#give(this.#ring[(this.#oldest + i) % this.#ring.length]!);
    }
    this.#ring.length = 0;
    this.#oldest = 0;
  }
}
