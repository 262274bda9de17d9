/** A change of the offsets that makes no difference to what is told. */
const NOTEWORTHY_NS = 50;
/** More estimates than these are thinned out: clocks drift slowly. */
const MAX_ESTIMATES = 4096;
/** Processors are numbered below this; more are in no trace but a damaged one. */
const MAX_PROCESSORS = 2048;

interface Estimate {
  readonly atNs: number;
  /** By processor. */
  readonly aheadNs: Float64Array;
}

/** By how much each processor's clock was found to be ahead, from each moment on at which that was estimated anew. */
export class ClockLog {
  readonly #estimates: Estimate[] = [];

  add(atNs: number, ahead: (processor: number) => number): void {
    const aheadNs = Float64Array.from({ length: MAX_PROCESSORS }, (_, processor) => ahead(processor));
    const used = aheadNs.findLastIndex((ns) => ns !== 0) + 1;
    const last = this.#estimates.at(-1);
    const isNew =
      last === undefined ||
      used > last.aheadNs.length ||
      last.aheadNs.some((ns, processor) => Math.abs(ns - aheadNs[processor]!) > NOTEWORTHY_NS);
    if (isNew && this.#estimates.length < MAX_ESTIMATES) {
      this.#estimates.push({ atNs, aheadNs: aheadNs.slice(0, used) });
    }
  }

  /** Whether the clocks were found to disagree at all. */
  get isEmpty(): boolean {
    return this.#estimates.length === 0;
  }

  /** A way through the log for one pass, in the order of time. */
  walk(): ClockWalk {
    return new ClockWalk(this.#estimates);
  }
}

/** The offsets at the moment that a pass has come to. */
export class ClockWalk {
  readonly #estimates: readonly Estimate[];
  #at = 0;

  constructor(estimates: readonly Estimate[]) {
    this.#estimates = estimates;
  }

  /** Goes on to a moment, by any processor's own clock. @returns whether other offsets hold from here on */
  moveTo(clockNs: number): boolean {
    const next = this.#estimates[this.#at + 1];
    if (next === undefined || clockNs < next.atNs) {
      return false;
    }
    this.#at++;
    return true;
  }

  aheadNs(processor: number): number {
    return this.#estimates[this.#at]?.aheadNs[processor] ?? 0;
  }
}
