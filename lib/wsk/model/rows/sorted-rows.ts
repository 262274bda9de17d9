import { ascending } from '../../../stats/index.ts';
import { compareIds, type Entry } from '../entry.ts';
import type { Rows } from './rows.ts';

/** A place in an order: by a number, and where that is the same by the id. */
export interface Rank {
  readonly key: number;
  readonly entry: Ids;
}

type Ids = Pick<Entry, 'idLow' | 'idHigh'>;

function isBefore(key: number, entry: Ids, other: Rank): boolean {
  return key === other.key ? compareIds(entry, other.entry) < 0 : key < other.key;
}

/** Gives rows in ascending order of a number and the id: up to a limit, and on from there the next time. */
export interface SortedRows<T extends Entry> {
  /** The next ones before a limit; all of them without one. Each is shown until the next one is. */
  before(limit: Rank | null): IterableIterator<T>;
}

/**
 * The rows of those objects that are wanted, in ascending order of a number and, where that is the same, of the id.
 * @param keyOf the number, or null where one is not wanted
 * @param shown the object that is made what each row tells
 */
export function sortedRows<T extends Entry>(
  rows: Rows<T>,
  keyOf: (entry: T) => number | null,
  shown: T,
): SortedRows<T> {
  const order = new Order();
  for (const place of rows.places()) {
    rows.load(place, shown);
    order.add(keyOf(shown), shown);
  }
  return order.isAscending
    ? new PlacesAsTheyStand(rows, keyOf, shown)
    : new SortedPlaces(rows, keyOf, shown, order.count);
}

/** Whether rows come in ascending order, and how many there are. */
class Order {
  isAscending = true;
  count = 0;
  readonly #last = { key: Number.NEGATIVE_INFINITY, entry: { idLow: 0, idHigh: 0 } };

  add(key: number | null, entry: Ids): void {
    if (key === null) {
      return;
    }
    const last = this.#last;
    this.isAscending &&= !isBefore(key, entry, last);
    last.key = key;
    // The object is shown another row next.
    last.entry.idLow = entry.idLow;
    last.entry.idHigh = entry.idHigh;
    this.count++;
  }
}

/** What begins and never ends gets its row in the order in which it began: millions need no memory to be sorted in. */
class PlacesAsTheyStand<T extends Entry> implements SortedRows<T> {
  readonly #rows: Rows<T>;
  readonly #keyOf: (entry: T) => number | null;
  readonly #shown: T;
  readonly #places: Iterator<number>;
  #next: IteratorResult<number>;

  constructor(rows: Rows<T>, keyOf: (entry: T) => number | null, shown: T) {
    this.#rows = rows;
    this.#keyOf = keyOf;
    this.#shown = shown;
    this.#places = rows.places();
    this.#next = this.#places.next();
  }

  *before(limit: Rank | null): IterableIterator<T> {
    for (; this.#next.done !== true; this.#next = this.#places.next()) {
      this.#rows.load(this.#next.value, this.#shown);
      const key = this.#keyOf(this.#shown);
      if (key === null) {
        continue;
      }
      if (limit !== null && !isBefore(key, this.#shown, limit)) {
        return;
      }
      yield this.#shown;
    }
  }
}

class SortedPlaces<T extends Entry> implements SortedRows<T> {
  readonly #rows: Rows<T>;
  readonly #shown: T;
  readonly #places: Uint32Array;
  readonly #keys: Float64Array;
  readonly #order: Uint32Array;
  #next = 0;

  constructor(rows: Rows<T>, keyOf: (entry: T) => number | null, shown: T, count: number) {
    this.#rows = rows;
    this.#shown = shown;
    this.#places = new Uint32Array(count);
    this.#keys = new Float64Array(count);
    const [lows, highs] = [new Float64Array(count), new Float64Array(count)];
    let at = 0;
    for (const place of rows.places()) {
      rows.load(place, shown);
      const key = keyOf(shown);
      if (key !== null) {
        this.#places[at] = place;
        this.#keys[at] = key;
        lows[at] = shown.idLow;
        highs[at++] = shown.idHigh;
      }
    }
    this.#order = orderBy([lows, highs, this.#keys]);
  }

  *before(limit: Rank | null): IterableIterator<T> {
    for (; this.#next < this.#order.length; this.#next++) {
      const at = this.#order[this.#next]!;
      this.#rows.load(this.#places[at]!, this.#shown);
      if (limit !== null && !isBefore(this.#keys[at]!, this.#shown, limit)) {
        return;
      }
      yield this.#shown;
    }
  }
}

/** The order of rows by columns: the last one counts most, and each sort leaves what is equal as it was. */
function orderBy([first, ...others]: readonly [Float64Array, ...Float64Array[]]): Uint32Array {
  let order = ascending(first);
  for (const column of others) {
    const before = order;
    order = ascending(Float64Array.from(before, (at) => column[at]!)).map((at) => before[at]!);
  }
  return order;
}
