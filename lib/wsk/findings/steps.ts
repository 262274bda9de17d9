import type { Call } from '../model/call.ts';
import type { Irp } from '../model/irp.ts';
import type { Socket } from '../model/socket.ts';
import { operationName } from '../operation.ts';
import { statusName } from '../status.ts';
import type { Evidence } from './finding.ts';

/** An event of an object's life. */
interface Step<T> {
  readonly event: string;
  /** Nanoseconds; not finite is what was not seen, or happened at a time that is forgotten. */
  readonly timeOf: (object: T) => number;
  readonly detailOf?: (object: T) => string;
}

/** What an object's events prove, as far as they were seen. */
export class Steps<T> {
  readonly #steps: readonly Step<T>[];

  constructor(steps: readonly Step<T>[]) {
    this.#steps = steps;
  }

  evidenceOf(object: T): Evidence[] {
    const evidence: Evidence[] = [];
    for (const { event, timeOf, detailOf } of this.#steps) {
      const timeNs = timeOf(object);
      if (Number.isFinite(timeNs)) {
        evidence.push(
          detailOf === undefined ? { timeNs, event } : { timeNs, event, detail: detailOf(object) },
        );
      }
    }
    return evidence;
  }

  /**
   * When the first of these events came, in nanoseconds; Number.MAX_VALUE without any. It makes nothing, since it is asked
   * of each of millions of objects.
   */
  beginNs(object: T): number {
    let least = Number.MAX_VALUE;
    for (const { timeOf } of this.#steps) {
      const timeNs = timeOf(object);
      if (Number.isFinite(timeNs) && timeNs < least) {
        least = timeNs;
      }
    }
    return least;
  }
}

export const CALL_STEPS = new Steps<Call>([
  {
    event: 'CallRundown',
    timeOf: ({ isOlder, rundownNs }) => (isOlder ? rundownNs : Number.NaN),
    detailOf: ({ op }) => operationName(op),
  },
  { event: 'WskCallIssued', timeOf: ({ issuedNs }) => issuedNs, detailOf: ({ op }) => operationName(op) },
  {
    event: 'WskCallReturned',
    timeOf: ({ returnedNs }) => returnedNs,
    detailOf: ({ returnStatus }) => statusName(returnStatus),
  },
  {
    event: 'IrpCompleted',
    timeOf: ({ completedNs }) => completedNs,
    detailOf: ({ completionStatus }) => statusName(completionStatus),
  },
  { event: 'IrpCancelRequested', timeOf: ({ cancelRequestedNs }) => cancelRequestedNs },
  { event: 'IrpReused', timeOf: ({ irpReusedNs }) => irpReusedNs },
  { event: 'IrpFreed', timeOf: ({ irpFreedNs }) => irpFreedNs },
]);

const IRP_LIFE: readonly Step<Irp>[] = [
  { event: 'IrpAllocated', timeOf: ({ allocatedNs }) => allocatedNs },
  { event: 'IrpFreed', timeOf: ({ freedNs }) => freedNs },
  { event: 'IrpRundown', timeOf: ({ rundownNs }) => rundownNs },
];

export const IRP_STEPS = new Steps<Irp>(IRP_LIFE);

/** An IRP's life, with the last call that it was used for and what was done with it since. */
export const USED_IRP_STEPS = new Steps<Irp>([
  ...IRP_LIFE,
  {
    event: 'WskCallIssued',
    timeOf: ({ lastCall }) => lastCall?.issuedNs ?? Number.NaN,
    detailOf: ({ lastCall }) => operationName(lastCall!.op),
  },
  {
    event: 'IrpCompleted',
    timeOf: ({ lastCall }) => lastCall?.completedNs ?? Number.NaN,
    detailOf: ({ lastCall }) => statusName(lastCall!.completionStatus),
  },
  {
    event: 'IrpReused',
    timeOf: ({ lastCall, reusedNs }) =>
      lastCall === null || reusedNs <= lastCall.issuedNs ? Number.NaN : reusedNs,
  },
]);

const SOCKET_LIFE: readonly Step<Socket>[] = [
  { event: 'SocketCreated', timeOf: ({ createdNs }) => createdNs },
  { event: 'WskCallIssued', timeOf: ({ closeIssuedNs }) => closeIssuedNs, detailOf: () => 'CloseSocket' },
  {
    event: 'IrpCompleted',
    timeOf: ({ isClosedByCompletion, closedNs }) => (isClosedByCompletion ? closedNs : Number.NaN),
    detailOf: () => 'CloseSocket',
  },
  {
    event: 'SocketClosed',
    timeOf: ({ isClosedByCompletion, closedNs }) => (isClosedByCompletion ? Number.NaN : closedNs),
  },
  { event: 'SocketRundown', timeOf: ({ rundownNs }) => rundownNs },
];

export const SOCKET_STEPS = new Steps<Socket>(SOCKET_LIFE);

/** A socket's life, with the last indication that the driver kept of it. */
export const KEEPING_SOCKET_STEPS = new Steps<Socket>([
  ...SOCKET_LIFE,
  { event: 'CallbackLeave', timeOf: ({ keptNs }) => keptNs, detailOf: () => 'STATUS_PENDING' },
]);

/** A socket's life, with the completion that told that the transport below it is going. */
export const FORCED_SOCKET_STEPS = new Steps<Socket>([
  ...SOCKET_LIFE,
  {
    event: 'IrpCompleted',
    timeOf: ({ forcedClosed }) => forcedClosed?.timeNs ?? Number.NaN,
    detailOf: ({ forcedClosed }) => `${operationName(forcedClosed!.op)} with STATUS_FILE_FORCED_CLOSED`,
  },
]);
