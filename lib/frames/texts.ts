/** More texts than this take more than 16 bits to number. */
const MAX_SHORT = 0x1_0000;

/** The different texts of a column, numbered in the order of their appearance; 0 is none. */
export class Texts {
  readonly #all: (string | null)[] = [null];
  readonly #numbers = new Map<string | null, number>([[null, 0]]);
  readonly #ofCodes = new Map<number, number>();
  #last: string | null = null;
  #lastNumber = 0;
  #lastCode = Number.NaN;
  #lastCodeNumber = 0;

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

  /** The same for a text that stands for a code; it is asked for once. */
  numberOfCode(code: number, nameOf: (code: number) => string): number {
    if (code !== this.#lastCode) {
      this.#lastCodeNumber = this.#ofCodes.get(code) ?? this.#addCode(code, nameOf(code));
      this.#lastCode = code;
    }
    return this.#lastCodeNumber;
  }

  /** Gives a text that is not among them yet the next number. */
  add(text: string | null): number {
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
