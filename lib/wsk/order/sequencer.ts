import { Row } from '../events/row.ts';
import type { EventKind } from '../events/schema.ts';
import { type Awaited, isBarrier, type Order } from './order.ts';
import type { Patience } from './patience.ts';

/** Events between two estimates of the clocks, and between two where the latest was found to be wrong. */
const ESTIMATE_EVERY = 8192;
const ESTIMATE_STALE = 256;

/** Who takes the events of one driver. */
export interface Taker {
  readonly patience: Patience;
  /** Takes an event; false where it was left, since the order says that it waits. */
  take(row: Row): boolean;
  /** Which causes events of a kind are, as bits 1 << cause. */
  causesOf(kind: EventKind): number;
  /** Whether an event of this driver, of a kind that can be it, is the cause that another one waits for. */
  isCause(row: Row, awaited: Awaited): boolean;
}

/**
 * What is known of the cause that an event waits for: it may still come, it is held back as well, or it does not come any
 * more.
 */
type Fate = 'open' | 'held' | 'in vain';

/** An event that is held back. */
class Held {
  readonly row = new Row();
  taker: Taker | null = null;
  next: Held | null = null;
  /** What it was found to wait for. */
  readonly awaited: Awaited = { cause: 1, low: 0, high: 0 };
  /** Whether it is to be tried: it was not yet, or what may be its cause has come since. */
  isReady = true;
  hasWaited = false;
  /** Until when its cause may come, by the corrected times. */
  deadlineNs = 0;
  fate: Fate = 'open';
}

/** The events of one processor that are held back, in their order. */
class Queue {
  readonly processor: number;
  head: Held | null = null;
  tail: Held | null = null;

  constructor(processor: number) {
    this.processor = processor;
  }

  push(held: Held): void {
    if (this.tail === null) {
      this.head = held;
    } else {
      this.tail.next = held;
    }
    this.tail = held;
  }

  shift(): void {
    this.head = this.head!.next;
    if (this.head === null) {
      this.tail = null;
    }
  }
}

/**
 * Brings events of several processors, which come by their clocks, into an order that keeps what is sure: each
 * processor's own order, and causes before effects. An event whose cause has not been seen waits, and those behind it
 * on its processor too, for as long as the cause can come by what is known of the clocks.
 */
export class Sequencer {
  readonly #order: Order;
  /** Told when the clocks' offsets were estimated anew. */
  readonly #onEstimate: () => void;
  readonly #queues: (Queue | undefined)[] = [];
  /** The queues of all processors seen. */
  readonly #all: Queue[] = [];
  readonly #free: Held[] = [];
  #held = 0;
  #steps = 0;
  #estimateEvery = ESTIMATE_EVERY;
  #untilEstimate = ESTIMATE_EVERY;
  /** How far the corrected times have come. */
  #nowNs = Number.NEGATIVE_INFINITY;

  constructor(order: Order, onEstimate: () => void) {
    this.#order = order;
    this.#onEstimate = onEstimate;
  }

  /** Makes the processors known, and estimates their clocks by what the trace's beginning showed, before its first event is taken. */
  begin(processors: readonly number[], beganNs: number): void {
    for (const processor of processors) {
      this.#queueOf(processor);
    }
    this.#order.clocks.begin(beganNs);
    this.#estimate(beganNs);
  }

  /** Takes the next event in the order of the merge, now or later. */
  add(taker: Taker, row: Row): void {
    // As a rule nothing is held back, and the clocks agree: then this is all there is to do.
    const isPlain =
      --this.#untilEstimate > 0 && this.#held === 0 && this.#queues[row.processor] !== undefined;
    if (!isPlain || this.#order.clocks.disagree || !this.#takeNow(taker, row)) {
      this.#addInOrder(taker, row);
    }
  }

  #takeNow(taker: Taker, row: Row): boolean {
    const order = this.#order;
    const { now } = order;
    now.processor = row.processor;
    now.step = ++this.#steps;
    now.clockNs = row.clockNs;
    order.patience = this.#all.length > 1 ? taker.patience.causes : 0;
    order.isLoadEnding = false;
    row.timeNs = row.clockNs;
    return taker.take(row);
  }

  #addInOrder(taker: Taker, row: Row): void {
    const { processor, clockNs } = row;
    const queue = this.#queueOf(processor);
    this.#nowNs = Math.max(this.#nowNs, this.#corrected(processor, clockNs));
    if (this.#held > 0) {
      // What waits in vain comes before this one.
      this.#release();
    }
    if (queue.head !== null || (this.#held > 0 && this.#isBehind(queue, clockNs))) {
      this.#hold(queue, taker, row);
    } else if (this.#try(taker, row, true)) {
      this.#stir(taker, row);
    } else {
      this.#wait(queue, this.#hold(queue, taker, row));
    }
    if (this.#held > 0) {
      this.#release();
    }
    if (
      this.#untilEstimate <= 0 ||
      (this.#order.isStale && this.#untilEstimate < this.#estimateEvery - ESTIMATE_STALE)
    ) {
      this.#estimate(clockNs);
    }
  }

  /** Takes all that is held back: nothing comes any more. */
  finish(): void {
    this.#nowNs = Number.POSITIVE_INFINITY;
    this.#release();
  }

  #estimate(atNs: number): void {
    this.#order.estimate(atNs);
    // The third power of the number of processors is what it costs.
    this.#estimateEvery = Math.max(ESTIMATE_EVERY, this.#all.length ** 3 / 2);
    this.#untilEstimate = this.#estimateEvery;
    if (this.#order.clocks.disagree) {
      // Times corrected anew are counted anew: what came so far says nothing of what may still come.
      this.#nowNs = Number.NEGATIVE_INFINITY;
      for (const { processor, head } of this.#all) {
        if (head !== null && !head.isReady) {
          this.#setDeadline(processor, head);
        }
      }
      this.#onEstimate();
    }
  }

  #try(taker: Taker, row: Row, canWait: boolean): boolean {
    const order = this.#order;
    const { now } = order;
    const { processor, clockNs } = row;
    now.processor = processor;
    now.step = ++this.#steps;
    now.clockNs = clockNs;
    order.patience = canWait && this.#all.length > 1 ? taker.patience.causes : 0;
    order.isLoadEnding = taker.patience.isLoadEnding;
    row.timeNs = this.#corrected(processor, clockNs);
    return taker.take(row);
  }

  #corrected(processor: number, clockNs: number): number {
    const { clocks } = this.#order;
    return clocks.disagree ? clockNs - clocks.aheadNs(processor) : clockNs;
  }

  #queueOf(processor: number): Queue {
    let queue = this.#queues[processor];
    if (queue === undefined) {
      queue = new Queue(processor);
      this.#queues[processor] = queue;
      this.#all.push(queue);
      this.#order.clocks.admit(processor);
    }
    return queue;
  }

  #hold(queue: Queue, taker: Taker, row: Row): Held {
    const held = this.#free.pop() ?? new Held();
    held.row.copy(row);
    held.taker = taker;
    held.next = null;
    held.isReady = true;
    held.hasWaited = false;
    queue.push(held);
    this.#held++;
    this.#order.isHolding = true;
    return held;
  }

  /** Notes that the event was tried, and what it waits for. */
  #wait({ processor }: Queue, held: Held): void {
    const { awaited } = this.#order;
    held.awaited.cause = awaited.cause;
    held.awaited.low = awaited.low;
    held.awaited.high = awaited.high;
    held.isReady = false;
    if (isBarrier(awaited.cause)) {
      held.taker!.patience.isLoadEnding = true;
    }
    held.hasWaited = true;
    this.#setDeadline(processor, held);
  }

  #setDeadline(processor: number, held: Held): void {
    const { clocks } = this.#order;
    // Which load an event belongs to nothing proves: clocks that never disagreed are believed.
    const isBelieved = isBarrier(held.awaited.cause) && !clocks.disagree;
    const patienceNs = isBelieved ? clocks.stepNs : clocks.uncertaintyNs(processor, held.row.clockNs);
    held.deadlineNs = this.#corrected(processor, held.row.clockNs) + patienceNs;
    held.fate = 'open';
  }

  /** Tells that an event was taken which may be the cause that others wait for. */
  #stir(taker: Taker, { kind }: Row): void {
    const causes = this.#held === 0 ? 0 : taker.causesOf(kind);
    if (causes === 0) {
      return;
    }
    for (const { head } of this.#all) {
      if (head?.hasWaited && (causes & (1 << head.awaited.cause)) !== 0) {
        head.isReady = true;
      }
    }
  }

  /** Takes what can be taken of the events that are held back: the earliest first, and causes before effects. */
  #release(): void {
    for (let next = this.#next(); next !== null; next = this.#next()) {
      this.#retry(next, next.head!.isReady);
    }
  }

  /** The queue whose head is to be taken next; null where all wait. */
  #next(): Queue | null {
    let next: Queue | null = null;
    let leastNs = Number.POSITIVE_INFINITY;
    let isOpen = false;
    for (const queue of this.#all) {
      const { head } = queue;
      if (head === null) {
        continue;
      }
      if (head.isReady ? this.#isBehind(queue, head.row.clockNs) : this.#fateOf(head, queue) !== 'in vain') {
        isOpen ||= !head.isReady && head.fate === 'open';
        continue;
      }
      // One that nothing explains keeps its time; the end of a load leaves it to all that may come before.
      const atNs = !head.isReady && isBarrier(head.awaited.cause) ? head.deadlineNs : this.#timeOf(queue);
      if (next === null || atNs < leastNs) {
        next = queue;
        leastNs = atNs;
      }
    }
    // Where each waits for one that stands behind another, they contradict each other: the trace is out of order.
    return next === null && !isOpen ? this.#earliestWaiting() : next;
  }

  #earliestWaiting(): Queue | null {
    let earliest: Queue | null = null;
    for (const queue of this.#all) {
      const isWaiting = queue.head !== null && !queue.head.isReady;
      if (isWaiting && (earliest === null || this.#timeOf(queue) < this.#timeOf(earliest))) {
        earliest = queue;
      }
    }
    return earliest;
  }

  /** Whether an event of a processor comes, by the clocks, after one that waits on another: then it waits behind it. */
  #isBehind(own: Queue, clockNs: number): boolean {
    const { clocks } = this.#order;
    for (const { processor, head } of this.#all) {
      if (head === null || head.isReady || processor === own.processor) {
        continue;
      }
      if (clocks.isAfter(own.processor, clockNs, processor, head.row.clockNs)) {
        return true;
      }
    }
    return false;
  }

  #timeOf({ processor, head }: Queue): number {
    return this.#corrected(processor, head!.row.clockNs);
  }

  #retry(queue: Queue, canWait: boolean): void {
    const held = queue.head!;
    const taker = held.taker!;
    if (!this.#try(taker, held.row, canWait)) {
      this.#wait(queue, held);
      return;
    }
    if (held.hasWaited) {
      taker.patience.ended(held.awaited.cause, !canWait);
      if (isBarrier(held.awaited.cause)) {
        taker.patience.isLoadEnding = false;
      }
    }
    queue.shift();
    this.#held--;
    this.#order.isHolding = this.#held > 0;
    held.taker = null;
    this.#free.push(held);
    this.#stir(taker, held.row);
  }

  #fateOf(head: Held, queue: Queue): Fate {
    if (head.fate === 'open' && head.deadlineNs < this.#nowNs) {
      head.fate = this.#isHeld(head, queue) ? 'held' : 'in vain';
    }
    return head.fate;
  }

  /** Whether what an event waits for stands in another processor's queue. */
  #isHeld({ taker, awaited }: Held, own: Queue): boolean {
    for (const queue of this.#all) {
      for (let held = queue === own ? null : queue.head; held !== null; held = held.next) {
        if (
          held.taker === taker &&
          (taker!.causesOf(held.row.kind) & (1 << awaited.cause)) !== 0 &&
          taker!.isCause(held.row, awaited)
        ) {
          return true;
        }
      }
    }
    return false;
  }
}
