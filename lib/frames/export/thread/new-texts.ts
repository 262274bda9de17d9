import { Texts } from '../../texts.ts';

/** For each column the texts that came in since the block before; null where there are none. */
export type NewTexts = readonly (readonly (string | null)[] | null)[];

/** Tells which of a frame's texts the other thread has not. */
export class NewTextsFinder {
  /** How many texts of each column it has: as `Texts`, it begins with one for none. */
  readonly #known: number[];

  constructor(columns: number) {
    this.#known = Array<number>(columns).fill(1);
  }

  /** Null where there are none at all, as for nearly all blocks. */
  find(texts: readonly (Texts | null)[]): NewTexts | null {
    if (texts.every((column, at) => column === null || column.all.length === this.#known[at])) {
      return null;
    }
    return texts.map((column, at) => {
      const from = this.#known[at]!;
      this.#known[at] = column?.all.length ?? from;
      return column?.all.slice(from) ?? null;
    });
  }
}

/** The other side: a frame's texts as far as it was told. */
export class KnownTexts {
  readonly all: readonly Texts[];

  constructor(columns: number) {
    this.all = Array.from({ length: columns }, () => new Texts());
  }

  add(texts: NewTexts): void {
    texts.forEach((column, at) => {
      for (const text of column ?? []) {
        this.all[at]!.add(text);
      }
    });
  }
}
