import type { Random } from '../random.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * Gives each event its time. No two events share one, so that the order of a trace has a single truth, except now and
 * then two in a row on one processor, where the order of logging decides.
 */
export class EventClock {
  /** Time of the last event, in ticks since the model began. */
  last = -1;
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #perfFreq: number;
  #lastProcessor = -1;

  constructor(scheduler: Scheduler, random: Random, perfFreq: number) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.#perfFreq = perfFreq;
  }

  stamp(processor: number): number {
    let ticks = this.#scheduler.now;
    if (ticks <= this.last) {
      const together = processor === this.#lastProcessor && this.#random.chance(0.1);
      ticks = together ? this.last : this.last + 1;
      this.#scheduler.now = ticks;
    }
    this.last = ticks;
    this.#lastProcessor = processor;
    return ticks;
  }

  ticks(ns: number): number {
    return Math.max(1, Math.round((ns * this.#perfFreq) / 1e9));
  }

  ns(ticks: number): number {
    return (ticks * 1e9) / this.#perfFreq;
  }
}
