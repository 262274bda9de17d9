/**
 * How many later ends of its kind an ended object is held back for, at the least and at the most. The analysis lets late
 * events still change it, and keeps it readable for 128 ends before it uses it again.
 */
const HELD = 64;
const MOST = 112;

/**
 * Gives ended objects on when they have settled, in the order in which they ended: some at a time, so that what is done
 * with them does not make way for the analysis after each.
 */
export class Settling<T> {
  readonly #give: (object: T) => void;
  readonly #held: T[] = [];

  constructor(give: (object: T) => void) {
    this.#give = give;
  }

  hold(object: T): void {
    if (this.#held.push(object) === MOST) {
      this.#giveOn(MOST - HELD);
    }
  }

  /** Gives on all that is held. */
  flush(): void {
    this.#giveOn(this.#held.length);
  }

  #giveOn(count: number): void {
    for (let i = 0; i < count; i++) {
      this.#give(this.#held[i]!);
    }
    this.#held.copyWithin(0, count);
    this.#held.length -= count;
  }
}
