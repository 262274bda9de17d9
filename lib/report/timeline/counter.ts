/** A counter is thinned out beyond so many samples: each further as many are twice as far apart. */
const DENSE = 4096;

/**
 * A number over time, told where it changes, within a stretch. Where it changes too often some changes are left out, but never
 * the one before a longer rest: what is drawn there held.
 */
export class Counter<Value> {
  readonly #tell: (timeNs: number, value: Value) => void;
  readonly #fromNs: number;
  readonly #toNs: number;
  #held: { readonly timeNs: number; readonly value: Value } | null = null;
  #told = 0;
  #gapNs = 0;
  #lastNs = Number.NEGATIVE_INFINITY;

  constructor(fromNs: number, toNs: number, tell: (timeNs: number, value: Value) => void) {
    this.#fromNs = fromNs;
    this.#toNs = toNs;
    this.#tell = tell;
  }

  change(timeNs: number, value: Value): void {
    if (timeNs > this.#toNs) {
      return;
    }
    if (timeNs >= Math.max(this.#fromNs, this.#lastNs + this.#gapNs)) {
      this.#tellHeld();
      this.#write(timeNs, value);
    } else {
      this.#held = { timeNs, value };
    }
  }

  /** Tells what holds at the end. */
  end(timeNs: number, value: Value): void {
    this.#tellHeld();
    if (timeNs >= this.#fromNs && timeNs <= this.#toNs) {
      this.#write(timeNs, value);
    }
  }

  #tellHeld(): void {
    if (this.#held !== null) {
      this.#write(Math.max(this.#held.timeNs, this.#fromNs), this.#held.value);
    }
  }

  #write(timeNs: number, value: Value): void {
    this.#held = null;
    this.#lastNs = timeNs;
    this.#told++;
    if (this.#told % DENSE === 0) {
      this.#gapNs = Math.max(1000, 2 * this.#gapNs);
    }
    this.#tell(timeNs, value);
  }
}
