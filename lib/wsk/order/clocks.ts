import { ClockStep } from './clock-step.ts';
import type { Moment } from './moment.ts';

/**
 * What two processors' clocks are taken to differ by at the most where nothing tells: some milliseconds, more than a
 * machine that keeps its time shows.
 */
const MAX_OFFSET_NS = 5e6;
/** How much too fast or too slow a clock is taken to be at the most: 200 parts in a million. */
const RATE = 200e-6;
/** How fast two clocks drift apart at the most, by the slower one's time. */
const DRIFT = (2 * RATE) / (1 - RATE);
/** What is left open besides, for clocks that don't keep even their drift. */
const SLACK_NS = 10_000;
/** Two clocks are known of each other where their difference is bounded from both sides, this closely. */
const KNOWN_WITHIN_NS = 1e6;
/** A later range of an offset is told where it is no more than so many times as wide as the first. */
const SHARP = 4;
/** Of more processors than this, as only a damaged file shows them, nothing is known by the clocks. */
const MAX_PROCESSORS = 256;

/** By how much a processor's clock is ahead of the first processor's, in ns: at least and at most. */
export interface OffsetRange {
  readonly leastNs: number;
  readonly mostNs: number;
}

export interface ClockOffset {
  readonly processor: number;
  /** When it was first known that the clocks disagree, and when it was last known as well: they differ where the clock drifts. */
  readonly first: OffsetRange;
  readonly last: OffsetRange;
}

/** What the trace shows of its processors' clocks. */
export interface ClockFacts {
  /** By how much the clock steps, in ns, where that is so much that it matters; null elsewhere. */
  readonly stepNs: number | null;
  /** The processor that the others are compared with. */
  readonly reference: number;
  /** Those whose clocks provably disagree with it. Times are corrected by the middle of the range. */
  readonly offsets: readonly ClockOffset[];
}

/**
 * What is known of the processors' clocks from causes and effects on two of them: an effect that one clock tells no
 * later than its cause shows how far the two differ at least, and the quickest effect in the other direction how far
 * at most. (Duda, Harrus, Haddad and Bernard, "Estimating global time in distributed systems", 1987.)
 *
 * Two clocks are taken to differ by an offset that drifts slowly, and all of them to step alike.
 */
export class Clocks {
  /** The processors that logged events; their places here are their slots. */
  readonly #processors: number[] = [];
  /** By processor. */
  readonly #slots: (number | undefined)[] = [];
  /** Processors that the arrays have room for. */
  #room = 0;
  /** At p × room + q, by slots: how far q's clock is ahead of p's at the most, and when that was known. */
  #most = new Float64Array(0);
  #knownNs = new Float64Array(0);
  /** By slot. */
  readonly #aheadNs: number[] = [];
  readonly #first: (OffsetRange | null)[] = [];
  readonly #last: (OffsetRange | null)[] = [];
  readonly #step = new ClockStep();
  #stepNs = 0;
  /** How far the clocks are taken to be apart. */
  #spreadNs = 0;
  /** When the trace's first event was, by any clock. */
  #beganNs = 0;
  /** Whether an effect was timed before its cause, so that some of the clocks disagree for sure. */
  #disagree = false;

  /** Makes a processor known that logged an event; the first one is what the others are compared with. */
  admit(processor: number): void {
    const slot = this.#processors.length;
    if (this.#slots[processor] !== undefined || slot === MAX_PROCESSORS) {
      return;
    }
    if (slot === this.#room) {
      this.#grow();
    }
    this.#slots[processor] = slot;
    this.#processors.push(processor);
    this.#aheadNs.push(0);
    this.#first.push(null);
    this.#last.push(null);
  }

  /** Looks at an event for the clock's step. */
  watch(processor: number, clockNs: number): void {
    this.#step.add(processor, clockNs);
    this.#stepNs = 0;
  }

  /** Whether the clocks are known to disagree. */
  get disagree(): boolean {
    return this.#disagree;
  }

  get stepNs(): number {
    if (this.#stepNs === 0) {
      this.#stepNs = this.#step.stepNs;
    }
    return this.#stepNs;
  }

  /** By how much a processor's clock is taken to be ahead of the first one's, in ns. */
  aheadNs(processor: number): number {
    const slot = this.#slots[processor];
    return slot === undefined ? 0 : this.#aheadNs[slot]!;
  }

  /**
   * Takes what a cause and its effect on another processor tell, as far as it is sharper than what is known of a moment.
   * @param atNs that moment: the effect's own, as a rule
   * @returns false where it contradicts what was known: no offset and no drift explains that the effect is timed so
   *   early. The clock was set; what was known is forgotten.
   */
  learn(cause: Moment, effect: Moment, atNs = effect.clockNs): boolean {
    const from = this.#slots[cause.processor];
    const to = this.#slots[effect.processor];
    if (from === undefined || to === undefined) {
      return true;
    }
    const delayNs = effect.clockNs - cause.clockNs;
    const forth = from * this.#room + to;
    if (delayNs < 0) {
      if (delayNs + this.#unknownNs(effect.clockNs) + this.stepNs < 0) {
        return false;
      }
      this.#disagree ||= delayNs < -this.stepNs;
    }
    if (delayNs + DRIFT * Math.abs(atNs - effect.clockNs) >= this.#mostAt(forth, atNs)) {
      return true;
    }
    this.#most[forth] = delayNs;
    this.#knownNs[forth] = effect.clockNs;
    const back = to * this.#room + from;
    const most = Math.min(this.#mostAt(back, atNs), this.#unknownNs(atNs));
    if (delayNs + most + 2 * (this.stepNs + SLACK_NS) < 0) {
      this.#most[back] = Number.POSITIVE_INFINITY;
      return false;
    }
    return true;
  }

  /** Whether the effect is timed before its cause even by the corrected clocks: then they are to be estimated anew. */
  isBroken(cause: Moment, effect: Moment): boolean {
    const delayNs = effect.clockNs - cause.clockNs;
    return delayNs - this.aheadNs(effect.processor) + this.aheadNs(cause.processor) < -this.stepNs;
  }

  /** Whether by the clocks alone, as far as they are known, an event of a processor came after one of another. */
  isAfter(processor: number, clockNs: number, before: number, beforeNs: number): boolean {
    const most = this.#mostAheadNs(before, processor, clockNs);
    // A clock that is known from one side alone may have been set in between, which nothing would contradict.
    const isKnown = most + this.#mostAheadNs(processor, before, clockNs) < KNOWN_WITHIN_NS + 2 * this.stepNs;
    const aheadNs = isKnown ? most : Math.max(most, this.#unknownNs(clockNs));
    // Each of the two times stands for all that its clock shows until its next step.
    return clockNs - beforeNs > aheadNs + this.stepNs + SLACK_NS;
  }

  /** Whether an event came after all that any processor timed so, whatever is known of its clock. */
  isLongAfter(clockNs: number, event: Moment): boolean {
    const most = this.#processors.length > 1 ? this.#unknownNs(event.clockNs) + this.stepNs : 0;
    return event.clockNs - clockNs > most;
  }

  /** By how much more one processor's clock can show than another's for moments that are one, in ns. */
  #mostAheadNs(from: number, to: number, atNs: number): number {
    const p = this.#slots[from];
    const q = this.#slots[to];
    if (p === undefined || q === undefined) {
      return Number.POSITIVE_INFINITY;
    }
    return p === q ? 0 : this.#boundedAt(p * this.#room + q, atNs);
  }

  /** For how long after an event, by the corrected times, events of other processors may come that happened before it. */
  uncertaintyNs(processor: number, atNs: number): number {
    const from = this.#slots[processor];
    if (from === undefined) {
      return this.#unknownNs(atNs);
    }
    let widest = 0;
    for (let to = 0; to < this.#processors.length; to++) {
      if (to !== from) {
        const most = this.#boundedAt(from * this.#room + to, atNs);
        widest = Math.max(widest, most + this.#aheadNs[from]! - this.#aheadNs[to]!);
      }
    }
    return widest + this.stepNs + SLACK_NS;
  }

  /** Estimates the clocks' offsets at a moment from all that is known; they stay 0 while no two clocks disagree. */
  estimate(atNs: number): void {
    this.#close(atNs);
    this.#disagree ||= this.#most.some((_, pair) => this.#boundedAt(pair, atNs) < 0);
    if (!this.#disagree) {
      return;
    }
    for (let slot = 1; slot < this.#processors.length; slot++) {
      let least = Number.NEGATIVE_INFINITY;
      let most = Number.POSITIVE_INFINITY;
      for (let other = 0; other < slot; other++) {
        const ahead = this.#aheadNs[other]!;
        least = Math.max(least, ahead - this.#boundedAt(slot * this.#room + other, atNs));
        most = Math.min(most, ahead + this.#boundedAt(other * this.#room + slot, atNs));
      }
      this.#aheadNs[slot] = this.#within(slot, least, most);
      this.#note(slot, this.#rangeOf(slot, atNs));
    }
    this.#spreadNs = Math.max(...this.#aheadNs) - Math.min(...this.#aheadNs);
  }

  /** The offset to go by: the middle of what is possible, or where that is wide, as after a silence, the one before. */
  #within(slot: number, least: number, most: number): number {
    const first = this.#first[slot]!;
    if (first === null) {
      return least <= 0 && most >= 0 ? 0 : (least + most) / 2;
    }
    const isSharp = most - least <= SHARP * widthOf(first) + SLACK_NS;
    return isSharp ? (least + most) / 2 : Math.min(Math.max(this.#aheadNs[slot]!, least), most);
  }

  #note(slot: number, range: OffsetRange): void {
    const first = this.#first[slot]!;
    if (first !== null) {
      const isSharp = widthOf(range) <= SHARP * widthOf(first) + SLACK_NS;
      this.#last[slot] = isSharp ? range : this.#last[slot]!;
    } else if (range.leastNs > 0 || range.mostNs < 0) {
      this.#first[slot] = range;
      this.#last[slot] = range;
    }
  }

  facts(): ClockFacts {
    const offsets: ClockOffset[] = [];
    for (const [slot, first] of this.#first.entries()) {
      if (first !== null) {
        offsets.push({ processor: this.#processors[slot]!, first, last: this.#last[slot]! });
      }
    }
    const isCoarse = this.#processors.length > 1 && this.#step.isCoarse;
    return { stepNs: isCoarse ? this.stepNs : null, reference: this.#processors[0] ?? 0, offsets };
  }

  /** Begins to count the drift of what is not known from here. */
  begin(clockNs: number): void {
    this.#beganNs = clockNs;
  }

  #rangeOf(slot: number, atNs: number): OffsetRange {
    return { leastNs: -this.#boundedAt(slot * this.#room, atNs), mostNs: this.#boundedAt(slot, atNs) };
  }

  /**
   * What is known for sure at a time: what was learnt before or after it, less sharp with the distance. The two times may
   * be by two clocks, and off by as much as these are apart.
   */
  #mostAt(pair: number, atNs: number): number {
    const most = this.#most[pair]!;
    return most + DRIFT * (Math.abs(atNs - this.#knownNs[pair]!) + Math.abs(most) + this.#spreadNs);
  }

  /** How far one clock is ahead of the other at the most: two times that a cause shows may each be a step too early. */
  #boundedAt(pair: number, atNs: number): number {
    return Math.min(this.#mostAt(pair, atNs) + this.stepNs, this.#unknownNs(atNs));
  }

  #unknownNs(atNs: number): number {
    return MAX_OFFSET_NS + DRIFT * Math.max(0, atNs - this.#beganNs);
  }

  /** What a third clock tells of two: shortest paths over all pairs (Floyd and Warshall). */
  #close(atNs: number): void {
    const size = this.#processors.length;
    const room = this.#room;
    const { stepNs } = this;
    for (let via = 0; via < size; via++) {
      for (let from = 0; from < size; from++) {
        const first = this.#mostAt(from * room + via, atNs);
        if (from === via || first === Number.POSITIVE_INFINITY) {
          continue;
        }
        for (let to = 0; to < size; to++) {
          const pair = from * room + to;
          const joined = first + this.#mostAt(via * room + to, atNs) + stepNs;
          if (to !== from && to !== via && joined < this.#mostAt(pair, atNs)) {
            this.#most[pair] = joined;
            this.#knownNs[pair] = atNs;
          }
        }
      }
    }
  }

  #grow(): void {
    const before = this.#room;
    const room = Math.max(4, 2 * before);
    const most = new Float64Array(room ** 2).fill(Number.POSITIVE_INFINITY);
    const knownNs = new Float64Array(room ** 2);
    for (let from = 0; from < before; from++) {
      const row = from * before;
      most.set(this.#most.subarray(row, row + before), from * room);
      knownNs.set(this.#knownNs.subarray(row, row + before), from * room);
    }
    this.#room = room;
    this.#most = most;
    this.#knownNs = knownNs;
  }
}

function widthOf({ leastNs, mostNs }: OffsetRange): number {
  return mostNs - leastNs;
}
