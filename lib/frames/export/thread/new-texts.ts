import type { TextList } from '../../column.ts';

/** For each column the texts that came in since the block before. */
export type NewTexts = readonly TextList[];

/** Tells which of a frame's texts the other thread has not. */
export class NewTextsFinder {
  /** How many texts of each column it has. */
  readonly #known: number[];

  constructor(columns: number) {
    this.#known = Array<number>(columns).fill(0);
  }

  /** Null where there are none at all, as for nearly all blocks. */
  find(texts: readonly TextList[]): NewTexts | null {
    if (texts.every(({ length }, at) => length === this.#known[at])) {
      return null;
    }
    return texts.map((column, at) => {
      const added = column.slice(this.#known[at]);
      this.#known[at] = column.length;
      return added;
    });
  }
}

/** The other side: a frame's texts as far as it was told. */
export class KnownTexts {
  readonly all: readonly (string | null)[][];

  constructor(columns: number) {
    this.all = Array.from({ length: columns }, () => []);
  }

  add(texts: NewTexts): void {
    for (const [at, column] of texts.entries()) {
      for (const text of column) {
        this.all[at]!.push(text);
      }
    }
  }
}
