import type { BoundEvent } from '../events/bound-event.ts';
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

  entered(bound: BoundEvent): void {
    const { timeNs } = bound;
    if (this.#open.length === MAX_OPEN) {
      this.#open = this.#open.slice(MAX_OPEN / 2);
    }
    this.#open.push({
      kind: bound.low(Slot.Kind),
      thread: bound.thread,
      socketIdLow: bound.low(Slot.SocketId),
      enteredNs: timeNs,
      bytes: bound.number(Slot.Bytes),
      nodes: bound.low(Slot.Indications),
    });
  }

  left(bound: BoundEvent): Recorded {
    const { timeNs } = bound;
    const kind = bound.low(Slot.Kind);
    const status = bound.low(Slot.Status);
    const socket = this.#sockets.of(bound);
    if (socket === undefined) {
      return Recorded.Waits;
    }
    const begun = this.#take(kind, bound.thread, bound.low(Slot.SocketId));
    if (socket !== null && status === Status.Pending && (kind === RECEIVE || kind === RECEIVE_FROM)) {
      const share = begun ?? { nodes: bound.low(Slot.Indications), bytes: bound.number(Slot.Bytes) };
      this.#sockets.kept(socket, share, timeNs);
    }
    const run = {
      kind,
      socketIdLow: bound.low(Slot.SocketId),
      socketIdHigh: bound.high(Slot.SocketId),
      enteredNs: begun?.enteredNs ?? Number.NaN,
      leftNs: timeNs,
      bytes: begun?.bytes ?? bound.number(Slot.Bytes),
      status,
      processor: bound.processor,
      thread: bound.thread,
    };
    for (const hook of this.#hooks.callbackLeft) {
      hook(run, socket, this.#driver);
    }
    return Recorded.Taken;
  }

  /** The innermost open run of this callback on this thread. */
  #take(kind: number, thread: number, socketIdLow: number): OpenCallback | undefined {
    const open = this.#open;
    for (let at = open.length - 1; at >= 0; at--) {
      const run = open[at]!;
      if (run.kind === kind && run.thread === thread && run.socketIdLow === socketIdLow) {
        open.splice(at, 1);
        return run;
      }
    }
    return undefined;
  }
}
