/**
 * Names by number, out of their compact form (made by test/tools/status-names.ts): a line each, by rising number. A line
 * is the step from the number before in hex and a colon, both left out for a step of 1; how many characters the name
 * shares with the one before, as a digit of base 36; and the rest of the name. Read when first asked for.
 */
export class NameTable {
  readonly #text: string;
  #names: ReadonlyMap<number, string> | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  get(number: number): string | undefined {
    return this.#all().get(number);
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
    this.#names ??= namesIn(this.#text);
    return this.#names;
  }
}

function namesIn(text: string): Map<number, string> {
  const names = new Map<number, string>();
  let number = -1;
  let name = '';
  for (const line of text.trim().split('\n')) {
    const colon = line.indexOf(':');
    number += colon < 0 ? 1 : Number.parseInt(line.slice(0, colon), 16);
    const shared = Number.parseInt(line[colon + 1]!, 36);
    name = name.slice(0, shared) + line.slice(colon + 2);
    names.set(number, name);
  }
  return names;
}
