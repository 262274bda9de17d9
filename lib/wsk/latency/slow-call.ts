import { idText } from '../ids.ts';
import type { Call, CallOutcome } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import { operationName } from '../operation.ts';
import type { Site } from '../site.ts';
import { statusName } from '../status.ts';

/** One of the calls that took longest, as it is kept when the call itself is gone. */
export interface SlowCall {
  readonly driver: string;
  readonly callId: string | null;
  readonly irpId: string | null;
  readonly socketId: string | null;
  readonly op: string;
  readonly site: Site;
  readonly processor: number;
  readonly issuedNs: number;
  /** null where the return was not seen before the completion. */
  readonly returnedNs: number | null;
  readonly completedNs: number;
  readonly latencyNs: number;
  readonly inline: boolean;
  readonly status: string;
  readonly outcome: CallOutcome;
  readonly remoteAddress: string | null;
}

export function slowCall(call: Call, driver: Driver): SlowCall {
  return {
    driver: driver.label,
    callId: idText(call.idLow, call.idHigh),
    irpId: idText(call.irpIdLow, call.irpIdHigh),
    socketId: idText(call.socketIdLow, call.socketIdHigh),
    op: operationName(call.op),
    site: call.site,
    processor: call.processor,
    issuedNs: call.issuedNs,
    returnedNs: call.isReturned ? call.returnedNs : null,
    completedNs: call.completedNs,
    latencyNs: call.latencyNs,
    inline: call.inline,
    status: statusName(call.completionStatus),
    outcome: call.outcome,
    remoteAddress: call.socket?.remoteAddress || null,
  };
}
