import { idText } from '../ids.ts';
import { Doubles, Words } from '../model/rows/columns.ts';
import { PlaceTable } from '../model/rows/place-table.ts';

/** How many calls each socket of a driver has outstanding: some thirty bytes a socket, of which there can be millions. */
export class SocketCalls {
  readonly #idLow = new Words();
  readonly #idHigh = new Words();
  readonly #places = new PlaceTable(this.#idLow, this.#idHigh);
  readonly #calls = new Words();
  readonly #oldestSinceNs = new Doubles(Number.POSITIVE_INFINITY);
  readonly #isOpen = new Words();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The place of a socket among those with calls, or -1. */
  find(idLow: number, idHigh: number): number {
    return this.#places.find(idLow, idHigh);
  }

  addCall(idLow: number, idHigh: number, sinceNs: number): void {
    let place = this.find(idLow, idHigh);
    if (place < 0) {
      place = this.#size++;
      this.#idLow.set(place, idLow);
      this.#idHigh.set(place, idHigh);
      this.#places.add(place);
    }
    this.#calls.set(place, this.#calls.get(place) + 1);
    this.#began(place, sinceNs);
  }

  /** Tells that a socket with calls is not closed itself. */
  open(place: number, sinceNs: number): void {
    this.#isOpen.set(place, 1);
    this.#began(place, sinceNs);
  }

  idTextOf(place: number): string {
    return idText(this.#idLow.get(place), this.#idHigh.get(place))!;
  }

  isOpen(place: number): boolean {
    return this.#isOpen.get(place) === 1;
  }

  oldestSinceNs(place: number): number {
    return this.#oldestSinceNs.get(place);
  }

  /** The places of those with the most calls, of equals the oldest first. */
  busiest(most: number): number[] {
    const compare = (a: number, b: number) =>
      this.#calls.get(b) - this.#calls.get(a) ||
      this.#oldestSinceNs.get(a) - this.#oldestSinceNs.get(b) ||
      a - b;
    const places: number[] = [];
    let isCut = false;
    for (let place = 0; place < this.#size; place++) {
      if (isCut && compare(place, places[most - 1]!) > 0) {
        continue;
      }
      places.push(place);
      if (places.length >= 2 * most) {
        places.sort(compare);
        places.length = most;
        isCut = most > 0;
      }
    }
    return places.sort(compare).slice(0, most);
  }

  #began(place: number, sinceNs: number): void {
    this.#oldestSinceNs.set(place, Math.min(this.#oldestSinceNs.get(place), sinceNs));
  }
}
