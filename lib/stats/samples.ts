import { placeOfRank } from './percentile.ts';
import { selectAt } from './select.ts';

/** Numbers collected one by one in a column that grows: eight bytes each. */
export class Samples {
  #values = new Float64Array(64);
  #count = 0;
  #sum = 0;
  #isSorted = true;
  /** The percentiles that were told, and of how many samples: one is asked for again for each call that is pending. */
  readonly #told = new Map<number, number>();
  #toldAt = 0;

  get count(): number {
    return this.#count;
  }

  get mean(): number {
    return this.#count === 0 ? Number.NaN : this.#sum / this.#count;
  }

  add(value: number): void {
    if (this.#count === this.#values.length) {
      const grown = new Float64Array(this.#values.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#count++] = value;
    this.#sum += value;
    this.#isSorted = false;
  }

  /**
   * Nearest-rank percentiles, without all being sorted: the order of arrival is lost here, too.
   * @param fractions above 0 and at most 1, in ascending order
   * @returns NaN for each where there are no samples
   */
  percentiles(fractions: readonly number[]): number[] {
    if (this.#toldAt !== this.#count) {
      this.#told.clear();
      this.#toldAt = this.#count;
    }
    const values = this.#values.subarray(0, this.#count);
    let from = 0;
    return fractions.map((fraction) => {
      const told = values.length === 0 ? Number.NaN : this.#told.get(fraction);
      if (told !== undefined) {
        return told;
      }
      const place = placeOfRank(values.length, fraction);
      const value = this.#isSorted ? values[place]! : selectAt(values, place, from);
      from = place;
      this.#told.set(fraction, value);
      return value;
    });
  }

  /** The samples from the least to the greatest. The column itself is sorted: the order of arrival is lost. */
  sorted(): Float64Array {
    const values = this.#values.subarray(0, this.#count);
    if (!this.#isSorted) {
      values.sort();
      this.#isSorted = true;
    }
    return values;
  }
}
