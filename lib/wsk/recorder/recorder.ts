import type { Row } from '../events/row.ts';
import { EventKind } from '../events/schema.ts';
import type { Driver } from '../model/driver.ts';
import type { Hooks } from '../observer.ts';
import { Cause, type Order } from '../order/index.ts';
import { CallbackRecorder } from './callbacks.ts';
import { CallRecorder } from './calls.ts';
import { FlightRecorder } from './flight.ts';
import { IrpRecorder } from './irps.ts';
import { LifeRecorder } from './life.ts';
import { Recorded } from './recorded.ts';
import { SocketRecorder } from './sockets.ts';

/** Events between two looks at how many objects are resident. */
const LOOKED_AFTER = 1024;

/** Applies the events of one driver to what is known of it, and tells the observers each step. */
export class Recorder {
  readonly #driver: Driver;
  readonly #order: Order;
  readonly #flight: FlightRecorder;
  readonly #calls: CallRecorder;
  readonly #irps: IrpRecorder;
  readonly #sockets: SocketRecorder;
  readonly #callbacks: CallbackRecorder;
  readonly #life: LifeRecorder;
  readonly #lookedAfter: number;
  #untilLook: number;

  constructor(driver: Driver, hooks: Hooks, order: Order) {
    this.#driver = driver;
    this.#order = order;
    this.#lookedAfter = Math.min(LOOKED_AFTER, driver.mostResident);
    this.#untilLook = this.#lookedAfter;
    this.#flight = new FlightRecorder(driver, hooks, order);
    this.#irps = new IrpRecorder(driver, hooks, order);
    this.#sockets = new SocketRecorder(driver, hooks, order);
    this.#calls = new CallRecorder(driver, hooks, order, this.#flight, this.#irps, this.#sockets);
    this.#callbacks = new CallbackRecorder(driver, hooks, this.#sockets);
    this.#life = new LifeRecorder(driver, hooks);
  }

  /** Takes an event, unless it waits for its cause or belongs to a later load of the driver: then it is left. */
  record(row: Row): Recorded {
    const driver = this.#driver;
    if (--this.#untilLook === 0) {
      this.#untilLook = this.#lookedAfter;
      driver.pageOut();
    }
    const recorded = driver.isDeregistered && this.#isOfNextLoad(row) ? Recorded.Waits : this.#take(row);
    if (recorded === Recorded.Taken) {
      const { timeNs } = row;
      if (!(timeNs >= driver.firstNs)) {
        driver.firstNs = timeNs;
      }
    }
    return recorded;
  }

  /** Ends the record: what was held back of it is told. */
  end(): void {
    this.#flight.flush();
  }

  /** Whether an event waits for the registration of a load behind one that ended: by its clock alone it may stand before. */
  #isOfNextLoad({ kind }: Row): boolean {
    switch (kind) {
      case EventKind.DriverState:
      case EventKind.RundownBegin:
      case EventKind.RundownEnd:
      case EventKind.IrpRundown:
      case EventKind.CallRundown:
      case EventKind.SocketRundown:
      case EventKind.TracingLost:
        return false;
      default:
        return this.#order.waitFor(Cause.LoadBegun, 0, 0);
    }
  }

  #take(row: Row): Recorded {
    switch (row.kind) {
      case EventKind.WskCallIssued:
        return this.#calls.issued(row);
      case EventKind.WskCallReturned:
        return this.#calls.returned(row);
      case EventKind.IrpCompleted:
        return this.#calls.completed(row);
      case EventKind.RoutineReturned:
        return this.#calls.routineReturned(row);
      case EventKind.WaitStillPending:
        return this.#calls.stillPending(row);
      case EventKind.IrpAllocated:
        return this.#irps.allocated(row);
      case EventKind.IrpReused:
        return this.#irps.reused(row);
      case EventKind.IrpCancelRequested:
        return this.#calls.waits(row) ? Recorded.Waits : this.#irps.cancelRequested(row);
      case EventKind.IrpFreed:
        return this.#irps.freed(row);
      case EventKind.SocketCreated:
        return this.#sockets.created(row);
      case EventKind.SocketAddress:
        return this.#sockets.address(row);
      case EventKind.SocketClosed:
        return this.#sockets.closed(row);
      case EventKind.CallbackLeave:
        return this.#callbacks.left(row);
      case EventKind.CallRundown:
        this.#calls.rundown(this.#atOnce(row));
        break;
      case EventKind.IrpRundown:
        this.#irps.rundown(this.#atOnce(row));
        break;
      case EventKind.SocketRundown:
        this.#sockets.rundown(this.#atOnce(row));
        break;
      case EventKind.CallbackEnter:
        this.#callbacks.entered(row);
        break;
      case EventKind.DriverState:
        // It ends what all other processors still have of this load.
        if (row.what === 'Deregistered' && this.#order.waitFor(Cause.RestOfLoad, 0, 0)) {
          return Recorded.Waits;
        }
        this.#life.state(row);
        break;
      case EventKind.RundownBegin:
        this.#life.rundownBegan(row);
        break;
      case EventKind.TracingLost:
        this.#life.tracingLost(row);
        break;
      case EventKind.RundownEnd:
        break;
    }
    return Recorded.Taken;
  }

  /** A rundown tells of what exists: it waits for nothing. */
  #atOnce(row: Row): Row {
    this.#order.patience = 0;
    return row;
  }
}
