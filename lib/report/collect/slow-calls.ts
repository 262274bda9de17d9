import { Top } from '../../stats/index.ts';
import {
  type Call,
  type Driver,
  idText,
  type Observer,
  operationName,
  type Site,
  statusName,
} from '../../wsk/index.ts';

/** One of the calls that took longest. Times are nanoseconds since the trace's start. */
export interface SlowCall {
  readonly driver: string;
  readonly callId: string | null;
  readonly irpId: string | null;
  readonly socketId: string | null;
  readonly remoteAddress: string | null;
  readonly op: string;
  readonly site: Site;
  readonly processor: number;
  readonly issuedNs: number;
  /** null where the return was not seen before the completion. */
  readonly returnedNs: number | null;
  readonly completedNs: number;
  readonly latencyNs: number;
  readonly status: string;
  readonly length: number;
}

/** Keeps the slowest calls of each operation: else one slow operation would hide all others. */
export class SlowCallCollector {
  readonly #perOperation: number;
  readonly #tops: (Top<SlowCall> | undefined)[] = [];

  constructor(perOperation: number) {
    this.#perOperation = perOperation;
  }

  observer(): Observer {
    return {
      callCompleted: (call, driver) => {
        if (!call.isOlder && call.op < MAX_OP) {
          const top = this.#topOf(call.op);
          if (top.takes(call.latencyNs)) {
            top.add(slowCall(call, driver));
          }
        }
      },
    };
  }

  /** The slowest first. */
  result(): SlowCall[] {
    return this.#tops.flatMap((top) => top?.sorted() ?? []).sort((a, b) => b.latencyNs - a.latencyNs);
  }

  #topOf(op: number): Top<SlowCall> {
    let top = this.#tops[op];
    if (top === undefined) {
      top = new Top(this.#perOperation, ({ latencyNs }) => latencyNs);
      this.#tops[op] = top;
    }
    return top;
  }
}

/** Greater numbers are no operations; a broken event must not size an array. */
const MAX_OP = 512;

function slowCall(call: Call, driver: Driver): SlowCall {
  return {
    driver: driver.label,
    callId: idText(call.idLow, call.idHigh),
    irpId: idText(call.irpIdLow, call.irpIdHigh),
    socketId: idText(call.socketIdLow, call.socketIdHigh),
    remoteAddress: call.socket?.remoteAddress || null,
    op: operationName(call.op),
    site: call.site,
    processor: call.processor,
    issuedNs: call.issuedNs,
    returnedNs: call.isReturned ? call.returnedNs : null,
    completedNs: call.completedNs,
    latencyNs: call.latencyNs,
    status: statusName(call.completionStatus),
    length: call.length,
  };
}
