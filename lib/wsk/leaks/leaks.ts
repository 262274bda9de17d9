import { Top } from '../../stats/index.ts';
import { idText } from '../ids.ts';
import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import type { Socket } from '../model/socket.ts';
import type { Observer } from '../observer.ts';
import { operationName } from '../operation.ts';
import {
  describeCall,
  describeIrp,
  describeSocket,
  type Outstanding,
  type OutstandingCall,
  type OutstandingIrp,
  type OutstandingSocket,
  outstandingCalls,
  outstandingIrps,
  outstandingSockets,
} from './outstanding.ts';
import { SocketCalls } from './socket-calls.ts';

/** What is outstanding of one kind: all are counted, the oldest listed. */
export interface OutstandingList<T extends Outstanding> {
  readonly count: number;
  readonly oldest: readonly T[];
}

/** What one function of the driver has outstanding. */
export interface FunctionLeaks {
  /** null where the trace tells no functions. */
  readonly function: string | null;
  readonly calls: number;
  readonly irps: number;
  readonly sockets: number;
  readonly oldestSinceNs: number;
}

/** What is outstanding on one socket: calls, and the socket itself where it is not closed. */
export interface SocketLeaks {
  readonly driver: string;
  readonly socketId: string;
  readonly isOpen: boolean;
  readonly calls: number;
  /** Operations of those calls, with their number. */
  readonly ops: Readonly<Record<string, number>>;
  readonly oldestSinceNs: number;
}

/** What was outstanding at the trace's end, or when a driver was loaded anew. */
export interface Leaks {
  readonly calls: OutstandingList<OutstandingCall>;
  readonly irps: OutstandingList<OutstandingIrp>;
  readonly sockets: OutstandingList<OutstandingSocket>;
  /** Those with the most first. */
  readonly byFunction: readonly FunctionLeaks[];
  readonly bySocket: readonly SocketLeaks[];
  /** How many there are of both, of which the lists may hold fewer, and of the sockets those with calls outstanding. */
  readonly functionCount: number;
  readonly socketCount: number;
  readonly busySocketCount: number;
}

export const DEFAULT_MAX_OUTSTANDING = 1000;

interface FunctionRow {
  calls: number;
  irps: number;
  sockets: number;
  oldestSinceNs: number;
}

interface SocketRow {
  readonly driver: string;
  readonly socketId: string;
  readonly isOpen: boolean;
  calls: number;
  readonly ops: Map<string, number>;
  readonly oldestSinceNs: number;
}

/** Gathers what is outstanding when nothing more comes: give its observer to `analyze`, then ask for the result. */
export class LeakCollector {
  readonly #max: number;
  readonly #calls: ListCollector<OutstandingCall>;
  readonly #irps: ListCollector<OutstandingIrp>;
  readonly #sockets: ListCollector<OutstandingSocket>;
  readonly #functions = new Map<string | null, FunctionRow>();
  /** Sockets with calls outstanding, those with the most first; no more than are told. */
  #busiest: SocketRow[] = [];
  /** The oldest of those without: a trace can hold millions, and behind the others no more than these are told. */
  readonly #idle: Top<SocketRow>;
  #busyCount = 0;
  #idleCount = 0;

  /** @param max how many of each kind are listed, and how many sockets and functions */
  constructor(max = DEFAULT_MAX_OUTSTANDING) {
    this.#max = max;
    this.#calls = new ListCollector(max);
    this.#irps = new ListCollector(max);
    this.#sockets = new ListCollector(max);
    this.#idle = new Top(max, ({ oldestSinceNs }) => -oldestSinceNs);
  }

  observer(): Observer {
    return {
      driverEnded: ({ endNs }, driver) => {
        const sockets = new SocketCalls();
        for (const call of outstandingCalls(driver)) {
          this.#calls.add(endNs - call.sinceNs, () => describeCall(call, driver, endNs));
          this.#functionOf(call).calls++;
          if (hasSocket(call)) {
            sockets.addCall(call.socketIdLow, call.socketIdHigh, call.sinceNs);
          }
        }
        for (const irp of outstandingIrps(driver)) {
          this.#irps.add(endNs - irp.sinceNs, () => describeIrp(irp, driver, endNs));
          this.#functionOf(irp).irps++;
        }
        for (const socket of outstandingSockets(driver)) {
          this.#sockets.add(endNs - socket.sinceNs, () => describeSocket(socket, driver, endNs));
          this.#functionOf(socket).sockets++;
          this.#addOpen(socket, driver, sockets);
        }
        this.#addBusiest(driver, sockets);
      },
    };
  }

  result(): Leaks {
    const byFunction = [...this.#functions].map(([name, row]) => ({ function: name, ...row }));
    const bySocket = [...this.#busiest, ...this.#idle.sorted()].slice(0, this.#max).map(toSocketLeaks);
    const all = ({ calls, irps, sockets }: FunctionRow) => calls + irps + sockets;
    return {
      calls: this.#calls.result(),
      irps: this.#irps.result(),
      sockets: this.#sockets.result(),
      byFunction: byFunction
        .sort((a, b) => all(b) - all(a) || a.oldestSinceNs - b.oldestSinceNs)
        .slice(0, this.#max),
      bySocket,
      functionCount: this.#functions.size,
      socketCount: this.#busyCount + this.#idleCount,
      busySocketCount: this.#busyCount,
    };
  }

  #functionOf({ site, sinceNs }: Pick<Outstanding, 'site' | 'sinceNs'>): FunctionRow {
    let row = this.#functions.get(site.function);
    if (row === undefined) {
      row = { calls: 0, irps: 0, sockets: 0, oldestSinceNs: sinceNs };
      this.#functions.set(site.function, row);
    }
    row.oldestSinceNs = Math.min(row.oldestSinceNs, sinceNs);
    return row;
  }

  #addOpen({ idLow, idHigh, sinceNs }: Socket, { label }: Driver, sockets: SocketCalls): void {
    const place = sockets.size === 0 ? -1 : sockets.find(idLow, idHigh);
    if (place >= 0) {
      sockets.open(place, sinceNs);
      return;
    }
    this.#idleCount++;
    if (this.#idle.takes(-sinceNs)) {
      const socketId = idText(idLow, idHigh) ?? '';
      this.#idle.add({
        driver: label,
        socketId,
        isOpen: true,
        calls: 0,
        ops: new Map(),
        oldestSinceNs: sinceNs,
      });
    }
  }

  /** Takes the busiest sockets of a driver among those of all, with the operations of their calls. */
  #addBusiest(driver: Driver, sockets: SocketCalls): void {
    this.#busyCount += sockets.size;
    if (sockets.size === 0) {
      return;
    }
    const rows = new Map(
      sockets.busiest(this.#max).map((place): [number, SocketRow] => [
        place,
        {
          driver: driver.label,
          socketId: sockets.idTextOf(place),
          isOpen: sockets.isOpen(place),
          calls: 0,
          ops: new Map(),
          oldestSinceNs: sockets.oldestSinceNs(place),
        },
      ]),
    );
    for (const call of outstandingCalls(driver)) {
      const row = hasSocket(call) ? rows.get(sockets.find(call.socketIdLow, call.socketIdHigh)) : undefined;
      if (row !== undefined) {
        const op = operationName(call.op);
        row.calls++;
        row.ops.set(op, (row.ops.get(op) ?? 0) + 1);
      }
    }
    this.#busiest = [...this.#busiest, ...rows.values()]
      .sort((a, b) => b.calls - a.calls || a.oldestSinceNs - b.oldestSinceNs)
      .slice(0, this.#max);
  }
}

function hasSocket({ socketIdLow, socketIdHigh }: Call): boolean {
  return socketIdLow !== 0 || socketIdHigh !== 0;
}

function toSocketLeaks({ driver, socketId, isOpen, calls, ops, oldestSinceNs }: SocketRow): SocketLeaks {
  return { driver, socketId, isOpen, calls, ops: Object.fromEntries(ops), oldestSinceNs };
}

/** Counts all, and keeps the oldest: the others are not even described. */
class ListCollector<T extends Outstanding> {
  #count = 0;
  readonly #oldest: Top<T>;

  constructor(max: number) {
    this.#oldest = new Top(max, ({ ageNs }) => ageNs);
  }

  add(ageNs: number, describe: () => T): void {
    this.#count++;
    if (this.#oldest.takes(ageNs)) {
      this.#oldest.add(describe());
    }
  }

  result(): OutstandingList<T> {
    return { count: this.#count, oldest: this.#oldest.sorted() };
  }
}
