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

/** Takes an event of one kind. */
type Step = (row: Row) => Recorded;

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
  /** By kind of event. */
  readonly #steps: readonly Step[];
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
    this.#steps = this.#stepsByKind();
  }

  /** Takes an event, unless it waits for its cause or belongs to a later load of the driver: then it is left. */
  record(row: Row): Recorded {
    const driver = this.#driver;
    if (--this.#untilLook === 0) {
      this.#untilLook = this.#lookedAfter;
      driver.pageOut();
    }
    const recorded =
      driver.isDeregistered && this.#isOfNextLoad(row) ? Recorded.Waits : this.#steps[row.kind]!(row);
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

  /** Ends the load, unless it has to wait for what all other processors still have of it; or tells of the driver otherwise. */
  #takeState(row: Row): Recorded {
    if (row.what === 'Deregistered' && this.#order.waitFor(Cause.RestOfLoad, 0, 0)) {
      return Recorded.Waits;
    }
    this.#life.state(row);
    return Recorded.Taken;
  }

  /** What takes the events of each kind: found by its number, since a comparison with each kind costs every event some time. */
  #stepsByKind(): Step[] {
    const [calls, irps, sockets, callbacks, life] = [
      this.#calls,
      this.#irps,
      this.#sockets,
      this.#callbacks,
      this.#life,
    ];
    const steps: { readonly [Kind in EventKind]: Step } = {
      [EventKind.WskCallIssued]: (row) => calls.issued(row),
      [EventKind.WskCallReturned]: (row) => calls.returned(row),
      [EventKind.IrpCompleted]: (row) => calls.completed(row),
      [EventKind.RoutineReturned]: (row) => calls.routineReturned(row),
      [EventKind.WaitStillPending]: (row) => calls.stillPending(row),
      [EventKind.IrpAllocated]: (row) => irps.allocated(row),
      [EventKind.IrpReused]: (row) => irps.reused(row),
      [EventKind.IrpCancelRequested]: (row) =>
        calls.waits(row) ? Recorded.Waits : irps.cancelRequested(row),
      [EventKind.IrpFreed]: (row) => irps.freed(row),
      [EventKind.SocketCreated]: (row) => sockets.created(row),
      [EventKind.SocketAddress]: (row) => sockets.address(row),
      [EventKind.SocketClosed]: (row) => sockets.closed(row),
      [EventKind.CallbackEnter]: taken((row) => callbacks.entered(row)),
      [EventKind.CallbackLeave]: (row) => callbacks.left(row),
      [EventKind.CallRundown]: taken((row) => calls.rundown(this.#atOnce(row))),
      [EventKind.IrpRundown]: taken((row) => irps.rundown(this.#atOnce(row))),
      [EventKind.SocketRundown]: taken((row) => sockets.rundown(this.#atOnce(row))),
      [EventKind.DriverState]: (row) => this.#takeState(row),
      [EventKind.RundownBegin]: taken((row) => life.rundownBegan(row)),
      [EventKind.RundownEnd]: taken(() => {}),
      [EventKind.TracingLost]: taken((row) => life.tracingLost(row)),
    };
    const byKind: Step[] = [];
    for (const kind of Object.values(EventKind)) {
      byKind[kind] = steps[kind];
    }
    return byKind;
  }

  /** A rundown tells of what exists: it waits for nothing. */
  #atOnce(row: Row): Row {
    this.#order.patience = 0;
    return row;
  }
}

/** Of a kind that never waits. */
function taken(step: (row: Row) => void): Step {
  return (row) => {
    step(row);
    return Recorded.Taken;
  };
}
