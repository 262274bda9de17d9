import type { Moment } from './moment.ts';

/** Causes kept: those of tens of thousands of calls, more than happen within any clock's uncertainty. */
const KEPT = 65_536;
const EDGE_NUMBERS = 4;
/** Of more processors than this, as only a damaged file shows them, each cause is kept. */
const MAX_PROCESSORS = 1024;

/**
 * The latest causes that lead from one processor to another, such as a call's issue here and its completion there.
 * With the order inside each processor they are all that is sure of two events whose clocks can't tell
 * (Lamport's "happened before").
 */
export class CauseLog {
  /** By processor of the effect, then of the cause: the latest step there that some event here is known to come after. */
  readonly #known: (Float64Array | undefined)[] = [];
  /** For each cause its processor and step, and those of its effect. */
  #edges = new Float64Array(64 * EDGE_NUMBERS);
  #room = 64;
  #count = 0;
  /** Where the oldest stands once all places are taken. */
  #next = 0;

  /** @param processor of the cause, and its step there */
  add(processor: number, step: number, effect: Moment): void {
    if (processor < MAX_PROCESSORS && effect.processor < MAX_PROCESSORS) {
      const known = this.#knownOf(effect.processor, processor);
      if (step <= known[processor]!) {
        // Said by a cause before: that came later there, and its effect earlier here.
        return;
      }
      known[processor] = step;
    }
    const at = this.#next * EDGE_NUMBERS;
    const edges = this.#edges;
    edges[at] = processor;
    edges[at + 1] = step;
    edges[at + 2] = effect.processor;
    edges[at + 3] = effect.step;
    this.#count += this.#count < KEPT ? 1 : 0;
    if (++this.#next === this.#room) {
      this.#turn();
    }
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
      const toStep = this.#edges[at + 3]!;
      if (toStep > to.step) {
        break;
      }
      // Effects are logged in the order of their steps, so that one walk finds every chain.
      const since = reached.get(this.#edges[at]!);
      if (since !== undefined && since <= this.#edges[at + 1]!) {
        const processor = this.#edges[at + 2]!;
        if (!reached.has(processor)) {
          reached.set(processor, toStep);
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
      if (this.#edges[this.#placeOf(middle) + 3]! > step) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Where a cause's numbers stand, counted from the oldest. */
  #placeOf(index: number): number {
    return (this.#count < KEPT ? index : (this.#next + index) % KEPT) * EDGE_NUMBERS;
  }

  #knownOf(effect: number, cause: number): Float64Array {
    const known = this.#known[effect];
    if (known !== undefined && cause < known.length) {
      return known;
    }
    const wider = new Float64Array(Math.max(8, 2 * cause));
    wider.set(known ?? []);
    this.#known[effect] = wider;
    return wider;
  }

  /** The places are used up: there are twice as many from now on, or the oldest are taken again. */
  #turn(): void {
    if (this.#room === KEPT) {
      this.#next = 0;
      return;
    }
    this.#room *= 2;
    const edges = new Float64Array(this.#room * EDGE_NUMBERS);
    edges.set(this.#edges);
    this.#edges = edges;
  }
}
