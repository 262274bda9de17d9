import type { TextList } from './column.ts';

/** The different texts of a column, numbered in the order of their appearance; 0 is none. */
export class Texts {
  readonly #all: (string | null)[] = [null];
  readonly #numbers = new Map<string | null, number>([[null, 0]]);
  readonly #ofCodes = new Map<number, number>();
  #last: string | null = null;
  #lastNumber = 0;
  #lastCode = Number.NaN;
  #lastCodeNumber = 0;

  /** Each text at its number; grows with them. */
  get all(): TextList {
    return this.#all;
  }

  numberOf(text: string | null): number {
    if (text !== this.#last) {
      this.#lastNumber = this.#numbers.get(text) ?? this.#add(text);
      this.#last = text;
    }
    return this.#lastNumber;
  }

  /** The same for a text that stands for a code; it is asked for once. */
  numberOfCode(code: number, nameOf: (code: number) => string): number {
    if (code !== this.#lastCode) {
      this.#lastCodeNumber = this.#ofCodes.get(code) ?? this.#addCode(code, nameOf(code));
      this.#lastCode = code;
    }
    return this.#lastCodeNumber;
  }

  #add(text: string | null): number {
    const number = this.#all.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }

  #addCode(code: number, text: string): number {
    const number = this.numberOf(text);
    this.#ofCodes.set(code, number);
    return number;
  }
}
