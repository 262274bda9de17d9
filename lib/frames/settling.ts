import type { Living } from '../wsk/index.ts';

/**
 * How many later ends of its kind an ended object is held back for, at the most; at the least it is half as many. The
 * analysis lets late events still change it, and keeps it readable for 128 ends before it uses it again; those whose
 * beginning was not seen for 4096 of such ends.
 */
const MOST = 112;
export const MOST_ODD = 4000;
/** The life of an object in whose place another of its id was added. */
const DISPLACED = 0;

/**
 * Gives ended objects on when they have settled, in the order in which they ended: some at a time, so that what is done
 * with them does not make way for the analysis after each.
 */
export class Settling<T extends Living> {
  readonly #give: (object: T) => void;
  readonly #most: number;
  readonly #held: T[] = [];
  readonly #lives: number[] = [];

  constructor(give: (object: T) => void, most = MOST) {
    this.#give = give;
    this.#most = most;
  }

  hold(object: T): void {
    this.#lives.push(object.life);
    if (this.#held.push(object) === this.#most) {
      this.#giveOn(this.#most >> 1);
    }
  }

  /** Gives on all that is held. */
  flush(): void {
    this.#giveOn(this.#held.length);
  }

  #giveOn(count: number): void {
    for (let i = 0; i < count; i++) {
      const object = this.#held[i]!;
      // One whose id came again is no longer found, and has no life, but is what it was until it is used again.
      if (object.life !== this.#lives[i] && object.life !== DISPLACED) {
        throw new Error(
          `an object was used again ${this.#held.length - i} ends after its own, before it was written`,
        );
      }
      this.#give(object);
    }
    for (const list of [this.#held, this.#lives]) {
      list.copyWithin(0, count);
      list.length -= count;
    }
  }
}
