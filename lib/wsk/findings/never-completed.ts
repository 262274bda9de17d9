import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import { Operation, operationName } from '../operation.ts';
import { reportPending, wasCancelled } from './pending.ts';
import type { Rule } from './rule.ts';
import { duration, inSite, LAST_EVENT } from './words.ts';

/** A supplied IRP is completed exactly once (contract, rule 1): here it was not, as far as the trace goes. */
export const neverCompleted: Rule = {
  name: 'never-completed',
  severity: 'error',
  whenEventsAreLost: 'possible',
  create: (context) => ({
    driverEnded({ endNs }, driver) {
      const isSuch = (call: Call) => call.isPending && !wasCancelled(call) && !call.isClose;
      reportPending(driver, endNs, context, isSuch, (call) => messageOf(call, driver, endNs));
    },
  }),
};

function messageOf(call: Call, { tells }: Driver, endNs: number): string {
  const what = `${operationName(call.op)}${inSite(call.site)}`;
  if (call.sinceNs === endNs) {
    return `${what} was issued ${LAST_EVENT}`;
  }
  const age = duration(endNs - call.sinceNs);
  if (!call.isReturned && !call.isOlder && tells.returns) {
    return `${what} had neither returned nor completed when the trace ended, ${age} later: its thread was still inside WSK.`;
  }
  return `${what} had not completed after ${age}. ${adviceFor(call.op)}`;
}

function adviceFor(op: number): string {
  switch (op) {
    case Operation.Accept:
    case Operation.Receive:
    case Operation.ReceiveFrom:
      return 'It waits for a peer: cancel it or close its socket before the driver lets go of the IRP.';
    case Operation.Disconnect:
      return 'A graceful disconnect waits for the peer, for ever if need be: follow it by an abortive one or by closing the socket after a bounded wait.';
    default:
      return 'Whoever waits for it hangs: bound the wait, cancel the IRP, and close the socket.';
  }
}
