import type { Why } from '../why/index.ts';
import type { Analysis, Call, Driver, Irp, Observer, Socket } from '../wsk/index.ts';
import { Generations } from './generations.ts';
import type { RowSinkFor } from './row-block.ts';
import { CallbackRows } from './rows/callbacks.ts';
import { CallRows } from './rows/calls.ts';
import { DriverRows } from './rows/driver-states.ts';
import { writeFindings } from './rows/findings.ts';
import { IrpRows } from './rows/irps.ts';
import { writeSegments } from './rows/segments.ts';
import { SocketRows } from './rows/sockets.ts';
import { writeTraceFacts } from './rows/trace-facts.ts';
import { MOST_ODD, Settling } from './settling.ts';

/**
 * What ended a short while ago in one load of a driver, and may still change: the issue or the return of a call may
 * still come, and calls on a socket, against the contract.
 */
interface Ended {
  readonly calls: Settling<Call>;
  /** Those whose issue was not seen. */
  readonly oddCalls: Settling<Call>;
  readonly irps: Settling<Irp>;
  readonly sockets: Settling<Socket>;
}

/** Writes all frames during one pass: an observer of it, and what is left to write when it is done. */
export class FrameCollector {
  readonly observer: Observer;
  readonly #sinkFor: RowSinkFor;
  readonly #calls: CallRows;
  readonly #irps: IrpRows;
  readonly #sockets: SocketRows;
  readonly #callbacks: CallbackRows;
  readonly #states: DriverRows;
  readonly #irpGenerations = new Generations();
  readonly #socketGenerations = new Generations();
  readonly #ended = new Map<Driver, Ended>();
  /** The entry of the driver that was asked for last: as a rule there is but one. */
  #latest: { readonly driver: Driver | null; readonly ended: Ended | null } = { driver: null, ended: null };

  /** @param isLossless whether the trace lost no events, as far as its header tells */
  constructor(sinkFor: RowSinkFor, isLossless: boolean) {
    this.#sinkFor = sinkFor;
    this.#calls = new CallRows(sinkFor, isLossless);
    this.#irps = new IrpRows(sinkFor);
    this.#sockets = new SocketRows(sinkFor);
    this.#callbacks = new CallbackRows(sinkFor);
    this.#states = new DriverRows(sinkFor);
    this.observer = this.#observe();
  }

  /** Writes what only the whole analysis tells, and the ends of all frames. */
  end(analysis: Analysis, why: Why | null): void {
    for (const rows of [this.#calls, this.#irps, this.#sockets, this.#callbacks, this.#states]) {
      rows.end();
    }
    writeFindings(analysis, this.#sinkFor);
    writeSegments(why, this.#sinkFor);
    writeTraceFacts(analysis, this.#sinkFor);
  }

  #observe(): Observer {
    return {
      callFinished: (call, driver) => {
        const { calls, oddCalls } = this.#of(driver);
        (call.isOlder ? oddCalls : calls).hold(call);
      },
      irpAllocated: (irp) => this.#irpGenerations.number(irp),
      irpEnded: (irp, driver) => {
        this.#irpGenerations.number(irp);
        this.#of(driver).irps.hold(irp);
      },
      socketCreated: (socket) => this.#socketGenerations.number(socket),
      socketEnded: (socket, driver) => {
        this.#socketGenerations.number(socket);
        this.#of(driver).sockets.hold(socket);
      },
      callbackLeft: (run, _socket, driver) => this.#callbacks.add(run, driver),
      driverStateChanged: (what, status, timeNs, driver) => this.#states.add(what, status, timeNs, driver),
      driverEnded: ({ endNs }, driver) => this.#driverEnded(driver, endNs),
    };
  }

  #of(driver: Driver): Ended {
    if (driver !== this.#latest.driver) {
      this.#latest = { driver, ended: this.#ended.get(driver) ?? this.#begin(driver) };
    }
    return this.#latest.ended!;
  }

  #begin(driver: Driver): Ended {
    const addCall = (call: Call) => this.#calls.add(call, driver, Number.NaN);
    const ended = {
      calls: new Settling(addCall),
      oddCalls: new Settling(addCall, MOST_ODD),
      irps: new Settling<Irp>((irp) => this.#irps.add(irp, driver)),
      sockets: new Settling<Socket>((socket) => this.#sockets.add(socket, driver)),
    };
    this.#ended.set(driver, ended);
    return ended;
  }

  /** What ended, and behind it what is outstanding for good. */
  #driverEnded(driver: Driver, endNs: number): void {
    const ended = this.#of(driver);
    ended.calls.flush();
    ended.oddCalls.flush();
    ended.irps.flush();
    ended.sockets.flush();
    this.#ended.delete(driver);
    this.#latest = { driver: null, ended: null };
    for (const call of driver.calls.values()) {
      if (!call.isFinished) {
        this.#calls.add(call, driver, endNs);
      }
    }
    for (const irp of driver.irps.values()) {
      if (!irp.isFinished) {
        this.#irpGenerations.number(irp);
        this.#irps.add(irp, driver);
      }
    }
    for (const socket of driver.sockets.values()) {
      if (!socket.isClosed) {
        this.#socketGenerations.number(socket);
        this.#sockets.add(socket, driver);
      }
    }
  }
}
