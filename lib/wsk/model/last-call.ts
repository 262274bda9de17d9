import type { Call } from './call.ts';

/** What stays known of an IRP's latest call when the call itself is forgotten. Times and ids as a Call's. */
export interface LastCall
  extends Pick<
    Call,
    | 'idLow'
    | 'idHigh'
    | 'op'
    | 'site'
    | 'socketIdLow'
    | 'socketIdHigh'
    | 'issuedNs'
    | 'returnedNs'
    | 'returnStatus'
    | 'completedNs'
    | 'completionStatus'
    | 'cancelRequestedNs'
    | 'rundownNs'
    | 'hasIrp'
    | 'isCompleted'
  > {}

export function copyOfLastCall(call: Call): LastCall {
  const { idLow, idHigh, op, site, socketIdLow, socketIdHigh, issuedNs, returnedNs, returnStatus } = call;
  const { completedNs, completionStatus, cancelRequestedNs, rundownNs, hasIrp, isCompleted } = call;
  return {
    idLow,
    idHigh,
    op,
    site,
    socketIdLow,
    socketIdHigh,
    issuedNs,
    returnedNs,
    returnStatus,
    completedNs,
    completionStatus,
    cancelRequestedNs,
    rundownNs,
    hasIrp,
    isCompleted,
  };
}
