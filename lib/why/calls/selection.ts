import { Top } from '../../stats/index.ts';
import {
  type Call,
  type Driver,
  idText,
  type Observer,
  operationName,
  type Site,
  type Socket,
  statusName,
} from '../../wsk/index.ts';
import { Closings, type Outstanding } from './closings.ts';

/** Which calls to explain. Without a choice, the slowest of each operation. */
export interface CallChoice {
  /** Calls that took longer, in nanoseconds. */
  readonly overNs?: number;
  /** The slowest so many. */
  readonly worst?: number;
  /** A call by its id, as decimal text. */
  readonly callId?: string;
  /** Only calls of this operation, by number. */
  readonly op?: number;
  /** Only calls that this function issued. */
  readonly functionName?: string;
}

/** The status of a call that neither completed nor returned an error. */
export const PENDING = 'pending';

/** Calls that are explained at the most where only a bound is told: the slowest. */
const MOST_CALLS = 10_000;

/** A call that is to be explained, as it is kept when the call itself is gone. Times are nanoseconds, NaN for what was not seen. */
export interface ChosenCall {
  readonly driver: string;
  /** Name of its provider. */
  readonly provider: string;
  readonly load: number;
  readonly callId: string | null;
  readonly callIdLow: number;
  readonly callIdHigh: number;
  readonly socketId: string | null;
  readonly op: number;
  readonly opName: string;
  readonly site: Site;
  readonly status: string;
  /** Whether it had not completed when the trace, or the driver, ended: `completedNs` is that end then. */
  readonly isPending: boolean;
  /** For a CloseSocket: until when others on its socket were outstanding; null where none was seen. */
  readonly outstanding: Outstanding | null;
  readonly flags: number;
  readonly inline: boolean;
  readonly processor: number;
  readonly threadId: number;
  readonly issuedNs: number;
  returnedNs: number;
  /** Whether the driver tells of its calls' returns at all. */
  readonly tellsReturns: boolean;
  readonly completedNs: number;
  readonly completionThread: number;
  readonly completionProcessor: number;
  /** IRQL of the completion routine; null where it is not told. */
  readonly completionIrql: number | null;
  routineReturnedNs: number;
  /** What the socket's addresses are, as the driver's events tell them; empty where they don't. */
  localAddress: string;
  remoteAddress: string;
}

/** Chooses the calls while the trace is analysed. Memory: the calls chosen. */
export class Selection {
  readonly #choice: CallChoice;
  readonly #tops = new Map<number, Top<ChosenCall>>();
  /** Of calls of which something may still come, by the life of the call. */
  readonly #open = new Map<Driver, Map<number, ChosenCall>>();
  /** Of sockets whose addresses may still come, by the life of the socket. */
  readonly #onSocket = new Map<Driver, Map<number, OnSocket>>();
  readonly #closings = new Closings();
  /** How many calls fulfilled the choice; fewer may be kept. */
  matched = 0;

  constructor(choice: CallChoice) {
    this.#choice = choice;
  }

  observers(): Observer[] {
    return [this.#closings.observer(), this.#observer()];
  }

  #observer(): Observer {
    return {
      callCompleted: (call, driver) => this.#completed(call, driver),
      callReturned: (call, driver) => {
        const chosen = this.#open.get(driver)?.get(call.life);
        if (chosen !== undefined) {
          chosen.returnedNs = call.returnedNs;
        }
      },
      routineReturned: (call, _result, timeNs, driver) => {
        const chosen = this.#open.get(driver)?.get(call.life);
        if (chosen !== undefined && timeNs > chosen.completedNs) {
          chosen.routineReturnedNs = timeNs;
        }
      },
      socketEnded: (socket, driver) => {
        const ofDriver = this.#onSocket.get(driver);
        tellAddresses(ofDriver?.get(socket.life), socket);
        ofDriver?.delete(socket.life);
      },
      driverEnded: ({ endNs }, driver) => {
        this.#pending(endNs, driver);
        for (const [life, onSocket] of this.#onSocket.get(driver) ?? []) {
          tellAddresses(onSocket, driver.sockets.ofLife(onSocket.idLow, onSocket.idHigh, life));
        }
        this.#open.delete(driver);
        this.#onSocket.delete(driver);
      },
    };
  }

  /** The slowest first. */
  result(): ChosenCall[] {
    return [...this.#tops.values()]
      .flatMap((top) => top.sorted())
      .sort((a, b) => b.completedNs - b.issuedNs - (a.completedNs - a.issuedNs));
  }

  #completed(call: Call, driver: Driver): void {
    const outstanding = call.isClose ? this.#closings.ended(call, driver) : null;
    if (!call.isTimed || !call.isIssued || !(call.latencyNs >= 0) || !this.#isWanted(call, call.latencyNs)) {
      return;
    }
    this.matched++;
    const top = this.#topOf(call.op);
    if (top.takes(call.latencyNs)) {
      this.#choose(chosenCall(call, driver, outstanding), top, call, driver);
    }
  }

  /** A call that never completed has no latency to be chosen by: it is told of where it is asked for. */
  #pending(endNs: number, driver: Driver): void {
    if (this.#choice.callId === undefined) {
      return;
    }
    for (const call of driver.calls.values()) {
      const isOpen = call.hasIrp && !call.isCompleted && call.isTimed && call.isIssued;
      if (isOpen && this.#isWanted(call, endNs - call.issuedNs)) {
        this.matched++;
        const outstanding = call.isClose ? this.#closings.unended(call, endNs) : null;
        const chosen = chosenCall(call, driver, outstanding);
        const pending = {
          ...chosen,
          isPending: true,
          status: call.returnedError ? statusName(call.returnStatus) : PENDING,
          completedNs: Math.max(endNs, call.issuedNs),
          // Nobody completed it.
          completionThread: 0,
          completionProcessor: call.processor,
          completionIrql: null,
        };
        this.#choose(pending, this.#topOf(call.op), call, driver);
      }
    }
  }

  #isWanted(call: Call, latencyNs: number): boolean {
    const { overNs = 0, callId, op, functionName } = this.#choice;
    return (
      (overNs === 0 || latencyNs > overNs) &&
      (op === undefined || call.op === op) &&
      (functionName === undefined || call.site.function === functionName) &&
      (callId === undefined || idText(call.idLow, call.idHigh) === callId)
    );
  }

  #choose(chosen: ChosenCall, top: Top<ChosenCall>, call: Call, driver: Driver): void {
    top.add(chosen);
    mapOf(this.#open, driver).set(call.life, chosen);
    if (call.socket !== null) {
      const { socket } = call;
      const onSockets = mapOf(this.#onSocket, driver);
      const onSocket = onSockets.get(socket.life) ?? {
        idLow: socket.idLow,
        idHigh: socket.idHigh,
        calls: [],
      };
      onSocket.calls.push(chosen);
      onSockets.set(socket.life, onSocket);
    }
  }

  #topOf(op: number): Top<ChosenCall> {
    const { overNs, worst, callId } = this.#choice;
    const isOfEach = worst === undefined && overNs === undefined && callId === undefined;
    const key = isOfEach ? op : -1;
    let top = this.#tops.get(key);
    if (top === undefined) {
      const count = isOfEach ? 1 : (worst ?? MOST_CALLS);
      top = new Top(count, (chosen) => chosen.completedNs - chosen.issuedNs);
      this.#tops.set(key, top);
    }
    return top;
  }
}

/** Calls on a socket, of which the id is kept: the object may be another one's before it ends. */
interface OnSocket {
  readonly idLow: number;
  readonly idHigh: number;
  readonly calls: ChosenCall[];
}

function tellAddresses(onSocket: OnSocket | undefined, socket: Socket | null): void {
  for (const chosen of socket === null ? [] : (onSocket?.calls ?? [])) {
    chosen.localAddress = socket!.localAddress;
    chosen.remoteAddress = socket!.remoteAddress;
  }
}

function mapOf<T>(maps: Map<Driver, Map<number, T>>, driver: Driver): Map<number, T> {
  let map = maps.get(driver);
  if (map === undefined) {
    map = new Map();
    maps.set(driver, map);
  }
  return map;
}

function chosenCall(call: Call, driver: Driver, outstanding: Outstanding | null): ChosenCall {
  return {
    driver: driver.label,
    provider: driver.provider.name ?? driver.provider.id,
    load: driver.load,
    callId: idText(call.idLow, call.idHigh),
    callIdLow: call.idLow,
    callIdHigh: call.idHigh,
    socketId: idText(call.socketIdLow, call.socketIdHigh),
    op: call.op,
    opName: operationName(call.op),
    site: call.site,
    status: statusName(call.completionStatus),
    isPending: false,
    tellsReturns: driver.tells.returns,
    outstanding,
    flags: call.flags,
    inline: call.inline,
    processor: call.processor,
    threadId: call.thread,
    issuedNs: call.issuedNs,
    returnedNs: call.returnedNs,
    completedNs: call.completedNs,
    completionThread: call.completionThread,
    completionProcessor: call.completionProcessor,
    completionIrql: call.completionIrql,
    routineReturnedNs: Number.NaN,
    localAddress: call.socket?.localAddress ?? '',
    remoteAddress: call.socket?.remoteAddress ?? '',
  };
}
