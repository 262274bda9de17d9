import type { PooledCall } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import type { Hooks } from '../observer.ts';
import type { Order } from '../order/index.ts';

interface Change {
  readonly op: number;
  readonly timeNs: number;
  readonly isEntry: boolean;
}

/** Counts the calls in flight, in the order of time: also while events are held back, so that others overtake them. */
export class FlightRecorder {
  readonly #driver: Driver;
  readonly #hooks: Hooks;
  readonly #order: Order;
  /** Those in flight by the time of the latest change that was told. */
  #told = 0;
  #changes: Change[] = [];

  constructor(driver: Driver, hooks: Hooks, order: Order) {
    this.#driver = driver;
    this.#hooks = hooks;
    this.#order = order;
  }

  enter(call: PooledCall, timeNs: number): void {
    call.isInFlight = true;
    this.#driver.inFlight++;
    const { socket } = call;
    if (socket !== null) {
      socket.inFlight++;
    }
    this.#change(call.op, timeNs, true);
  }

  leave(call: PooledCall, timeNs: number): void {
    if (call.isInFlight) {
      call.isInFlight = false;
      this.#driver.inFlight--;
      const { socket } = call;
      if (socket !== null) {
        socket.inFlight--;
      }
      this.#change(call.op, timeNs, false);
    }
  }

  /** Tells all that was held back. */
  flush(): void {
    const changes = this.#changes;
    this.#changes = [];
    changes.sort((a, b) => a.timeNs - b.timeNs);
    for (const { op, timeNs, isEntry } of changes) {
      this.#tell(op, timeNs, isEntry);
    }
  }

  #change(op: number, timeNs: number, isEntry: boolean): void {
    if (this.#order.isHolding) {
      this.#changes.push({ op, timeNs, isEntry });
      return;
    }
    if (this.#changes.length > 0) {
      this.flush();
    }
    this.#tell(op, timeNs, isEntry);
  }

  #tell(op: number, timeNs: number, isEntry: boolean): void {
    const driver = this.#driver;
    this.#told += isEntry ? 1 : -1;
    driver.maxInFlight = Math.max(driver.maxInFlight, this.#told);
    if (isEntry) {
      this.#hooks.flightEntered(op, timeNs, driver);
    } else {
      this.#hooks.flightLeft(op, timeNs, driver);
    }
  }
}
