const INITIAL = 64;

/**
 * Objects by a 64-bit id (or pointer), kept as two halves of 32 bits: a double can't hold every such id. Open
 * addressing with linear probing; removal closes the gap, so that a table of short-lived ids does not silt up.
 */
export class IdTable<T> {
  size = 0;
  #low = new Uint32Array(INITIAL);
  #high = new Uint32Array(INITIAL);
  #values: (T | undefined)[] = new Array(INITIAL).fill(undefined);

  get(low: number, high: number): T | undefined {
    const mask = this.#values.length - 1;
    for (let at = hash(low, high) & mask; ; at = (at + 1) & mask) {
      const value = this.#values[at];
      if (value === undefined || (this.#low[at] === low && this.#high[at] === high)) {
        return value;
      }
    }
  }

  /** Stores a value, and returns the one that it replaces. */
  set(low: number, high: number, value: T): T | undefined {
    if (this.size * 2 >= this.#values.length) {
      this.#grow();
    }
    const mask = this.#values.length - 1;
    let at = hash(low, high) & mask;
    while (this.#values[at] !== undefined) {
      if (this.#low[at] === low && this.#high[at] === high) {
        const replaced = this.#values[at];
        this.#values[at] = value;
        return replaced;
      }
      at = (at + 1) & mask;
    }
    this.#low[at] = low;
    this.#high[at] = high;
    this.#values[at] = value;
    this.size++;
    return undefined;
  }

  /** Removes what is stored for this id: whatever it is, or only where it is this value. */
  delete(low: number, high: number, only?: T): boolean {
    const mask = this.#values.length - 1;
    let at = hash(low, high) & mask;
    while (this.#values[at] !== undefined && !(this.#low[at] === low && this.#high[at] === high)) {
      at = (at + 1) & mask;
    }
    const value = this.#values[at];
    if (value === undefined || (only !== undefined && value !== only)) {
      return false;
    }
    this.size--;
    this.#closeGap(at, mask);
    return true;
  }

  *values(): IterableIterator<T> {
    for (const value of this.#values) {
      if (value !== undefined) {
        yield value;
      }
    }
  }

  /** Moves back what was probed past the removed entry, so that no search ends early at the gap. */
  #closeGap(removed: number, mask: number): void {
    let gap = removed;
    for (let at = (gap + 1) & mask; this.#values[at] !== undefined; at = (at + 1) & mask) {
      const home = hash(this.#low[at]!, this.#high[at]!) & mask;
      if (((at - home) & mask) >= ((at - gap) & mask)) {
        this.#low[gap] = this.#low[at]!;
        this.#high[gap] = this.#high[at]!;
        this.#values[gap] = this.#values[at];
        gap = at;
      }
    }
    this.#values[gap] = undefined;
  }

  #grow(): void {
    const [low, high, values] = [this.#low, this.#high, this.#values];
    const room = values.length * 2;
    this.#low = new Uint32Array(room);
    this.#high = new Uint32Array(room);
    this.#values = new Array(room).fill(undefined);
    this.size = 0;
    values.forEach((value, at) => {
      if (value !== undefined) {
        this.set(low[at]!, high[at]!, value);
      }
    });
  }
}

function hash(low: number, high: number): number {
  return mixed(low, high) >>> 7;
}

/** Mixes both halves; ids count up and pointers end in zeros, so low bits alone would collide. */
export function mixed(low: number, high: number): number {
  let bits = Math.imul(low ^ Math.imul(high, 0x9e37_79b1), 0x85eb_ca6b);
  bits ^= bits >>> 15;
  return Math.imul(bits, 0xc2b2_ae35);
}
