/** Rows of one page. A page of a column is made when a row in it is first told anything but what all begin with. */
const PAGE = 4096;
const PAGE_BITS = 12;
const IN_PAGE = PAGE - 1;

/** A column of integers of 32 bits without a sign, 0 where nothing was told. */
export class Words {
  readonly #pages: (Uint32Array | undefined)[] = [];

  get(place: number): number {
    const page = this.#pages[place >>> PAGE_BITS];
    return page === undefined ? 0 : page[place & IN_PAGE]!;
  }

  set(place: number, value: number): void {
    const at = place >>> PAGE_BITS;
    let page = this.#pages[at];
    if (page === undefined) {
      if (value === 0) {
        return;
      }
      page = new Uint32Array(PAGE);
      this.#pages[at] = page;
    }
    page[place & IN_PAGE] = value;
  }
}

/** A column of numbers; all begin with `initial`: with NaN, what was not seen takes no memory. */
export class Doubles {
  readonly #pages: (Float64Array | undefined)[] = [];
  readonly #initial: number;

  constructor(initial: number) {
    this.#initial = initial;
  }

  get(place: number): number {
    const page = this.#pages[place >>> PAGE_BITS];
    return page === undefined ? this.#initial : page[place & IN_PAGE]!;
  }

  set(place: number, value: number): void {
    const at = place >>> PAGE_BITS;
    let page = this.#pages[at];
    if (page === undefined) {
      if (Object.is(value, this.#initial)) {
        return;
      }
      page = new Float64Array(PAGE).fill(this.#initial);
      this.#pages[at] = page;
    }
    page[place & IN_PAGE] = value;
  }
}

/** A column of what is no number; all begin with `initial`. */
export class References<T> {
  readonly #pages: (T[] | undefined)[] = [];
  readonly #initial: T;

  constructor(initial: T) {
    this.#initial = initial;
  }

  get(place: number): T {
    const page = this.#pages[place >>> PAGE_BITS];
    return page === undefined ? this.#initial : page[place & IN_PAGE]!;
  }

  set(place: number, value: T): void {
    const at = place >>> PAGE_BITS;
    let page = this.#pages[at];
    if (page === undefined) {
      if (value === this.#initial) {
        return;
      }
      page = new Array<T>(PAGE).fill(this.#initial);
      this.#pages[at] = page;
    }
    page[place & IN_PAGE] = value;
  }
}
