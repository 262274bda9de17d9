import { IdSet } from '../id-set.ts';
import { IdTable } from '../id-table.ts';
import type { Living } from './life.ts';

/** What a registry keeps. */
export interface Entry extends Living {
  life: number;
  idLow: number;
  idHigh: number;
  reset(idLow: number, idHigh: number): void;
}

/**
 * How many ended objects stay readable: the proof of a second completion or free is what the first one left. More of
 * them no longer fit into a processor's cache, and cost every call some of its time.
 */
const REMEMBERED = 128;
/** The few of whom something is still to come: their beginning was not seen, and may be late. */
const REMEMBERED_ODD = 4096;

/**
 * The objects of one kind: those that are outstanding, and the latest that ended. All ids ever seen stay known as a
 * set, so that an event on an ended object differs from one on an object older than the trace; the objects
 * themselves are used again, each time for another life, so that the memory is what is outstanding.
 */
export class Registry<T extends Entry> {
  readonly #make: () => T;
  readonly #beforeForgetting: (entry: T) => void;
  readonly #table = new IdTable<T>();
  readonly #seen = new IdSet();
  readonly #ended = new Latest<T>(REMEMBERED);
  readonly #oddlyEnded = new Latest<T>(REMEMBERED_ODD);
  readonly #free: T[] = [];
  #outstanding = 0;
  #lives = 0;

  /** @param beforeForgetting is shown each object when it is about to be forgotten */
  constructor(make: () => T, beforeForgetting: (entry: T) => void = () => {}) {
    this.#make = make;
    this.#beforeForgetting = beforeForgetting;
  }

  get outstanding(): number {
    return this.#outstanding;
  }

  /** The object of this id, outstanding or ended not long ago. */
  get(idLow: number, idHigh: number): T | undefined {
    return this.#table.get(idLow, idHigh);
  }

  /** Whether an object of this id was ever added. */
  wasSeen(idLow: number, idHigh: number): boolean {
    return this.#seen.has(idLow, idHigh);
  }

  /** Adds an object; one of the same id that ended before is no longer found. */
  add(idLow: number, idHigh: number): T {
    this.#seen.add(idLow, idHigh);
    const entry = this.#free.pop() ?? this.#make();
    entry.reset(idLow, idHigh);
    entry.life = ++this.#lives;
    this.#table.set(idLow, idHigh, entry);
    this.#outstanding++;
    return entry;
  }

  /**
   * Tells that the object ended. It is still found for a while.
   * @param isOdd whether its beginning was not seen: then for a longer while
   * @returns the object that is not found any more in its place, or null
   */
  end(entry: T, isOdd = false): T | null {
    this.#outstanding--;
    const oldest = (isOdd ? this.#oddlyEnded : this.#ended).push(entry);
    if (oldest !== null) {
      this.#forget(oldest);
    }
    return oldest;
  }

  *values(): IterableIterator<T> {
    yield* this.#table.values();
  }

  #forget(entry: T): void {
    this.#beforeForgetting(entry);
    // Its id may be another object's by now, where the driver's ids are its pointers.
    this.#table.delete(entry.idLow, entry.idHigh, entry);
    // From here on no reference leads to it.
    entry.life = 0;
    this.#free.push(entry);
  }
}

/** The latest of a kind, so many of them. */
class Latest<T> {
  readonly #room: number;
  readonly #entries: T[] = [];
  #oldest = 0;

  constructor(room: number) {
    this.#room = room;
  }

  /** Adds one; returns the oldest, which makes room for it, or null while there is room. */
  push(entry: T): T | null {
    if (this.#entries.length < this.#room) {
      this.#entries.push(entry);
      return null;
    }
    const oldest = this.#entries[this.#oldest]!;
    this.#entries[this.#oldest] = entry;
    this.#oldest = this.#oldest + 1 === this.#room ? 0 : this.#oldest + 1;
    return oldest;
  }
}
