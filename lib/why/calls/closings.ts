import {
  CALLBACK_KINDS,
  type Call,
  type CallbackRun,
  type Driver,
  idText,
  type Observer,
  operationName,
  type Socket,
} from '../../wsk/index.ts';
import { MOST_EVIDENCE, type SegmentEvidence } from './segment.ts';

/**
 * What a close waited for: WskCloseSocket pends until all that is outstanding on the socket is done, be it a call or an event
 * callback that runs (WSK's documentation of it).
 */
export interface Outstanding {
  /** When the last of them ended, as far as they were seen to: the close was waiting until then. */
  readonly untilNs: number;
  readonly count: number;
  /** The last ones. */
  readonly evidence: readonly SegmentEvidence[];
}

class Closing {
  readonly issuedNs: number;
  #untilNs = Number.NEGATIVE_INFINITY;
  #count = 0;
  #evidence: SegmentEvidence[] = [];

  constructor(issuedNs: number) {
    this.issuedNs = issuedNs;
  }

  add(timeNs: number, event: string, processor: number): void {
    this.#untilNs = Math.max(this.#untilNs, timeNs);
    this.#count++;
    this.#evidence = [...this.#evidence.slice(1 - MOST_EVIDENCE), { timeNs, event, processor }];
  }

  get result(): Outstanding | null {
    return this.#count === 0
      ? null
      : { untilNs: this.#untilNs, count: this.#count, evidence: this.#evidence };
  }
}

/** The closes of one driver that are under way. */
class OfDriver {
  /** By the life of the socket, until that ends. */
  readonly bySocket = new Map<number, Closing>();
  /** By the life of the close, which completes behind that. */
  readonly byCall = new Map<number, Closing>();
}

/** Follows sockets that are being closed. Memory: the closes under way. */
export class Closings {
  /** Those that have any: as a rule none has, and a call's completion costs no look-up. */
  readonly #drivers = new Map<Driver, OfDriver>();

  observer(): Observer {
    return {
      socketCloseIssued: (socket, call, driver) => {
        const closing = new Closing(call.issuedNs);
        const closings = this.#drivers.get(driver) ?? new OfDriver();
        closings.bySocket.set(socket.life, closing);
        closings.byCall.set(call.life, closing);
        this.#drivers.set(driver, closings);
      },
      callCompleted: (call, driver) => this.#callEnded(call, driver),
      callbackLeft: (run, socket, driver) => this.#callbackLeft(run, socket, driver),
      socketEnded: (socket, driver) => this.#drop(driver, ({ bySocket }) => bySocket.delete(socket.life)),
      callFinished: (call, driver) =>
        call.isClose ? this.#drop(driver, ({ byCall }) => byCall.delete(call.life)) : undefined,
      driverEnded: (_end, driver) => {
        this.#drivers.delete(driver);
      },
    };
  }

  /** What a close that has just completed waited for; null where nothing was seen to be outstanding. */
  ended(call: Call, driver: Driver): Outstanding | null {
    return this.#drivers.get(driver)?.byCall.get(call.life)?.result ?? null;
  }

  /** What a close that never completed waits for, while other calls are in flight on its socket. */
  unended({ socket }: Call, endNs: number): Outstanding | null {
    const others = (socket?.inFlight ?? 0) - 1;
    return others > 0 ? { untilNs: endNs, count: others, evidence: [] } : null;
  }

  #callEnded(call: Call, driver: Driver): void {
    if (this.#drivers.size === 0 || call.isClose) {
      return;
    }
    const closing = this.#drivers.get(driver)?.bySocket.get(call.socketLife);
    const { completedNs, completionProcessor } = call;
    if (closing !== undefined && call.sinceNs <= closing.issuedNs && completedNs >= closing.issuedNs) {
      const id = idText(call.idLow, call.idHigh) ?? '';
      closing.add(completedNs, `IrpCompleted (${operationName(call.op)} ${id})`, completionProcessor);
    }
  }

  #callbackLeft(
    { kind, enteredNs, leftNs, processor }: CallbackRun,
    socket: Socket | null,
    driver: Driver,
  ): void {
    const closing = socket === null ? undefined : this.#drivers.get(driver)?.bySocket.get(socket.life);
    if (closing !== undefined && enteredNs <= closing.issuedNs && leftNs >= closing.issuedNs) {
      closing.add(leftNs, `${CALLBACK_KINDS.get(kind) ?? 'event'} callback left`, processor);
    }
  }

  #drop(driver: Driver, dropIn: (closings: OfDriver) => void): void {
    const closings = this.#drivers.get(driver);
    if (closings !== undefined) {
      dropIn(closings);
      if (closings.bySocket.size === 0 && closings.byCall.size === 0) {
        this.#drivers.delete(driver);
      }
    }
  }
}
