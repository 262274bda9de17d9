import { IdSet } from '../id-set.ts';
import { compareIds, type Entry } from './entry.ts';
import { Latest } from './latest.ts';
import type { Lives } from './life.ts';
import { Places } from './places.ts';
import type { Rows } from './rows/rows.ts';
import { sortedRows } from './rows/sorted-rows.ts';
import { Shown } from './shown.ts';
import type { Walking } from './walking.ts';

/**
 * How many ended objects stay readable: the proof of a second completion or free is what the first one left. More of
 * them no longer fit into a processor's cache, and cost every call some of its time.
 */
const REMEMBERED = 128;
/** The few of whom something is still to come: their beginning was not seen, and may be late. */
const REMEMBERED_ODD = 4096;
/** How a registry makes objects of its kind, and keeps those that are not resident. */
export interface Kind<T extends Entry> {
  readonly make: () => T;
  readonly rows: Rows<T>;
  readonly walking: Walking;
  /** How many outstanding objects are resident before they are paged out. */
  readonly mostResident: number;
  /** Is shown each object when it is about to be forgotten. */
  readonly beforeForgetting?: (entry: T) => void;
}

/**
 * The objects of one kind: those that are outstanding, and the latest that ended. All ids ever seen stay known as a
 * set, so that an event on an ended object differs from one on an object older than the trace; the objects
 * themselves are used again, each time for another life, so that the memory is what is outstanding. Of many that are
 * outstanding all are paged out to rows now and then, and those that are touched are brought back one by one.
 */
export class Registry<T extends Entry> implements Lives<T> {
  readonly #kind: Kind<T>;
  readonly #rows: Rows<T>;
  readonly #shown: Shown<T>;
  readonly #resident = new Places<T>();
  readonly #seen = new IdSet();
  readonly #ended = new Latest<T>(REMEMBERED);
  readonly #oddlyEnded = new Latest<T>(REMEMBERED_ODD);
  readonly #free: T[] = [];
  #outstanding = 0;
  /** Of those outstanding the ones that are no longer found: another one was added with their id. */
  #displaced = 0;
  #lives = 0;
  /** The greatest id so far, by its halves: one beyond it is known to nobody, and drivers count up. */
  #greatestLow = 0;
  #greatestHigh = 0;

  constructor(kind: Kind<T>) {
    this.#kind = kind;
    this.#rows = kind.rows;
    this.#shown = new Shown(kind.make, kind.rows, kind.walking);
  }

  get outstanding(): number {
    return this.#outstanding;
  }

  /** Whether so many outstanding objects are resident that they are to be paged out. */
  get isCrowded(): boolean {
    return this.#outstanding - this.#displaced - this.#rows.size >= this.#kind.mostResident;
  }

  /** The object of this id, outstanding or ended not long ago. */
  get(idLow: number, idHigh: number): T | undefined {
    if (this.#isBeyond(idLow, idHigh)) {
      return undefined;
    }
    const entry = this.#resident.get(idLow, idHigh);
    return entry !== undefined || this.#rows.size === 0 ? entry : this.#pagedOut(idLow, idHigh);
  }

  ofLife(idLow: number, idHigh: number, life: number): T | null {
    const entry = this.get(idLow, idHigh);
    return entry !== undefined && entry.life === life ? entry : null;
  }

  isAlive(idLow: number, idHigh: number, life: number): boolean {
    const entry = this.#resident.get(idLow, idHigh);
    return entry === undefined ? this.#rows.hasLife(idLow, idHigh, life) : entry.life === life;
  }

  /** Whether an object of this id was ever added. */
  wasSeen(idLow: number, idHigh: number): boolean {
    return !this.#isBeyond(idLow, idHigh) && this.#seen.has(idLow, idHigh);
  }

  /** Adds an object; one of the same id that ended before is no longer found. */
  add(idLow: number, idHigh: number): T {
    this.#seen.add(idLow, idHigh);
    if (this.#isBeyond(idLow, idHigh)) {
      this.#greatestLow = idLow;
      this.#greatestHigh = idHigh;
    }
    if (this.#rows.size > 0) {
      this.#displaceRow(idLow, idHigh);
    }
    const entry = this.#free.pop() ?? this.#kind.make();
    entry.reset(idLow, idHigh);
    entry.life = ++this.#lives;
    const displaced = this.#resident.set(entry);
    if (displaced !== undefined) {
      // No reference leads to it from here on, as none would if it had been paged out: a row is found by its id.
      displaced.life = 0;
      this.#displaced += displaced.isRemembered ? 0 : 1;
    }
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
    entry.isRemembered = true;
    const oldest = (isOdd ? this.#oddlyEnded : this.#ended).push(entry);
    if (oldest !== null) {
      this.#forget(oldest);
    }
    return oldest;
  }

  /** Makes rows of all outstanding objects that are resident. Nobody may hold one of them. */
  pageOut(): void {
    const outstanding = this.#inOrder().filter(({ isRemembered }) => !isRemembered);
    for (const entry of outstanding) {
      this.#rows.add(entry);
      this.#resident.delete(entry);
      this.#release(entry);
    }
  }

  /** All that are known, first the resident ones, in the order of their ids. One that is not resident is shown until the next one is. */
  *values(): IterableIterator<T> {
    this.#kind.walking.begin();
    try {
      yield* this.#inOrder();
      if (this.#rows.size > 0) {
        const entry = this.#kind.make();
        for (const place of this.#rows.places()) {
          this.#rows.load(place, entry);
          yield entry;
        }
      }
    } finally {
      this.#kind.walking.end();
    }
  }

  /**
   * Those that are wanted in ascending order of a number, and where it is the same of their ids, resident or not. One that
   * is not resident is shown until the next one is.
   * @param keyOf the number, or null where one is not wanted
   */
  *sorted(keyOf: (entry: T) => number | null): IterableIterator<T> {
    this.#kind.walking.begin();
    try {
      const resident: { readonly key: number; readonly entry: T }[] = [];
      for (const entry of this.#inOrder()) {
        const key = keyOf(entry);
        if (key !== null) {
          resident.push({ key, entry });
        }
      }
      // What is equal stays in the order of the ids.
      resident.sort((a, b) => a.key - b.key);
      const paged = sortedRows(this.#rows, keyOf, this.#kind.make());
      for (const one of resident) {
        yield* paged.before(one);
        yield one.entry;
      }
      yield* paged.before(null);
    } finally {
      this.#kind.walking.end();
    }
  }

  /** Where ids and addresses are mixed, one can come that another object has: that one is no longer found. */
  #displaceRow(idLow: number, idHigh: number): void {
    const place = this.#rows.find(idLow, idHigh);
    if (place >= 0) {
      this.#rows.remove(place);
      this.#displaced++;
    }
  }

  /** Brings back the object of a row, or shows it. */
  #pagedOut(idLow: number, idHigh: number): T | undefined {
    const place = this.#rows.find(idLow, idHigh);
    if (place < 0) {
      return undefined;
    }
    if (this.#kind.walking.isUnderWay) {
      return this.#shown.of(place);
    }
    const entry = this.#free.pop() ?? this.#kind.make();
    this.#rows.load(place, entry);
    entry.isRemembered = false;
    this.#rows.remove(place);
    this.#resident.set(entry);
    return entry;
  }

  #inOrder(): T[] {
    return this.#resident.all().sort(compareIds);
  }

  #isBeyond(idLow: number, idHigh: number): boolean {
    return idHigh === this.#greatestHigh ? idLow > this.#greatestLow : idHigh > this.#greatestHigh;
  }

  #forget(entry: T): void {
    this.#kind.beforeForgetting?.(entry);
    // Its id may be another object's by now, where the driver's ids are its pointers.
    this.#resident.delete(entry);
    this.#release(entry);
  }

  /** From here on no reference leads to it. */
  #release(entry: T): void {
    entry.life = 0;
    entry.isRemembered = false;
    this.#free.push(entry);
  }
}
