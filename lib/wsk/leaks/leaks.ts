import { Top } from '../../stats/index.ts';
import { idText } from '../ids.ts';
import type { Call } from '../model/call.ts';
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
  isOpen: boolean;
  calls: number;
  /** How many calls of the operation that came first, and of the others where there are some: most have one. */
  readonly op: string | null;
  others: Map<string, number> | null;
  oldestSinceNs: number;
}

/** Gathers what is outstanding when nothing more comes: give its observer to `analyze`, then ask for the result. */
export class LeakCollector {
  readonly #max: number;
  readonly #calls: ListCollector<OutstandingCall>;
  readonly #irps: ListCollector<OutstandingIrp>;
  readonly #sockets: ListCollector<OutstandingSocket>;
  readonly #functions = new Map<string | null, FunctionRow>();
  /** Sockets with calls outstanding. */
  readonly #bySocket = new Map<string, SocketRow>();
  /** The oldest of those without: a trace can hold millions, and behind the others no more than these are told. */
  readonly #idle: Top<SocketRow>;

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
        const { label } = driver;
        for (const call of outstandingCalls(driver)) {
          this.#calls.add(endNs - call.sinceNs, () => describeCall(call, driver, endNs));
          this.#functionOf(call).calls++;
          this.#addToSocket(call, label);
        }
        for (const irp of outstandingIrps(driver)) {
          this.#irps.add(endNs - irp.sinceNs, () => describeIrp(irp, driver, endNs));
          this.#functionOf(irp).irps++;
        }
        for (const socket of outstandingSockets(driver)) {
          this.#sockets.add(endNs - socket.sinceNs, () => describeSocket(socket, driver, endNs));
          this.#functionOf(socket).sockets++;
          this.#addOpen(socket, label);
        }
      },
    };
  }

  result(): Leaks {
    const byFunction = [...this.#functions].map(([name, row]) => ({ function: name, ...row }));
    const busiest = [...this.#bySocket.values()]
      .sort((a, b) => b.calls - a.calls || a.oldestSinceNs - b.oldestSinceNs)
      .slice(0, this.#max);
    const bySocket = [...busiest, ...this.#idle.sorted()].slice(0, this.#max).map(toSocketLeaks);
    const all = ({ calls, irps, sockets }: FunctionRow) => calls + irps + sockets;
    return {
      calls: this.#calls.result(),
      irps: this.#irps.result(),
      sockets: this.#sockets.result(),
      byFunction: byFunction
        .sort((a, b) => all(b) - all(a) || a.oldestSinceNs - b.oldestSinceNs)
        .slice(0, this.#max),
      bySocket,
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

  #addToSocket(call: Call, driver: string): void {
    const socketId = idText(call.socketIdLow, call.socketIdHigh);
    const { sinceNs } = call;
    if (socketId === null) {
      return;
    }
    const op = operationName(call.op);
    const key = `${driver} ${socketId}`;
    let row = this.#bySocket.get(key);
    if (row === undefined) {
      row = { driver, socketId, isOpen: false, calls: 0, op, others: null, oldestSinceNs: sinceNs };
      this.#bySocket.set(key, row);
    }
    row.calls++;
    row.oldestSinceNs = Math.min(row.oldestSinceNs, sinceNs);
    if (op !== row.op) {
      row.others ??= new Map();
      row.others.set(op, (row.others.get(op) ?? 0) + 1);
    }
  }

  #addOpen({ idLow, idHigh, sinceNs }: Socket, driver: string): void {
    if (this.#bySocket.size === 0 && !this.#idle.takes(-sinceNs)) {
      return;
    }
    const socketId = idText(idLow, idHigh) ?? '';
    const row = this.#bySocket.get(`${driver} ${socketId}`);
    if (row === undefined) {
      const calls = 0;
      this.#idle.add({
        driver,
        socketId,
        isOpen: true,
        calls,
        op: null,
        others: null,
        oldestSinceNs: sinceNs,
      });
    } else {
      row.isOpen = true;
      row.oldestSinceNs = Math.min(row.oldestSinceNs, sinceNs);
    }
  }
}

function toSocketLeaks({
  driver,
  socketId,
  isOpen,
  calls,
  op,
  others,
  oldestSinceNs,
}: SocketRow): SocketLeaks {
  const more = [...(others ?? [])];
  const ofFirst = calls - more.reduce((sum, [, count]) => sum + count, 0);
  const ops = op === null ? {} : Object.fromEntries([[op, ofFirst], ...more]);
  return { driver, socketId, isOpen, calls, ops, oldestSinceNs };
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
