import type { Row } from './events/row.ts';
import { EventKind } from './events/schema.ts';
import { Driver } from './model/driver.ts';
import type { Hooks } from './observer.ts';
import { type Awaited, Cause, type Order, Patience, type Taker } from './order/index.ts';
import type { RowSource } from './reading.ts';
import { causesOf, isCause } from './recorder/causes.ts';
import { Recorded } from './recorder/recorded.ts';
import { Recorder } from './recorder/recorder.ts';

interface Shared {
  readonly order: Order;
  readonly hooks: Hooks;
  readonly mostResident: number | undefined;
  /** Told of each load of the driver when it begins. */
  readonly onLoad: (driver: Driver) => void;
  /** And when nothing more comes of it. */
  readonly onEnd: (driver: Driver) => void;
}

/** One provider's driver, load after load: takes the rows of its events. */
export class DriverSource implements Taker {
  readonly patience = new Patience();
  readonly #origin: RowSource;
  readonly #shared: Shared;
  #loads = 0;
  #driver: Driver;
  #recorder: Recorder;

  constructor(origin: RowSource, shared: Shared) {
    this.#origin = origin;
    this.#shared = shared;
    this.#driver = this.#load();
    this.#recorder = new Recorder(this.#driver, shared.hooks, shared.order);
  }

  /** The load that the pass is in. */
  get driver(): Driver {
    return this.#driver;
  }

  take(row: Row): boolean {
    if (row.kind === EventKind.DriverState) {
      return this.#takeState(row);
    }
    const recorded = this.#recorder.record(row);
    if (recorded === Recorded.NewLoad) {
      this.#beginLoad(row.timeNs);
      return this.#recorder.record(row) !== Recorded.Waits;
    }
    return recorded !== Recorded.Waits;
  }

  causesOf(kind: EventKind): number {
    return causesOf(kind);
  }

  isCause(row: Row, awaited: Awaited): boolean {
    return isCause(row, awaited);
  }

  /** Nothing more comes of it. */
  end(endNs: number): void {
    const { hooks, onEnd } = this.#shared;
    const driver = this.#driver;
    this.#recorder.end();
    hooks.driverEnding({ endNs }, driver);
    hooks.driverEnded({ endNs }, driver);
    onEnd(driver);
  }

  /** Takes what a driver tells of itself: it may be the beginning of another load. */
  #takeState(row: Row): boolean {
    if (isNewLoad(this.#driver, row)) {
      // What other processors still have of the load before comes first.
      if (!this.#driver.isDeregistered && this.#shared.order.waitFor(Cause.LoadEnded, 0, 0)) {
        return false;
      }
      this.#beginLoad(row.timeNs);
    }
    return this.#recorder.record(row) !== Recorded.Waits;
  }

  /** The driver was unloaded, or its machine started anew: what it had outstanding stays so. */
  #beginLoad(timeNs: number): void {
    const { hooks, order } = this.#shared;
    this.end(timeNs);
    this.#driver = this.#load();
    this.#recorder = new Recorder(this.#driver, hooks, order);
  }

  #load(): Driver {
    const { provider, mapped } = this.#origin;
    const driver = new Driver(provider, ++this.#loads, mapped?.tells, this.#shared.mostResident);
    this.#shared.onLoad(driver);
    return driver;
  }
}

/** A driver that registers again was unloaded, or its machine started anew: its ids begin from 1. */
function isNewLoad(driver: Driver, row: Row): boolean {
  // One that shows no end registers once more, or for the first time behind its first IRPs: its ids tell where they begin anew.
  const hasEnd = driver.isDeregistered || driver.isUnloading || driver.hasStoppedClean;
  return hasEnd && row.what === 'Registered';
}
