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
import type { RowSinkFor } from '../row-block.ts';
import { RowWriter, setId } from '../row-writer.ts';
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
  readonly #frame: RowWriter<typeof CALLS.types>;
  readonly #isLossless: boolean;

  /** @param isLossless whether what is not in the trace was before it */
  constructor(sinkFor: RowSinkFor, isLossless: boolean) {
    this.#frame = new RowWriter(CALLS, sinkFor);
    this.#isLossless = isLossless;
  }

  /** @param endNs the end of what the trace tells of the driver, as far as it is known now */
  add(call: Call, driver: Driver, endNs: number): void {
    const at = this.#frame.next();
    const { row, slots, texts } = this.#frame;
    const { latencyNs, isReturned, isCompleted, site } = call;
    // An older call's first event tells of its end; only a rundown tells who issued it, and not where.
    const hasIssuer = !call.isOlder;
    const isTold = call.isIssued || !Number.isNaN(call.rundownNs);
    const status = endStatus(call);
    row[at + slots.provider] = texts.provider.numberOf(providerOf(driver));
    row[at + slots.load] = driver.load;
    setId(row, at + slots.callId, call.idLow, call.idHigh);
    row[at + slots.op] = texts.op.numberOfCode(call.op, operationName);
    setId(row, at + slots.irpId, call.irpIdLow, call.irpIdHigh);
    setId(row, at + slots.socketId, call.socketIdLow, call.socketIdHigh);
    row[at + slots.processor] = hasIssuer ? call.processor : NO_UINT16;
    row[at + slots.thread] = hasIssuer ? call.thread : NO_UINT32;
    row[at + slots.issuedNs] = call.issuedNs;
    row[at + slots.returnedNs] = call.returnedNs;
    row[at + slots.returnStatus] = isReturned ? call.returnStatus : NO_UINT32;
    row[at + slots.completedNs] = call.completedNs;
    row[at + slots.completionStatus] = isCompleted ? call.completionStatus : NO_UINT32;
    row[at + slots.completionProcessor] = isCompleted ? call.completionProcessor : NO_UINT16;
    row[at + slots.completionIrql] = isCompleted ? (call.completionIrql ?? NO_UINT16) : NO_UINT16;
    row[at + slots.status] = status === null ? 0 : texts.status.numberOfCode(status, statusName);
    setId(row, at + slots.information, call.informationLow, call.informationHigh);
    row[at + slots.length] = isTold ? call.length : Number.NaN;
    row[at + slots.bytes] = bytesOf(call);
    row[at + slots.flags] = isTold ? call.flags : NO_UINT32;
    row[at + slots.inline] = call.inline ? 1 : 0;
    // A completion before its issue is a fault of the clock, and no latency.
    row[at + slots.latencyNs] = latencyNs >= 0 && !call.isMistimed ? latencyNs : Number.NaN;
    row[at + slots.latencyAtLeastNs] = this.#lowerBound(call, driver, endNs);
    row[at + slots.cancelRequestedNs] = call.cancelRequestedNs;
    row[at + slots.function] = texts.function.numberOf(site.function);
    row[at + slots.line] = site.line ?? NO_UINT32;
    row[at + slots.outcome] = texts.outcome.numberOf(call.outcome);
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
    if (!driver.tells.callIds && driver.callCounts.issued === 0) {
      // Known by its address alone, of a driver of which no issue is in the trace: it may have begun at any moment.
      return Number.NaN;
    }
    // Without losses, what has no issue in the trace was issued before the driver's first event in it.
    const sinceNs = this.#isLossless ? Math.min(call.sinceNs, driver.firstNs) : call.sinceNs;
    return (call.isCompleted ? call.completedNs : endNs) - sinceNs;
  }
}

function endStatus(call: Call): number | null {
  if (call.isCompleted) {
    return call.completionStatus;
  }
  return call.isReturned && !call.isPending ? call.returnStatus : null;
}

function bytesOf(call: Call): number {
  const hasMoved = call.isCompleted && !isFailure(call.completionStatus) && movesData(call.op);
  return hasMoved ? informationOf(call) : Number.NaN;
}
