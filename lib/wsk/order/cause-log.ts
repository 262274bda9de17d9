import type { Moment } from './moment.ts';

/** Causes kept: those of tens of thousands of calls, more than happen within any clock's uncertainty. */
const KEPT = 65_536;

/**
 * The latest causes that lead from one processor to another, such as a call's issue here and its completion there.
 * With the order inside each processor they are all that is sure of two events whose clocks can't tell
 * (Lamport's "happened before").
 */
export class CauseLog {
  /** By processor of the effect, then of the cause: the latest step there that some event here is known to come after. */
  readonly #known: (number[] | undefined)[] = [];
  #fromProcessor = new Int32Array(64);
  #toProcessor = new Int32Array(64);
  #fromStep = new Float64Array(64);
  #toStep = new Float64Array(64);
  #count = 0;
  /** Where the oldest stands once all places are taken. */
  #next = 0;

  /** @param processor of the cause, and its step there */
  add(processor: number, step: number, effect: Moment): void {
    let known = this.#known[effect.processor];
    if (known === undefined) {
      known = [];
      this.#known[effect.processor] = known;
    }
    if (step <= (known[processor] ?? 0)) {
      // Said by a cause before: that came later there, and its effect earlier here.
      return;
    }
    known[processor] = step;
    if (this.#count === this.#toStep.length && this.#count < KEPT) {
      this.#grow();
    }
    const at = this.#next;
    this.#fromProcessor[at] = processor;
    this.#toProcessor[at] = effect.processor;
    this.#fromStep[at] = step;
    this.#toStep[at] = effect.step;
    this.#next = at + 1 === this.#toStep.length && this.#toStep.length === KEPT ? 0 : at + 1;
    this.#count = Math.min(this.#count + 1, KEPT);
  }

  /**
   * Whether a chain of causes leads from one event to a later one. Causes older than those that are kept are not
   * followed: then the answer is no.
   */
  leads(from: Moment, to: Moment): boolean {
    /** By processor: the first step that `from` is known to come before. */
    const reached = new Map<number, number>([[from.processor, from.step]]);
    for (let i = this.#firstAfter(from.step); i < this.#count; i++) {
      const at = this.#placeOf(i);
      if (this.#toStep[at]! > to.step) {
        break;
      }
      // Effects are logged in the order of their steps, so that one walk finds every chain.
      const since = reached.get(this.#fromProcessor[at]!);
      if (since !== undefined && since <= this.#fromStep[at]!) {
        const processor = this.#toProcessor[at]!;
        if (!reached.has(processor)) {
          reached.set(processor, this.#toStep[at]!);
        }
      }
    }
    const since = reached.get(to.processor);
    return since !== undefined && since <= to.step;
  }

  /** The first of the kept, counted from the oldest, whose effect came after a step. */
  #firstAfter(step: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#toStep[this.#placeOf(middle)]! > step) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  #placeOf(index: number): number {
    return this.#count < KEPT ? index : (this.#next + index) % KEPT;
  }

  #grow(): void {
    const room = 2 * this.#toStep.length;
    const wider = <T extends Int32Array | Float64Array>(old: T, fresh: T): T => {
      fresh.set(old);
      return fresh;
    };
    this.#fromProcessor = wider(this.#fromProcessor, new Int32Array(room));
    this.#toProcessor = wider(this.#toProcessor, new Int32Array(room));
    this.#fromStep = wider(this.#fromStep, new Float64Array(room));
    this.#toStep = wider(this.#toStep, new Float64Array(room));
  }
}
