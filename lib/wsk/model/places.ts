import { IdTable } from '../id-table.ts';
import type { Entry } from './entry.ts';

/** Ids count up: of those that are known at a time nearly all are closer together than this. */
const PLACES = 2048;

/**
 * Objects by their 64-bit ids: each at the place that the last bits of its id tell, where that is free, and the few others in
 * a table. What drivers count up is found, added and removed by one look.
 */
export class Places<T extends Entry> {
  readonly #places: (T | undefined)[] = new Array(PLACES).fill(undefined);
  readonly #others = new IdTable<T>();

  get(low: number, high: number): T | undefined {
    const entry = this.#places[low & (PLACES - 1)];
    if (entry !== undefined && entry.idLow === low && entry.idHigh === high) {
      return entry;
    }
    return this.#others.size === 0 ? undefined : this.#others.get(low, high);
  }

  /** Puts an object where its id is looked for, and returns the one of the same id that it replaces. */
  set(entry: T): T | undefined {
    const { idLow: low, idHigh: high } = entry;
    const at = low & (PLACES - 1);
    const there = this.#places[at];
    if (there === undefined) {
      this.#places[at] = entry;
      return this.#others.size === 0 ? undefined : this.#takeFromOthers(low, high);
    }
    if (there.idLow === low && there.idHigh === high) {
      this.#places[at] = entry;
      return there;
    }
    return this.#others.set(low, high, entry);
  }

  /** Removes an object; another one of the same id, which replaced it, stays. */
  delete(entry: T): void {
    const at = entry.idLow & (PLACES - 1);
    if (this.#places[at] === entry) {
      this.#places[at] = undefined;
    } else if (this.#others.size > 0) {
      this.#others.delete(entry.idLow, entry.idHigh, entry);
    }
  }

  /** All of them, in no order. */
  all(): T[] {
    const all: T[] = [];
    for (let at = 0; at < PLACES; at++) {
      const entry = this.#places[at];
      if (entry !== undefined) {
        all.push(entry);
      }
    }
    if (this.#others.size > 0) {
      all.push(...this.#others.values());
    }
    return all;
  }

  #takeFromOthers(low: number, high: number): T | undefined {
    const replaced = this.#others.get(low, high);
    if (replaced !== undefined) {
      this.#others.delete(low, high);
    }
    return replaced;
  }
}
