import type { Row } from '../events/row.ts';
import { RundownReason, Slot } from '../events/schema.ts';
import type { Driver } from '../model/driver.ts';
import type { Hooks } from '../observer.ts';
import { isFailure } from '../status.ts';

/** The driver's own life: registered, unloading, gone; and what its tracing tells of itself. */
export class LifeRecorder {
  readonly #driver: Driver;
  readonly #hooks: Hooks;

  constructor(driver: Driver, hooks: Hooks) {
    this.#driver = driver;
    this.#hooks = hooks;
  }

  state(row: Row): void {
    const { timeNs } = row;
    const what = row.what;
    const status = row.low(Slot.Status);
    const { life } = this.#driver;
    switch (what) {
      case 'Registered':
        life.registeredNs = timeNs;
        this.#driver.registrations += isFailure(status) ? 0 : 1;
        break;
      case 'UnloadStart':
        life.unloadStartNs = timeNs;
        break;
      case 'NpiReleased':
        life.npiReleasedNs = timeNs;
        break;
      case 'Deregistered':
        if (++this.#driver.deregistrations >= this.#driver.registrations) {
          life.deregisteredNs = timeNs;
        }
        break;
    }
    this.#hooks.driverStateChanged(what, status, timeNs, this.#driver);
  }

  rundownBegan(row: Row): void {
    this.#driver.hasRundown = true;
    const isStop = row.low(Slot.Reason) === RundownReason.Stop;
    // WskDeregister waits for calls and sockets. An IRP that is merely leaked holds up nothing.
    const tellsCounts = row.has(Slot.Calls) && row.has(Slot.Sockets);
    if (isStop && tellsCounts && row.number(Slot.Calls) === 0 && row.number(Slot.Sockets) === 0) {
      this.#driver.life.stoppedCleanNs = row.timeNs;
    }
  }

  tracingLost(row: Row): void {
    // The count is cumulative.
    this.#driver.untraced = Math.max(this.#driver.untraced, row.number(Slot.Count), 1);
  }
}
