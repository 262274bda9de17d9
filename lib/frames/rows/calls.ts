import {
  type Call,
  type Driver,
  informationOf,
  isFailure,
  isReceive,
  isSend,
  operationName,
  statusName,
} from '../../wsk/index.ts';
import { setId } from '../column-builder.ts';
import { FrameBuilder, type SinkFor } from '../frame-builder.ts';
import { defineFrame, NO_UINT16, NO_UINT32 } from '../schema.ts';
import { IDENTITY, providerOf } from './identity.ts';

export const CALLS = defineFrame('calls', 'One row for each call of a WSK function.', {
  ...IDENTITY,
  callId: ['id', 'the call'],
  op: ['text', 'the WSK operation, as in Send'],
  irpId: ['id', 'the IRP that it was given; none for a call without one'],
  socketId: ['id', 'the socket; none where there is none yet'],
  processor: ['uint16', 'the processor that issued it'],
  thread: ['uint32', 'the thread that issued it'],
  issuedNs: ['ns', 'when it was issued'],
  returnedNs: ['ns', 'when the WSK function returned'],
  returnStatus: ['uint32', 'the NTSTATUS that it returned'],
  completedNs: ['ns', 'when its IRP completed'],
  completionStatus: ['uint32', 'the NTSTATUS that the IRP completed with'],
  completionProcessor: ['uint16', 'the processor that it completed on'],
  completionIrql: ['uint16', 'the IRQL that it completed at: 2 is DISPATCH_LEVEL, where DPCs run'],
  status: ['text', 'name of the status that ended it: the completion’s, or the return’s where that ended it'],
  information: ['pointer', 'the IRP’s Information: bytes for sends and receives, a pointer for others'],
  length: ['whole', 'bytes asked for', 'bytes'],
  bytes: ['whole', 'bytes sent or received, where it was a send or receive and succeeded', 'bytes'],
  flags: ['uint32', 'the flags of the call'],
  inline: ['flag', 'whether it completed before it returned, on the thread that issued it'],
  latencyNs: ['ns', 'from issue to completion; none unless both are in the trace'],
  latencyAtLeastNs: ['ns', 'a lower bound of the latency where issue or completion is not in the trace'],
  cancelRequestedNs: ['ns', 'when the driver asked for its cancellation'],
  function: ['text', 'the driver’s function that issued it'],
  line: ['uint32', 'the line in the driver’s source'],
  outcome: ['text', 'completed, failed, cancelled, pending or older-than-trace'],
});

/** Operations whose Information counts bytes. */
function movesData(op: number): boolean {
  return isSend(op) || isReceive(op);
}

export class CallRows {
  readonly #frame: FrameBuilder<typeof CALLS.types>;
  readonly #isLossless: boolean;

  /** @param isLossless whether what is not in the trace was before it */
  constructor(sinkFor: SinkFor, isLossless: boolean) {
    this.#frame = new FrameBuilder(CALLS, sinkFor);
    this.#isLossless = isLossless;
  }

  /** @param endNs the end of what the trace tells of the driver, as far as it is known now */
  add(call: Call, driver: Driver, endNs: number): void {
    const at = this.#frame.next();
    const { columns, texts } = this.#frame;
    const { latencyNs, isReturned, isCompleted, site } = call;
    // An older call's first event tells of its end; only a rundown tells who issued it, and not where.
    const hasIssuer = !call.isOlder;
    columns.provider[at] = texts.provider.numberOf(providerOf(driver));
    columns.load[at] = driver.load;
    setId(columns.callId, at, call.idLow, call.idHigh);
    columns.op[at] = texts.op.numberOf(operationName(call.op));
    setId(columns.irpId, at, call.irpIdLow, call.irpIdHigh);
    setId(columns.socketId, at, call.socketIdLow, call.socketIdHigh);
    columns.processor[at] = hasIssuer ? call.processor : NO_UINT16;
    columns.thread[at] = hasIssuer ? call.thread : NO_UINT32;
    columns.issuedNs[at] = call.issuedNs;
    columns.returnedNs[at] = call.returnedNs;
    columns.returnStatus[at] = isReturned ? call.returnStatus : NO_UINT32;
    columns.completedNs[at] = call.completedNs;
    columns.completionStatus[at] = isCompleted ? call.completionStatus : NO_UINT32;
    columns.completionProcessor[at] = isCompleted ? call.completionProcessor : NO_UINT16;
    columns.completionIrql[at] = isCompleted ? (call.completionIrql ?? NO_UINT16) : NO_UINT16;
    columns.status[at] = texts.status.numberOf(endStatus(call));
    setId(columns.information, at, call.informationLow, call.informationHigh);
    columns.length[at] = call.length;
    columns.bytes[at] = bytesOf(call);
    columns.flags[at] = call.flags;
    columns.inline[at] = call.inline ? 1 : 0;
    // A completion before its issue is a fault of the clock, and no latency.
    columns.latencyNs[at] = latencyNs >= 0 ? latencyNs : Number.NaN;
    columns.latencyAtLeastNs[at] = this.#lowerBound(call, driver, endNs);
    columns.cancelRequestedNs[at] = call.cancelRequestedNs;
    columns.function[at] = texts.function.numberOf(site.function);
    columns.line[at] = site.line ?? NO_UINT32;
    columns.outcome[at] = texts.outcome.numberOf(call.outcome);
  }

  end(): void {
    this.#frame.end();
  }

  #lowerBound(call: Call, driver: Driver, endNs: number): number {
    if (call.isIssued) {
      return call.isPending ? endNs - call.issuedNs : Number.NaN;
    }
    if (!call.isCompleted && !call.isPending) {
      return Number.NaN;
    }
    // Without losses, what has no issue in the trace was issued before the driver's first event in it.
    const sinceNs = this.#isLossless ? Math.min(call.sinceNs, driver.firstNs) : call.sinceNs;
    return (call.isCompleted ? call.completedNs : endNs) - sinceNs;
  }
}

function endStatus(call: Call): string | null {
  if (call.isCompleted) {
    return statusName(call.completionStatus);
  }
  return call.isReturned && !call.isPending ? statusName(call.returnStatus) : null;
}

function bytesOf(call: Call): number {
  const hasMoved = call.isCompleted && !isFailure(call.completionStatus) && movesData(call.op);
  return hasMoved ? informationOf(call) : Number.NaN;
}
