import type { Call } from '../model/call.ts';
import { operationName } from '../operation.ts';
import { statusName } from '../status.ts';
import { reportPending } from './pending.ts';
import type { Rule } from './rule.ts';
import { inSite } from './words.ts';

/** An IRP is completed also where the call returns an error (contract, rule 1). Wine's stubs do not. */
export const errorReturnNoCompletion: Rule = {
  name: 'error-return-no-completion',
  severity: 'error',
  whenEventsAreLost: 'possible',
  create: (context) => ({
    driverEnded({ endNs }, driver) {
      reportPending(driver, endNs, context, ({ returnedError }) => returnedError, messageOf);
    },
  }),
};

function messageOf(call: Call): string {
  return (
    `${operationName(call.op)}${inSite(call.site)} returned ${statusName(call.returnStatus)} and never completed its IRP. ` +
    'WSK promises a completion whatever it returns, so a driver that waits for it hangs, and one that frees the ' +
    'IRP in its completion routine leaks it: bound the wait, and find out why the call is refused.'
  );
}
