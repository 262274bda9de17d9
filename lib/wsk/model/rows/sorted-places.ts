import { ascending } from '../../../stats/index.ts';
import type { Entry } from '../entry.ts';
import type { Rows } from './rows.ts';

/** The rows of those objects that are wanted, in ascending order of a number. */
export class SortedPlaces<T extends Entry> {
  readonly #rows: Rows<T>;
  readonly #shown: T;
  readonly #places: Uint32Array;
  readonly #keys: Float64Array;
  readonly #order: Uint32Array;
  #next = 0;

  /**
   * @param keyOf the number, or null where one is not wanted
   * @param shown the object that is made what each row tells
   */
  constructor(rows: Rows<T>, keyOf: (entry: T) => number | null, shown: T) {
    this.#rows = rows;
    this.#shown = shown;
    const places = new Uint32Array(rows.size);
    const keys = new Float64Array(rows.size);
    let count = 0;
    for (const place of rows.places()) {
      rows.load(place, shown);
      const key = keyOf(shown);
      if (key !== null) {
        places[count] = place;
        keys[count++] = key;
      }
    }
    this.#places = places.subarray(0, count);
    this.#keys = keys.subarray(0, count);
    this.#order = ascending(this.#keys);
  }

  /** The next ones up to that whose number is not below a limit. */
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
