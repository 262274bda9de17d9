import type { RawEvent } from '../../etl/index.ts';
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
  record(bound: BoundEvent, event: RawEvent, timeNs: number): boolean {
    const driver = this.#driver;
    if (Number.isNaN(driver.firstNs)) {
      driver.firstNs = timeNs;
    }
    driver.lastNs = timeNs;
    switch (bound.kind) {
      case EventKind.WskCallIssued:
        return this.#calls.issued(bound, event, timeNs);
      case EventKind.WskCallReturned:
        this.#calls.returned(bound, event, timeNs);
        break;
      case EventKind.IrpCompleted:
        this.#calls.completed(bound, event, timeNs);
        break;
      case EventKind.RoutineReturned:
        this.#calls.routineReturned(bound, event, timeNs);
        break;
      case EventKind.WaitStillPending:
        this.#calls.stillPending(bound, event);
        break;
      case EventKind.CallRundown:
        this.#calls.rundown(bound, event, timeNs);
        break;
      case EventKind.IrpAllocated:
        this.#irps.allocated(bound, event, timeNs);
        break;
      case EventKind.IrpReused:
        this.#irps.reused(bound, event, timeNs);
        break;
      case EventKind.IrpCancelRequested:
        this.#irps.cancelRequested(bound, event, timeNs);
        break;
      case EventKind.IrpFreed:
        this.#irps.freed(bound, event, timeNs);
        break;
      case EventKind.IrpRundown:
        this.#irps.rundown(bound, event, timeNs);
        break;
      case EventKind.SocketCreated:
        this.#sockets.created(bound, event, timeNs);
        break;
      case EventKind.SocketAddress:
        this.#sockets.address(bound, event, timeNs);
        break;
      case EventKind.SocketClosed:
        this.#sockets.closed(bound, event, timeNs);
        break;
      case EventKind.SocketRundown:
        this.#sockets.rundown(bound, event, timeNs);
        break;
      case EventKind.CallbackEnter:
        this.#callbacks.entered(bound, event, timeNs);
        break;
      case EventKind.CallbackLeave:
        this.#callbacks.left(bound, event, timeNs);
        break;
      case EventKind.DriverState:
        this.#life.state(bound, event, timeNs);
        break;
      case EventKind.RundownBegin:
        this.#life.rundownBegan();
        break;
      case EventKind.TracingLost:
        this.#life.tracingLost(bound, event);
        break;
      case EventKind.RundownEnd:
        break;
    }
    return true;
  }
}
