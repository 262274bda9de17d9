import { IdSet } from './id-set.ts';
import { idText } from './ids.ts';

interface Id {
  readonly low: number;
  readonly high: number;
}

/** Counts different ids, of which there can be millions, and lists the least few. An id of 0 is none. */
export class LeastIds {
  readonly #room: number;
  readonly #seen = new IdSet();
  /** In ascending order. */
  readonly #least: Id[] = [];

  /** @param room how many are listed */
  constructor(room: number) {
    this.#room = room;
  }

  get count(): number {
    return this.#seen.size;
  }

  add(low: number, high: number): void {
    if ((low === 0 && high === 0) || !this.#seen.add(low, high)) {
      return;
    }
    const at = this.#least.findIndex((id) => high < id.high || (high === id.high && low < id.low));
    if (at >= 0) {
      this.#least.splice(at, 0, { low, high });
      this.#least.length = Math.min(this.#least.length, this.#room);
    } else if (this.#least.length < this.#room) {
      this.#least.push({ low, high });
    }
  }

  texts(): string[] {
    return this.#least.map(({ low, high }) => idText(low, high)!);
  }
}
