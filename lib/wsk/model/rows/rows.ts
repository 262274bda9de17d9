import type { Entry } from '../entry.ts';
import { Words } from './columns.ts';
import { PlaceTable } from './place-table.ts';

/**
 * Objects of one kind as rows of numbers: what is outstanding and has not been touched for a while. A row takes a
 * tenth of its object's memory. Each has a place, which is another row's once it is removed.
 */
export abstract class Rows<T extends Entry> {
  size = 0;
  readonly #idLow = new Words();
  readonly #idHigh = new Words();
  /** 0 where the place is free. */
  readonly #life = new Words();
  readonly #places = new PlaceTable(this.#idLow, this.#idHigh);
  /** Places that are or were in use. */
  #end = 0;
  /** The place that was freed last, and in its lower id the one before, each from 1; 0 behind the first. */
  #firstFree = 0;

  /** The place of an id, or -1. */
  find(idLow: number, idHigh: number): number {
    return this.#places.find(idLow, idHigh);
  }

  /** Takes all that is known of an object, whose id is in no other row. */
  add(entry: T): void {
    let place = this.#end;
    if (this.#firstFree === 0) {
      this.#end++;
    } else {
      place = this.#firstFree - 1;
      this.#firstFree = this.#idLow.get(place);
    }
    this.#idLow.set(place, entry.idLow);
    this.#idHigh.set(place, entry.idHigh);
    this.#life.set(place, entry.life);
    this.write(place, entry);
    this.#places.add(place);
    this.size++;
  }

  remove(place: number): void {
    this.#places.delete(this.#idLow.get(place), this.#idHigh.get(place));
    this.#life.set(place, 0);
    this.#idLow.set(place, this.#firstFree);
    this.#firstFree = place + 1;
    this.size--;
  }

  hasLife(idLow: number, idHigh: number, life: number): boolean {
    const place = this.find(idLow, idHigh);
    return place >= 0 && this.#life.get(place) === life;
  }

  lifeAt(place: number): number {
    return this.#life.get(place);
  }

  /** Makes an object what the row tells: every field of it, whatever it was before. */
  load(place: number, entry: T): void {
    entry.idLow = this.#idLow.get(place);
    entry.idHigh = this.#idHigh.get(place);
    entry.life = this.#life.get(place);
    this.read(place, entry);
  }

  /** The places of all rows. */
  *places(): IterableIterator<number> {
    for (let place = 0; place < this.#end; place++) {
      if (this.#life.get(place) !== 0) {
        yield place;
      }
    }
  }

  protected abstract write(place: number, entry: T): void;
  protected abstract read(place: number, entry: T): void;
}
