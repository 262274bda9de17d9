const INITIAL = 64;

/**
 * A set of 64-bit ids for questions like "was this one seen before", which has to remember every call of a trace.
 * Ids are counted up by their driver, so 32 neighbours share one word: a bit or two a call as a rule.
 */
export class IdSet {
  size = 0;
  #words = 0;
  #low = new Uint32Array(INITIAL);
  #high = new Uint32Array(INITIAL);
  #bits = new Uint32Array(INITIAL);
  /** Where the word last asked for stands: as a rule the next id is in it, too. */
  #last = 0;

  has(low: number, high: number): boolean {
    return (this.#bits[this.#find(low >>> 5, high)]! & (1 << (low & 31))) !== 0;
  }

  /** Adds an id; false where it was in the set already. */
  add(low: number, high: number): boolean {
    if (this.#words * 2 >= this.#bits.length) {
      this.#grow();
    }
    const at = this.#find(low >>> 5, high);
    const before = this.#bits[at]!;
    const bit = 1 << (low & 31);
    if ((before & bit) !== 0) {
      return false;
    }
    if (before === 0) {
      this.#low[at] = low >>> 5;
      this.#high[at] = high;
      this.#words++;
    }
    this.#bits[at] = before | bit;
    this.size++;
    return true;
  }

  /** Where the word of these ids stands, or would; a word without bits is free. */
  #find(word: number, high: number): number {
    let at = this.#last;
    if (this.#low[at] === word && this.#high[at] === high && this.#bits[at] !== 0) {
      return at;
    }
    const mask = this.#bits.length - 1;
    at = hash(word, high) & mask;
    while (this.#bits[at] !== 0 && !(this.#low[at] === word && this.#high[at] === high)) {
      at = (at + 1) & mask;
    }
    this.#last = at;
    return at;
  }

  #grow(): void {
    const [low, high, bits] = [this.#low, this.#high, this.#bits];
    const room = bits.length * 2;
    this.#low = new Uint32Array(room);
    this.#high = new Uint32Array(room);
    this.#bits = new Uint32Array(room);
    this.#last = 0;
    for (let from = 0; from < bits.length; from++) {
      if (bits[from] !== 0) {
        const at = this.#find(low[from]!, high[from]!);
        this.#low[at] = low[from]!;
        this.#high[at] = high[from]!;
        this.#bits[at] = bits[from]!;
      }
    }
  }
}

/** Neighbours stay side by side, 64 words at a time: the next id's word is at hand as a rule. What is above is mixed. */
function hash(word: number, high: number): number {
  const mixed = Math.imul((word >>> 6) ^ Math.imul(high, 0x9e37_79b1), 0x85eb_ca6b);
  return (word ^ mixed ^ (mixed >>> 13)) >>> 0;
}
