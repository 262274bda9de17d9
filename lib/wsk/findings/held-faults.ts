import type { Driver } from '../model/driver.ts';
import type { SecondCompletion } from '../observer.ts';
import type { Moment, Order } from '../order/index.ts';
import { textKey } from './keys.ts';
import type { Report } from './rule.ts';

interface Held {
  /** When the call's IRP was freed or used again. */
  readonly lostAt: Moment;
  readonly report: Report;
}

/**
 * Faults of calls whose IRP was freed or used again before a completion that was seen. They are told at the driver's end:
 * another completion of the call may still come, which may have been before.
 */
export class HeldFaults {
  /** By the call. */
  readonly #held = new Map<string, Held>();

  hold(call: string, lostAt: Moment, report: Report): void {
    this.#held.set(call, { lostAt, report });
  }

  /** Drops the fault of a call that completed another time, unless that was after its IRP was lost for sure. */
  completedAgain({ callIdLow, callIdHigh }: SecondCompletion, driver: Driver, order: Order): void {
    if (this.#held.size === 0) {
      return;
    }
    const call = textKey({ idLow: callIdLow, idHigh: callIdHigh }, driver);
    const held = this.#held.get(call);
    if (held !== undefined && !order.precedes(held.lostAt, order.now)) {
      this.#held.delete(call);
    }
  }

  /** Tells what is left of a driver. */
  tell(driver: Driver, report: (report: Report) => void): void {
    for (const [call, { report: told }] of this.#held) {
      if (told.driver === driver) {
        report(told);
        this.#held.delete(call);
      }
    }
  }
}
