import type { Call } from '../model/call.ts';
import { operationName } from '../operation.ts';
import { reportPending, wasCancelled } from './pending.ts';
import type { Rule } from './rule.ts';
import { duration, inSite, LAST_EVENT } from './words.ts';

/** IoCancelIrp asks; the IRP still completes, as a rule with STATUS_CANCELLED (contract, rule 4). */
export const cancelNotCompleted: Rule = {
  name: 'cancel-not-completed',
  severity: 'error',
  whenEventsAreLost: 'possible',
  create: (context) => ({
    driverEnded({ endNs }, driver) {
      const isSuch = (call: Call) => call.isPending && wasCancelled(call);
      reportPending(driver, endNs, context, isSuch, (call) => messageOf(call, endNs));
    },
  }),
};

function messageOf(call: Call, endNs: number): string {
  const what = `${operationName(call.op)}${inSite(call.site)}`;
  if (call.cancelRequestedNs === endNs) {
    return `${what} was cancelled ${LAST_EVENT}`;
  }
  const since = duration(endNs - call.cancelRequestedNs);
  return (
    `${what} was cancelled and had not completed ${since} later. ` +
    'Not every operation can be cancelled (a graceful disconnect may wait for the peer for ever): ' +
    'close the socket, which ends all that is pending on it.'
  );
}
