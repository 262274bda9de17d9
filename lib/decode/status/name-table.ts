/**
 * Names by number, out of their compact form (made by test/tools/status-names.ts): a line each, by rising number. A line
 * is the step from the number before in hex and a colon, both left out for a step of 1; how many characters the name
 * shares with the one before, as a digit of base 36; and the rest of the name. Read as far as is asked for: most
 * programs meet few numbers, and success is the first.
 */
export class NameTable {
  readonly #text: string;
  readonly #names = new Map<number, string>();
  /** Where the next line begins. */
  #at: number;
  /** Of the line before. */
  #number = -1;
  #name = '';

  constructor(text: string) {
    this.#text = text;
    this.#at = text.indexOf('\n') + 1;
  }

  get(number: number): string | undefined {
    this.#readTo(number);
    return this.#names.get(number);
  }

  /** Those of a name, in any case. */
  numbersOf(name: string): number[] {
    const wanted = name.toUpperCase();
    return [...this.#all()].filter(([, known]) => known.toUpperCase() === wanted).map(([number]) => number);
  }

  names(): string[] {
    return [...this.#all().values()];
  }

  #all(): ReadonlyMap<number, string> {
    this.#readTo(Number.POSITIVE_INFINITY);
    return this.#names;
  }

  #readTo(number: number): void {
    while (this.#number < number && this.#at < this.#text.length) {
      const end = this.#text.indexOf('\n', this.#at);
      this.#readLine(this.#text.slice(this.#at, end));
      this.#at = end + 1;
    }
  }

  #readLine(line: string): void {
    const colon = line.indexOf(':');
    this.#number += colon < 0 ? 1 : Number.parseInt(line.slice(0, colon), 16);
    const shared = Number.parseInt(line[colon + 1]!, 36);
    this.#name = this.#name.slice(0, shared) + line.slice(colon + 2);
    this.#names.set(this.#number, this.#name);
  }
}
