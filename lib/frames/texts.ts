/** More texts than this take more than 16 bits to number. */
const MAX_SHORT = 0x1_0000;

/** The different texts of a column, numbered in the order of their appearance; 0 is none. */
export class Texts {
  readonly #all: (string | null)[] = [null];
  readonly #numbers = new Map<string | null, number>([[null, 0]]);
  #last: string | null = null;
  #lastNumber = 0;

  /** Each text at its number. */
  get all(): readonly (string | null)[] {
    return this.#all;
  }

  /** Whether 16 bits hold all numbers. */
  get isShort(): boolean {
    return this.#all.length <= MAX_SHORT;
  }

  numberOf(text: string | null): number {
    if (text !== this.#last) {
      this.#lastNumber = this.#numbers.get(text) ?? this.add(text);
      this.#last = text;
    }
    return this.#lastNumber;
  }

  /** Gives a text that is not among them yet the next number. */
  add(text: string | null): number {
    const number = this.#all.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }
}
