/** A column with more different values than this gains nothing from a dictionary. */
const MAX_ENTRIES = 1 << 15;
const SLOTS = MAX_ENTRIES * 2;

/** Numbers the different values of a chunk in the order of their appearance. */
export class Dictionary {
  /** The different values; those of two words with the low one first. */
  readonly entries = new Uint32Array(2 * MAX_ENTRIES);
  size = 0;
  /** For each value the number of its entry. */
  readonly indexes: Uint32Array;
  /** By hash: the number of an entry and 1, or 0. */
  readonly #slots = new Uint32Array(SLOTS);

  constructor(maxRows: number) {
    this.indexes = new Uint32Array(maxRows + 8);
  }

  /** Takes in a chunk's values; false where there are too many different ones. */
  fill(values: Uint32Array, count: number): boolean {
    const { entries, indexes } = this;
    const slots = this.#slots;
    const limit = Math.min(MAX_ENTRIES, (count >>> 1) + 1);
    slots.fill(0);
    this.size = 0;
    for (let i = 0; i < count; i++) {
      const value = values[i]!;
      let slot = (Math.imul(value, 0x9e37_79b1) >>> 16) & (SLOTS - 1);
      let entry = slots[slot]!;
      while (entry !== 0 && entries[entry - 1] !== value) {
        slot = (slot + 1) & (SLOTS - 1);
        entry = slots[slot]!;
      }
      if (entry === 0) {
        if (this.size === limit) {
          return false;
        }
        entries[this.size] = value;
        entry = ++this.size;
        slots[slot] = entry;
      }
      indexes[i] = entry - 1;
    }
    indexes.fill(0, count, count + 8);
    return true;
  }

  /** The same for values of two words each. */
  fillPairs(halves: Uint32Array, count: number): boolean {
    const { entries, indexes } = this;
    const slots = this.#slots;
    const limit = Math.min(MAX_ENTRIES, (count >>> 1) + 1);
    slots.fill(0);
    this.size = 0;
    for (let i = 0; i < count; i++) {
      const low = halves[2 * i]!;
      const high = halves[2 * i + 1]!;
      let slot = (Math.imul(low ^ Math.imul(high, 0x85eb_ca6b), 0x9e37_79b1) >>> 16) & (SLOTS - 1);
      let entry = slots[slot]!;
      while (entry !== 0 && (entries[2 * entry - 2] !== low || entries[2 * entry - 1] !== high)) {
        slot = (slot + 1) & (SLOTS - 1);
        entry = slots[slot]!;
      }
      if (entry === 0) {
        if (this.size === limit) {
          return false;
        }
        entries[2 * this.size] = low;
        entries[2 * this.size + 1] = high;
        entry = ++this.size;
        slots[slot] = entry;
      }
      indexes[i] = entry - 1;
    }
    indexes.fill(0, count, count + 8);
    return true;
  }
}
