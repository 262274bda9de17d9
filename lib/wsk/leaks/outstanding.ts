import { idText } from '../ids.ts';
import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import type { Irp } from '../model/irp.ts';
import { categoryName, type Socket } from '../model/socket.ts';
import { operationName } from '../operation.ts';
import type { Site } from '../site.ts';
import { statusName } from '../status.ts';

/** What all that is outstanding at a trace's end has in common. Times are nanoseconds since the trace's start. */
export interface Outstanding {
  readonly driver: string;
  /** Since when it is known to exist; before 0 for what a rundown tells of. */
  readonly sinceNs: number;
  readonly ageNs: number;
  /** Whether it began before the trace, so that `sinceNs` may be later than its beginning. */
  readonly isOlder: boolean;
  readonly site: Site;
}

/** A call that neither completed nor was ended by its return. */
export interface OutstandingCall extends Outstanding {
  readonly callId: string | null;
  readonly irpId: string | null;
  readonly socketId: string | null;
  readonly op: string;
  /**
   * `inside`: the WSK function has not returned; `pending`: it has, with STATUS_PENDING as a rule; `refused`: it
   * returned an error and the completion that is due all the same did not come.
   */
  readonly state: 'inside' | 'pending' | 'refused';
  /** null where the return was not seen. */
  readonly returned: string | null;
  readonly cancelRequestedNs: number | null;
  /** How often a bounded wait for it ran out, and the longest in milliseconds. */
  readonly waits: number;
  readonly waitedMs: number;
}

/** An IRP of the driver's own that is not freed. */
export interface OutstandingIrp extends Outstanding {
  readonly irpId: string | null;
  /** The call that has it, or null where it lies idle. */
  readonly inUseBy: string | null;
  readonly uses: number;
  /** Its last call, the operation of that and its socket; null where none is in the trace. */
  readonly lastCallId: string | null;
  readonly lastOp: string | null;
  readonly lastSocketId: string | null;
  readonly idleNs: number;
}

/** A socket that is not closed. */
export interface OutstandingSocket extends Outstanding {
  readonly socketId: string | null;
  /** null where no event told it. */
  readonly category: string | null;
  readonly listenerId: string | null;
  readonly localAddress: string | null;
  readonly remoteAddress: string | null;
  readonly calls: number;
  readonly callsInFlight: number;
  readonly retainedIndications: number;
  /** Since when its CloseSocket has not ended, or null where none was issued. */
  readonly closeIssuedNs: number | null;
}

export function* outstandingCalls(driver: Driver): IterableIterator<Call> {
  for (const call of driver.calls.values()) {
    if (!call.isFinished && !call.isCompleted && (call.hasIrp || !call.isReturned)) {
      yield call;
    }
  }
}

export function* outstandingIrps(driver: Driver): IterableIterator<Irp> {
  for (const irp of driver.irps.values()) {
    if (irp.isOutstanding) {
      yield irp;
    }
  }
}

export function* outstandingSockets(driver: Driver): IterableIterator<Socket> {
  for (const socket of driver.sockets.values()) {
    if (!socket.isClosed) {
      yield socket;
    }
  }
}

export function describeCall(call: Call, driver: Driver, endNs: number): OutstandingCall {
  const isInside = !call.isReturned && !call.isOlder && driver.tells.returns;
  const state = call.returnedError ? 'refused' : isInside ? 'inside' : 'pending';
  return {
    ...ageOf(call, driver, endNs),
    callId: idText(call.idLow, call.idHigh),
    irpId: idText(call.irpIdLow, call.irpIdHigh),
    socketId: idText(call.socketIdLow, call.socketIdHigh),
    op: operationName(call.op),
    state,
    returned: call.isReturned ? statusName(call.returnStatus) : null,
    cancelRequestedNs: seen(call.cancelRequestedNs),
    waits: call.waits,
    waitedMs: call.waitedMs,
  };
}

export function describeIrp(irp: Irp, driver: Driver, endNs: number): OutstandingIrp {
  const { lastCall, pendingCall } = irp;
  return {
    ...ageOf(irp, driver, endNs),
    irpId: idText(irp.idLow, irp.idHigh),
    inUseBy: pendingCall === null ? null : idText(pendingCall.idLow, pendingCall.idHigh),
    uses: irp.uses,
    lastCallId: lastCall === null ? null : idText(lastCall.idLow, lastCall.idHigh),
    lastOp: lastCall === null ? null : operationName(lastCall.op),
    lastSocketId: lastCall === null ? null : idText(lastCall.socketIdLow, lastCall.socketIdHigh),
    idleNs: pendingCall === null ? endNs - irp.lastUsedNs : 0,
  };
}

export function describeSocket(socket: Socket, driver: Driver, endNs: number): OutstandingSocket {
  return {
    ...ageOf(socket, driver, endNs),
    socketId: idText(socket.idLow, socket.idHigh),
    category: categoryName(socket.category),
    listenerId: idText(socket.listenerIdLow, socket.listenerIdHigh),
    localAddress: socket.localAddress || null,
    remoteAddress: socket.remoteAddress || null,
    calls: socket.calls,
    callsInFlight: socket.inFlight,
    retainedIndications: socket.kept?.count ?? 0,
    closeIssuedNs: seen(socket.closeIssuedNs),
  };
}

function ageOf(object: Call | Irp | Socket, { label }: Driver, endNs: number): Outstanding {
  const { sinceNs, isOlder, site } = object;
  return { driver: label, sinceNs, ageNs: endNs - sinceNs, isOlder, site };
}

function seen(timeNs: number): number | null {
  return Number.isNaN(timeNs) ? null : timeNs;
}
