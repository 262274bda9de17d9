import type { Row } from '../events/row.ts';
import { Slot } from '../events/schema.ts';
import type { Driver } from '../model/driver.ts';
import type { Hooks } from '../observer.ts';
import { Status } from '../status.ts';
import { Recorded } from './recorded.ts';
import type { SocketRecorder } from './sockets.ts';

/** `Kind` of the callbacks that indicate data, which the driver may keep by returning STATUS_PENDING. */
const RECEIVE = 4;
const RECEIVE_FROM = 5;

/** Callbacks can nest on a thread; more than this many entries without a leave are losses. */
const MAX_OPEN = 4096;

interface OpenCallback {
  readonly kind: number;
  readonly thread: number;
  readonly socketIdLow: number;
  readonly enteredNs: number;
  readonly bytes: number;
  readonly nodes: number;
}

/** Runs of the client's event callbacks, and the indications that they keep. */
export class CallbackRecorder {
  readonly #driver: Driver;
  readonly #hooks: Hooks;
  readonly #sockets: SocketRecorder;
  #open: OpenCallback[] = [];

  constructor(driver: Driver, hooks: Hooks, sockets: SocketRecorder) {
    this.#driver = driver;
    this.#hooks = hooks;
    this.#sockets = sockets;
  }

  entered(row: Row): void {
    const { timeNs } = row;
    if (this.#open.length === MAX_OPEN) {
      this.#open = this.#open.slice(MAX_OPEN / 2);
    }
    this.#open.push({
      kind: row.low(Slot.Kind),
      thread: row.thread,
      socketIdLow: row.low(Slot.SocketId),
      enteredNs: timeNs,
      bytes: row.number(Slot.Bytes),
      nodes: row.low(Slot.Indications),
    });
  }

  left(row: Row): Recorded {
    const { timeNs } = row;
    const kind = row.low(Slot.Kind);
    const status = row.low(Slot.Status);
    const socket = this.#sockets.of(row);
    if (socket === undefined) {
      return Recorded.Waits;
    }
    const begun = this.#take(kind, row.thread, row.low(Slot.SocketId));
    if (socket !== null && status === Status.Pending && (kind === RECEIVE || kind === RECEIVE_FROM)) {
      const share = begun ?? { nodes: row.low(Slot.Indications), bytes: row.number(Slot.Bytes) };
      this.#sockets.kept(socket, share, timeNs);
    }
    const run = {
      kind,
      socketIdLow: row.low(Slot.SocketId),
      socketIdHigh: row.high(Slot.SocketId),
      enteredNs: begun?.enteredNs ?? Number.NaN,
      leftNs: timeNs,
      bytes: begun?.bytes ?? row.number(Slot.Bytes),
      status,
      processor: row.processor,
      thread: row.thread,
    };
    this.#hooks.callbackLeft(run, socket, this.#driver);
    return Recorded.Taken;
  }

  /** The innermost open run of this callback on this thread. */
  #take(kind: number, thread: number, socketIdLow: number): OpenCallback | undefined {
    const open = this.#open;
    for (let at = open.length - 1; at >= 0; at--) {
      const run = open[at]!;
      if (run.kind === kind && run.thread === thread && run.socketIdLow === socketIdLow) {
        if (at === open.length - 1) {
          open.pop();
        } else {
          open.splice(at, 1);
        }
        return run;
      }
    }
    return undefined;
  }
}
