import { UNKNOWN_PROCESSOR } from '../../etl/index.ts';
import { CauseLog } from './cause-log.ts';
import type { Clocks } from './clocks.ts';
import { Moment } from './moment.ts';

/** What an event's cause can be; an event that stands before it in time may be held back until it was seen. */
export const Cause = {
  /** The issue of the call that it is about. */
  CallIssued: 1,
  IrpAllocated: 2,
  SocketCreated: 3,
  /** The call that closes the socket. */
  CloseIssued: 4,
  /** The completion that its routine returned from. */
  Completed: 5,
  /** The completion that brings the socket. */
  SocketCompleted: 6,
  /** All that other processors still have of a load that ends. */
  RestOfLoad: 7,
  LoadEnded: 8,
  LoadBegun: 9,
} as const;
export type Cause = (typeof Cause)[keyof typeof Cause];

/** Whether a wait for it is for all that may come before, rather than for one event. */
export function isBarrier(cause: Cause): boolean {
  return cause === Cause.RestOfLoad || cause === Cause.LoadEnded;
}

/** A cause that has not been seen: what kind, and the id of what it is about. */
export interface Awaited {
  cause: Cause;
  low: number;
  high: number;
}

/** What may be said of two events: the first came before the second for sure, or most likely. */
export type Precedence = 'sure' | 'likely';

/**
 * What precedes what. Sure is the order inside each processor, and what causes what, by the ids; two processors' clocks
 * tell no more than they can. Rules ask here, and compare no times of two processors themselves.
 */
export class Order {
  /** The event that is being taken. */
  readonly now = new Moment();
  /** The causes for which the event may still be held back, as bits 1 << cause. */
  patience = 0;
  /** Whether events are held back, so that those that are taken are not in the order of time. */
  isHolding = false;
  /** Whether the end of the driver's load waits for what other processors still have of it. */
  isLoadEnding = false;
  /** What it waits for, where it was held back. */
  readonly awaited: Awaited = { cause: Cause.CallIssued, low: 0, high: 0 };
  readonly clocks: Clocks;
  readonly #causes = new CauseLog();
  #isStale = false;

  constructor(clocks: Clocks) {
    this.clocks = clocks;
  }

  /** Tells that the event being taken lacks its cause. True where it waits: it has to be left as if it had not been. */
  waitFor(cause: Cause, low: number, high: number): boolean {
    if ((this.patience & (1 << cause)) === 0) {
      return false;
    }
    this.awaited.cause = cause;
    this.awaited.low = low;
    this.awaited.high = high;
    return true;
  }

  /**
   * Tells that the event being taken does not fit the driver's load, since its id came and went. True where it waits for
   * the next load to begin, whose ids begin anew.
   */
  waitForNextLoad(): boolean {
    return this.isLoadEnding && this.waitFor(Cause.LoadBegun, 0, 0);
  }

  /**
   * Tells a cause of the event being taken, and with it what the clocks show of each other.
   * @returns false where no offset and no drift of the clocks explains the two times
   */
  follows(cause: Moment): boolean {
    const { now } = this;
    if (cause.processor === now.processor || !cause.isSeen) {
      return true;
    }
    if (!this.clocks.learn(cause, now)) {
      // What contradicts itself proves nothing of others.
      return false;
    }
    this.#causes.add(cause.processor, cause.step, now);
    if (this.clocks.disagree) {
      this.#isStale ||= this.clocks.isBroken(cause, now);
    }
    return true;
  }

  /** Tells an event by its processor and step that comes before the one being taken, since it is a cause of it. */
  comesAfter(processor: number, step: number): void {
    const { now } = this;
    if (processor >= 0 && processor !== now.processor) {
      this.#causes.add(processor, step, now);
    }
  }

  /** Whether the clocks were found to differ from what they are taken to since they were last estimated. */
  get isStale(): boolean {
    return this.#isStale;
  }

  /** Estimates the clocks' offsets at a moment. */
  estimate(atNs: number): void {
    this.#isStale = false;
    this.clocks.estimate(atNs);
  }

  /** Whether one event came before another in every order that what is sure allows. */
  precedes(from: Moment, to: Moment): boolean {
    if (!from.isSeen || !to.isSeen || from.step >= to.step) {
      // Events are taken in an order that keeps all that is sure.
      return false;
    }
    if (from.processor === to.processor) {
      return from.processor !== UNKNOWN_PROCESSOR;
    }
    const isAfter = this.clocks.isAfter(to.processor, to.clockNs, from.processor, from.clockNs);
    return isAfter || this.#causes.leads(from, to);
  }

  /** As `judge`, where of the first event nothing is left but that it was by then, by whatever clock. */
  judgeLongAgo(clockNs: number): Precedence {
    return this.clocks.isLongAfter(clockNs, this.now) ? 'sure' : 'likely';
  }

  /**
   * What may be said of a fault that rests on one event having come before another. Where nothing proves it, clocks that
   * never disagreed are believed as far as they are fine enough; from the first disagreement on they are not.
   */
  judge(from: Moment, to: Moment): Precedence | null {
    if (this.precedes(from, to)) {
      return 'sure';
    }
    const { clocks } = this;
    const isBelievable = !clocks.disagree && to.clockNs - from.clockNs >= clocks.stepNs;
    return isBelievable ? 'likely' : null;
  }
}
