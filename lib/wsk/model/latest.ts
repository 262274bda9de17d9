/** The latest of a kind, so many of them. */
export class Latest<T> {
  readonly #room: number;
  readonly #entries: T[] = [];
  #oldest = 0;

  constructor(room: number) {
    this.#room = room;
  }

  /** Adds one; returns the oldest, which makes room for it, or null while there is room. */
  push(entry: T): T | null {
    if (this.#entries.length < this.#room) {
      this.#entries.push(entry);
      return null;
    }
    const oldest = this.#entries[this.#oldest]!;
    this.#entries[this.#oldest] = entry;
    this.#oldest = this.#oldest + 1 === this.#room ? 0 : this.#oldest + 1;
    return oldest;
  }
}
