/**
 * Threads of one track: slices of a thread must lie within each other, and calls on a socket may overlap in any way,
 * so that each takes the first thread that is free.
 */
export class Lanes {
  readonly #isTaken: boolean[] = [];

  get count(): number {
    return this.#isTaken.length;
  }

  take(): number {
    const free = this.#isTaken.indexOf(false);
    const lane = free < 0 ? this.#isTaken.length : free;
    this.#isTaken[lane] = true;
    return lane;
  }

  free(lane: number): void {
    this.#isTaken[lane] = false;
  }
}
