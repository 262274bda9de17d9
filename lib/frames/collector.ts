import type { Analysis, Call, Driver, Irp, Observer, Socket } from '../wsk/index.ts';
import type { SinkFor } from './frame-builder.ts';
import { Generations } from './generations.ts';
import { CallbackRows } from './rows/callbacks.ts';
import { CallRows } from './rows/calls.ts';
import { DriverRows } from './rows/driver-states.ts';
import { writeFindings } from './rows/findings.ts';
import { IrpRows } from './rows/irps.ts';
import { SocketRows } from './rows/sockets.ts';
import { writeTraceFacts } from './rows/trace-facts.ts';
import { Settling } from './settling.ts';

/** Objects of one load of a driver that ended a short while ago. */
interface Ended {
  readonly calls: Settling<Call>;
  readonly irps: Settling<Irp>;
  readonly sockets: Settling<Socket>;
}

/** Writes all frames during one pass: an observer of it, and what is left to write when it is done. */
export class FrameCollector {
  readonly observer: Observer;
  readonly #sinkFor: SinkFor;
  readonly #calls: CallRows;
  readonly #irps: IrpRows;
  readonly #sockets: SocketRows;
  readonly #callbacks: CallbackRows;
  readonly #states: DriverRows;
  readonly #irpGenerations = new Generations();
  readonly #socketGenerations = new Generations();
  readonly #ended = new Map<Driver, Ended>();

  /** @param isLossless whether the trace lost no events, as far as its header tells */
  constructor(sinkFor: SinkFor, isLossless: boolean) {
    this.#sinkFor = sinkFor;
    this.#calls = new CallRows(sinkFor, isLossless);
    this.#irps = new IrpRows(sinkFor);
    this.#sockets = new SocketRows(sinkFor);
    this.#callbacks = new CallbackRows(sinkFor);
    this.#states = new DriverRows(sinkFor);
    this.observer = this.#observe();
  }

  /** Writes what only the whole analysis tells, and the ends of all frames. */
  end(analysis: Analysis): void {
    for (const rows of [this.#calls, this.#irps, this.#sockets, this.#callbacks, this.#states]) {
      rows.end();
    }
    writeFindings(analysis, this.#sinkFor);
    writeTraceFacts(analysis, this.#sinkFor);
  }

  #observe(): Observer {
    return {
      callFinished: (call, driver) => this.#of(driver).calls.add(call),
      irpAllocated: (irp) => this.#irpGenerations.number(irp),
      irpEnded: (irp, driver) => {
        this.#irpGenerations.number(irp);
        this.#of(driver).irps.add(irp);
      },
      socketCreated: (socket) => this.#socketGenerations.number(socket),
      socketEnded: (socket, driver) => {
        this.#socketGenerations.number(socket);
        this.#of(driver).sockets.add(socket);
      },
      callbackLeft: (run, _socket, driver) => this.#callbacks.add(run, driver),
      driverStateChanged: (what, status, timeNs, driver) => this.#states.add(what, status, timeNs, driver),
      driverEnded: ({ endNs }, driver) => this.#driverEnded(driver, endNs),
    };
  }

  #of(driver: Driver): Ended {
    let ended = this.#ended.get(driver);
    if (ended === undefined) {
      ended = {
        calls: new Settling((call) => this.#calls.add(call, driver, Number.NaN)),
        irps: new Settling((irp) => this.#irps.add(irp, driver)),
        sockets: new Settling((socket) => this.#sockets.add(socket, driver)),
      };
      this.#ended.set(driver, ended);
    }
    return ended;
  }

  /** What ended, and behind it what is outstanding for good. */
  #driverEnded(driver: Driver, endNs: number): void {
    const ended = this.#of(driver);
    ended.calls.flush();
    ended.irps.flush();
    ended.sockets.flush();
    this.#ended.delete(driver);
    for (const call of driver.calls.values()) {
      if (!call.isFinished) {
        this.#calls.add(call, driver, endNs);
      }
    }
    for (const irp of driver.irps.values()) {
      if (!irp.isEnded) {
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
