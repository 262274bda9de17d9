import { IdTable } from '../wsk/index.ts';

/** What lies at an address for a while. */
interface AtAddress {
  readonly pointerLow: number;
  readonly pointerHigh: number;
  generation: number;
}

/** Counts the objects that were at each address, so that address and generation tell one from the other. */
export class Generations {
  readonly #counts = new IdTable<number>();

  /** Numbers an object, unless it is numbered: at its beginning, or when it is first heard of. */
  number(object: AtAddress): void {
    if (object.generation === 0) {
      const { pointerLow, pointerHigh } = object;
      object.generation = (this.#counts.get(pointerLow, pointerHigh) ?? 0) + 1;
      this.#counts.set(pointerLow, pointerHigh, object.generation);
    }
  }
}
