/** Numbers collected one by one in a column that grows: eight bytes each. */
export class Samples {
  #values = new Float64Array(64);
  #count = 0;
  #sum = 0;
  #isSorted = true;

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
