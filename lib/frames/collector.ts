import type { Analysis, Call, Driver, Observer, Socket } from '../wsk/index.ts';
import { Generations } from './generations.ts';
import type { RowSinkFor } from './row-block.ts';
import { CallbackRows } from './rows/callbacks.ts';
import { CallRows } from './rows/calls.ts';
import { DriverRows } from './rows/driver-states.ts';
import { writeFindings } from './rows/findings.ts';
import { IrpRows } from './rows/irps.ts';
import { SocketRows } from './rows/sockets.ts';
import { writeTraceFacts } from './rows/trace-facts.ts';
import { Settling } from './settling.ts';

/** What ended a short while ago in one load of a driver, and may still change. */
interface Ended {
  /** Those whose issue was not seen: it, or their return, may still come. */
  readonly olderCalls: Settling<Call>;
  /** Calls may still be issued on them, against the contract, and count. */
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
  end(analysis: Analysis): void {
    for (const rows of [this.#calls, this.#irps, this.#sockets, this.#callbacks, this.#states]) {
      rows.end();
    }
    writeFindings(analysis, this.#sinkFor);
    writeTraceFacts(analysis, this.#sinkFor);
  }

  #observe(): Observer {
    return {
      callFinished: (call, driver) => {
        const { olderCalls } = this.#of(driver);
        olderCalls.count();
        if (call.isOlder) {
          olderCalls.hold(call);
        } else {
          this.#calls.add(call, driver, Number.NaN);
        }
      },
      irpAllocated: (irp) => this.#irpGenerations.number(irp),
      irpEnded: (irp, driver) => {
        this.#irpGenerations.number(irp);
        this.#irps.add(irp, driver);
      },
      socketCreated: (socket) => this.#socketGenerations.number(socket),
      socketEnded: (socket, driver) => {
        this.#socketGenerations.number(socket);
        const { sockets } = this.#of(driver);
        sockets.count();
        sockets.hold(socket);
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
    const ended = {
      olderCalls: new Settling<Call>((call) => this.#calls.add(call, driver, Number.NaN)),
      sockets: new Settling<Socket>((socket) => this.#sockets.add(socket, driver)),
    };
    this.#ended.set(driver, ended);
    return ended;
  }

  /** What ended, and behind it what is outstanding for good. */
  #driverEnded(driver: Driver, endNs: number): void {
    const ended = this.#of(driver);
    ended.olderCalls.flush();
    ended.sockets.flush();
    this.#ended.delete(driver);
    this.#latest = { driver: null, ended: null };
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
