import { TraceError } from '../../../etl/index.ts';

/** Reads a threshold's text from left to right, and says at which column it stopped making sense. */
export class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
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

  expect(pattern: RegExp, what: string): string {
    return this.take(pattern) ?? this.fail(`${what} expected${this.isAtEnd ? ', but the text ends' : ''}`);
  }

  /** @param position where the fault is, counted from 0; shown as a column, counted from 1, with a caret under it */
  fail(reason: string, position = this.position): never {
    const column = [...this.#text.slice(0, position)].length;
    throw new TraceError('usage', [
      `threshold, column ${column + 1}: ${reason}`,
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
