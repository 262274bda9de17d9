import { TraceError } from '../etl/index.ts';

/** Reads a text of a small language from left to right, and says at which column it stopped making sense. */
export class Scanner {
  readonly #text: string;
  readonly #what: string;
  #at = 0;

  /** @param what what the text is, for messages, as in `threshold` */
  constructor(text: string, what: string) {
    this.#text = text;
    this.#what = what;
  }

  /** Where the next token begins. */
  get position(): number {
    this.#skipSpace();
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.position === this.#text.length;
  }

  /** The next token if the pattern (sticky) matches it. */
  take(pattern: RegExp): string | null {
    pattern.lastIndex = this.position;
    const [token] = pattern.exec(this.#text) ?? [];
    if (token === undefined) {
      return null;
    }
    this.#at += token.length;
    return token;
  }

  /** Whether the next token is such a one, which stays where it is. */
  sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.position;
    return pattern.test(this.#text);
  }

  expect(pattern: RegExp, what: string): string {
    return this.take(pattern) ?? this.fail(`${what} expected${this.isAtEnd ? ', but the text ends' : ''}`);
  }

  /** @param position where the fault is, counted from 0; shown as a column, counted from 1, with a caret under it */
  fail(reason: string, position = this.position): never {
    const column = [...this.#text.slice(0, position)].length;
    throw new TraceError('usage', [
      `${this.#what}, column ${column + 1}: ${reason}`,
      this.#text,
      `${' '.repeat(column)}^`,
    ]);
  }

  #skipSpace(): void {
    while (this.#at < this.#text.length && /\s/.test(this.#text[this.#at]!)) {
      this.#at++;
    }
  }
}
