import { ascending } from '../../../stats/index.ts';
import type { Entry } from '../entry.ts';
import type { Rows } from './rows.ts';

/** Gives rows in ascending order of a number: up to a limit, and on from there the next time. */
export interface SortedRows<T extends Entry> {
  /** The next ones up to that whose number is not below a limit. Each is shown until the next one is. */
  below(limit: number): IterableIterator<T>;
}

/**
 * The rows of those objects that are wanted, in ascending order of a number.
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
    order.add(keyOf(shown));
  }
  return order.isAscending
    ? new PlacesAsTheyStand(rows, keyOf, shown)
    : new SortedPlaces(rows, keyOf, shown, order.count);
}

/** Whether numbers come in ascending order, and how many there are. */
class Order {
  isAscending = true;
  count = 0;
  #last = Number.NEGATIVE_INFINITY;

  add(key: number | null): void {
    if (key !== null) {
      this.isAscending &&= this.#last <= key;
      this.#last = key;
      this.count++;
    }
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

  *below(limit: number): IterableIterator<T> {
    for (; this.#next.done !== true; this.#next = this.#places.next()) {
      this.#rows.load(this.#next.value, this.#shown);
      const key = this.#keyOf(this.#shown);
      if (key === null) {
        continue;
      }
      if (!(key < limit)) {
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
    let at = 0;
    for (const place of rows.places()) {
      rows.load(place, shown);
      const key = keyOf(shown);
      if (key !== null) {
        this.#places[at] = place;
        this.#keys[at++] = key;
      }
    }
    this.#order = ascending(this.#keys);
  }

  *below(limit: number): IterableIterator<T> {
    for (; this.#next < this.#order.length; this.#next++) {
      const at = this.#order[this.#next]!;
      if (!(this.#keys[at]! < limit)) {
        return;
      }
      this.#rows.load(this.#places[at]!, this.#shown);
      yield this.#shown;
    }
  }
}
