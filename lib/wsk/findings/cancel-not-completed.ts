import { operationName } from '../operation.ts';
import { duration, inSite } from './evidence.ts';
import { reportPending, wasCancelled, withoutCompletion } from './pending.ts';
import type { Rule } from './rule.ts';

/** IoCancelIrp asks; the IRP still completes, as a rule with STATUS_CANCELLED (contract, rule 4). */
export const cancelNotCompleted: Rule = {
  name: 'cancel-not-completed',
  severity: 'error',
  whenEventsAreLost: 'possible',
  create: (context) => ({
    driverEnded({ endNs }, driver) {
      for (const call of withoutCompletion(driver)) {
        if (call.isPending && wasCancelled(call)) {
          const since = duration(endNs - call.cancelRequestedNs);
          const message =
            `${operationName(call.op)}${inSite(call.site)} was cancelled and had not completed ${since} later. ` +
            'Not every operation can be cancelled (a graceful disconnect may wait for the peer for ever): ' +
            'close the socket, which ends all that is pending on it.';
          reportPending(call, driver, endNs, context, message);
        }
      }
    },
  }),
};
