import { Cause } from './order.ts';

/** After so many waits in vain nobody waits for a kind of cause any more: the driver tells it of few of its objects. */
const WAITS_IN_VAIN = 64;
const ALWAYS = (1 << Cause.RestOfLoad) | (1 << Cause.LoadEnded) | (1 << Cause.LoadBegun);

/**
 * Which causes a driver's events wait for: those that the driver tells, as far as was seen, since a wait for what is never
 * told brings nothing but disorder.
 */
export class Patience {
  /** Bit 1 << cause for each. The end of a load and the beginning of the next are always waited for. */
  causes = ALWAYS;
  /** Whether the end of a load waits for what other processors still have of it. */
  isLoadEnding = false;
  #inVain = 0;
  readonly #waits: number[] = [];

  /** Tells that an event was seen that may be these causes. */
  sees(causes: number): void {
    this.causes |= causes & ~this.#inVain;
  }

  /** Tells that a wait ended. */
  ended(cause: Cause, inVain: boolean): void {
    const waits = inVain ? (this.#waits[cause] ?? 0) + 1 : Number.NEGATIVE_INFINITY;
    this.#waits[cause] = waits;
    if (waits === WAITS_IN_VAIN && (ALWAYS & (1 << cause)) === 0) {
      this.#inVain |= 1 << cause;
      this.causes &= ~this.#inVain;
    }
  }
}
