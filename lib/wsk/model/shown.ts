import type { Entry } from './entry.ts';
import type { Rows } from './rows/rows.ts';
import type { Walking } from './walking.ts';

/** More objects of a kind than any step of a walk looks at together. */
const ROOM = 16;

/** Objects that stand for rows during a walk: the latest few, so that one that is asked for again is the same object. */
export class Shown<T extends Entry> {
  readonly #make: () => T;
  readonly #rows: Rows<T>;
  readonly #walking: Walking;
  readonly #entries: T[] = [];
  #next = 0;
  #walk = 0;

  constructor(make: () => T, rows: Rows<T>, walking: Walking) {
    this.#make = make;
    this.#rows = rows;
    this.#walking = walking;
  }

  of(place: number): T {
    if (this.#walk !== this.#walking.walk) {
      // The rows may be others since the last walk.
      this.#walk = this.#walking.walk;
      this.#entries.length = 0;
      this.#next = 0;
    }
    const life = this.#rows.lifeAt(place);
    return this.#entries.find((entry) => entry.life === life) ?? this.#show(place);
  }

  #show(place: number): T {
    const entry = this.#entries[this.#next] ?? this.#make();
    this.#entries[this.#next] = entry;
    this.#next = (this.#next + 1) % ROOM;
    this.#rows.load(place, entry);
    return entry;
  }
}
