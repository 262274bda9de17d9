import type { BoundEvent } from '../events/bound-event.ts';
import { EventKind } from '../events/schema.ts';
import type { Driver } from '../model/driver.ts';
import type { Hooks } from '../observer.ts';
import { CallbackRecorder } from './callbacks.ts';
import { CallRecorder } from './calls.ts';
import { IrpRecorder } from './irps.ts';
import { LifeRecorder } from './life.ts';
import { SocketRecorder } from './sockets.ts';

/** Applies the events of one driver to what is known of it, and tells the observers each step. */
export class Recorder {
  readonly #driver: Driver;
  readonly #calls: CallRecorder;
  readonly #irps: IrpRecorder;
  readonly #sockets: SocketRecorder;
  readonly #callbacks: CallbackRecorder;
  readonly #life: LifeRecorder;

  constructor(driver: Driver, hooks: Hooks) {
    this.#driver = driver;
    this.#irps = new IrpRecorder(driver, hooks);
    this.#sockets = new SocketRecorder(driver, hooks);
    this.#calls = new CallRecorder(driver, hooks, this.#irps, this.#sockets);
    this.#callbacks = new CallbackRecorder(driver, hooks, this.#sockets);
    this.#life = new LifeRecorder(driver, hooks);
  }

  /** Takes an event; false where it belongs to a later load of the driver. */
  record(bound: BoundEvent): boolean {
    const driver = this.#driver;
    const { timeNs } = bound;
    if (Number.isNaN(driver.firstNs)) {
      driver.firstNs = timeNs;
    }
    driver.lastNs = timeNs;
    switch (bound.kind) {
      case EventKind.WskCallIssued:
        return this.#calls.issued(bound);
      case EventKind.WskCallReturned:
        this.#calls.returned(bound);
        break;
      case EventKind.IrpCompleted:
        this.#calls.completed(bound);
        break;
      case EventKind.RoutineReturned:
        this.#calls.routineReturned(bound);
        break;
      case EventKind.WaitStillPending:
        this.#calls.stillPending(bound);
        break;
      case EventKind.CallRundown:
        this.#calls.rundown(bound);
        break;
      case EventKind.IrpAllocated:
        this.#irps.allocated(bound);
        break;
      case EventKind.IrpReused:
        this.#irps.reused(bound);
        break;
      case EventKind.IrpCancelRequested:
        this.#irps.cancelRequested(bound);
        break;
      case EventKind.IrpFreed:
        this.#irps.freed(bound);
        break;
      case EventKind.IrpRundown:
        this.#irps.rundown(bound);
        break;
      case EventKind.SocketCreated:
        this.#sockets.created(bound);
        break;
      case EventKind.SocketAddress:
        this.#sockets.address(bound);
        break;
      case EventKind.SocketClosed:
        this.#sockets.closed(bound);
        break;
      case EventKind.SocketRundown:
        this.#sockets.rundown(bound);
        break;
      case EventKind.CallbackEnter:
        this.#callbacks.entered(bound);
        break;
      case EventKind.CallbackLeave:
        this.#callbacks.left(bound);
        break;
      case EventKind.DriverState:
        this.#life.state(bound);
        break;
      case EventKind.RundownBegin:
        this.#life.rundownBegan();
        break;
      case EventKind.TracingLost:
        this.#life.tracingLost(bound);
        break;
      case EventKind.RundownEnd:
        break;
    }
    return true;
  }
}
