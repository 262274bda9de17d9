import type { Routine } from '../kernel/routines.ts';

/** What had a processor over some time: a thread, or a routine that ran in its place; neither where that is not known. */
export interface Occupant {
  /** -1 where a routine ran, or where it is not known. */
  readonly threadId: number;
  readonly routine: Routine | null;
  /** Whether an interrupt's routine said that the interrupt was its device's; true for all else. */
  readonly isClaimed: boolean;
  /** Its whole stay, of which the piece may be a part. */
  readonly startNs: number;
  readonly endNs: number;
}

/** Part of a stretch of time on a processor, with what was on top there. */
export interface Piece {
  readonly startNs: number;
  readonly endNs: number;
  /** null where the trace does not tell, or it is too long ago to be known. */
  readonly occupant: Occupant | null;
}

/** Stays kept for each processor as a rule, and at the most while somebody waits to look at them. */
const KEPT = 4096;
const MOST_KEPT = 1 << 18;
/** Interrupts looked at that may have asked for a DPC. */
const MOST_FOUND = 64;

/** The latest stays on one processor, in the order in which they ended; routines' stays lie inside threads' and each other. */
export class History {
  readonly #routines: readonly Routine[];
  readonly #keepFromNs: () => number;
  #starts = new Float64Array(KEPT);
  #ends = new Float64Array(KEPT);
  /** Thread ids from 0 on, -1 for an unknown thread; for routines -2 less twice the index, and 1 less for interrupts that were not claimed. */
  #refs = new Float64Array(KEPT);
  #first = 0;
  #count = 0;
  #ended = 0;
  /** Up to when stays were dropped. */
  #droppedNs = Number.NEGATIVE_INFINITY;

  /** @param keepFromNs stays that end later are kept, as far as that can be */
  constructor(routines: readonly Routine[], keepFromNs: () => number) {
    this.#routines = routines;
    this.#keepFromNs = keepFromNs;
  }

  addThread(threadId: number, startNs: number, endNs: number): void {
    this.#add(threadId, startNs, endNs);
  }

  addRoutine(index: number, startNs: number, endNs: number, isClaimed: boolean): void {
    this.#add(-2 - 2 * index - (isClaimed ? 0 : 1), startNs, endNs);
  }

  /** How much of a stay that ends now was taken by routines inside it. */
  nestedNs(startNs: number, endNs: number): number {
    let sum = 0;
    let limit = endNs;
    for (let back = 1; back <= this.#count; back++) {
      const at = this.#at(back);
      if (this.#refs[at]! > -2 || this.#ends[at]! <= startNs) {
        break;
      }
      // What lies inside one that is counted is not counted again.
      if (this.#ends[at]! <= limit) {
        const from = Math.max(startNs, this.#starts[at]!);
        sum += this.#ends[at]! - from;
        limit = from;
      }
    }
    return sum;
  }

  /** What was on top of the processor in a stretch of time that has ended: pieces that follow each other without a gap. */
  pieces(fromNs: number, toNs: number): Piece[] {
    const pieces: Piece[] = [];
    let now = fromNs;
    const emit = (until: number, occupant: Occupant | null) => {
      const endNs = Math.min(until, toNs);
      if (endNs > now) {
        pieces.push({ startNs: now, endNs, occupant });
        now = endNs;
      }
    };
    emit(this.#droppedNs, null);
    const stack: Occupant[] = [];
    const upTo = (timeNs: number) => {
      for (let top = stack.at(-1); top !== undefined && top.endNs <= timeNs; top = stack.at(-1)) {
        emit(top.endNs, isKnown(top) ? top : null);
        stack.pop();
      }
      const top = stack.at(-1);
      emit(timeNs, top !== undefined && isKnown(top) ? top : null);
    };
    for (const stay of this.#staysIn(fromNs, toNs)) {
      upTo(stay.startNs);
      stack.push(stay);
    }
    upTo(toNs);
    return pieces;
  }

  /** How many stays have ended so far. */
  get ended(): number {
    return this.#ended;
  }

  /**
   * The DPC that ran at a moment; null where none did.
   * @param endedBefore how many stays had ended when the moment was told, where that is known: it was in none of those
   */
  dpcAt(timeNs: number, endedBefore = 0): Occupant | null {
    let found: Occupant | null = null;
    const most = Math.min(this.#count, this.#ended - endedBefore);
    for (let back = 1; back <= most; back++) {
      const at = this.#at(back);
      if (this.#ends[at]! < timeNs) {
        break;
      }
      if (this.#refs[at]! <= -2 && this.#starts[at]! <= timeNs) {
        const stay = this.#stay(at);
        // Where one ends and another begins in the same tick, something of a DPC that lasted some time is likelier in it.
        if (!stay.routine!.isInterrupt && (found === null || found.startNs === timeNs)) {
          found = stay;
        }
      }
    }
    return found;
  }

  /**
   * Stays of routines that ended by a moment and fulfil a condition, the latest first: those since the latest one that is an
   * `end`, and those inside that.
   */
  routinesSince(
    byNs: number,
    isWanted: (stay: Occupant) => boolean,
    isEnd: (stay: Occupant) => boolean,
  ): Occupant[] {
    const found: Occupant[] = [];
    let sinceNs = Number.NEGATIVE_INFINITY;
    for (let back = 1; back <= this.#count && found.length < MOST_FOUND; back++) {
      const at = this.#at(back);
      if (this.#refs[at]! > -2 || this.#ends[at]! > byNs) {
        continue;
      }
      if (this.#ends[at]! < sinceNs) {
        break;
      }
      const stay = this.#stay(at);
      if (isEnd(stay)) {
        sinceNs = Math.max(sinceNs, stay.startNs);
      } else if (isWanted(stay) && stay.startNs >= sinceNs) {
        found.push(stay);
      }
    }
    return found;
  }

  #staysIn(fromNs: number, toNs: number): Occupant[] {
    const stays: Occupant[] = [];
    for (let back = 1; back <= this.#count; back++) {
      const at = this.#at(back);
      if (this.#ends[at]! <= fromNs) {
        break;
      }
      if (this.#starts[at]! < toNs && this.#ends[at]! > this.#starts[at]!) {
        stays.push(this.#stay(at));
      }
    }
    // Of two that begin at once, the one that ended first lies inside; read backwards, it stands behind.
    return stays.sort((a, b) => a.startNs - b.startNs || b.endNs - a.endNs);
  }

  #stay(at: number): Occupant {
    const ref = this.#refs[at]!;
    return {
      threadId: Math.max(ref, -1),
      routine: ref <= -2 ? this.#routines[(-2 - ref) >> 1]! : null,
      isClaimed: ref > -2 || (ref & 1) === 0,
      startNs: this.#starts[at]!,
      endNs: this.#ends[at]!,
    };
  }

  #at(back: number): number {
    return (this.#first + this.#count - back) & (this.#starts.length - 1);
  }

  #add(ref: number, startNs: number, endNs: number): void {
    if (this.#count === this.#starts.length) {
      if (this.#count < MOST_KEPT && this.#ends[this.#first]! >= this.#keepFromNs()) {
        this.#grow();
      } else {
        this.#droppedNs = Math.max(this.#droppedNs, this.#ends[this.#first]!);
        this.#first = (this.#first + 1) & (this.#starts.length - 1);
        this.#count--;
      }
    }
    const at = (this.#first + this.#count) & (this.#starts.length - 1);
    this.#starts[at] = startNs;
    this.#ends[at] = endNs;
    this.#refs[at] = ref;
    this.#count++;
    this.#ended++;
  }

  #grow(): void {
    const size = this.#starts.length;
    const turned = (values: Float64Array) => {
      const larger = new Float64Array(2 * size);
      larger.set(values.subarray(this.#first));
      larger.set(values.subarray(0, this.#first), size - this.#first);
      return larger as Float64Array<ArrayBuffer>;
    };
    this.#starts = turned(this.#starts);
    this.#ends = turned(this.#ends);
    this.#refs = turned(this.#refs);
    this.#first = 0;
  }
}

function isKnown({ threadId, routine }: Occupant): boolean {
  return threadId >= 0 || routine !== null;
}
