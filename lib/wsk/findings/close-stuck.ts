import type { Call } from '../model/call.ts';
import { reportPending, wasCancelled } from './pending.ts';
import type { Rule } from './rule.ts';
import { duration, inSite, LAST_EVENT } from './words.ts';

/** WskCloseSocket pends until all that is outstanding on the socket is done: calls, callbacks, retained indications. */
export const closeStuck: Rule = {
  name: 'close-stuck',
  severity: 'error',
  whenEventsAreLost: 'possible',
  create: (context) => ({
    driverEnded({ endNs }, driver) {
      const isSuch = (call: Call) => call.isClose && call.isPending && !wasCancelled(call);
      reportPending(driver, endNs, context, isSuch, (call) => messageOf(call, endNs));
    },
  }),
};

function messageOf(call: Call, endNs: number): string {
  if (call.sinceNs === endNs) {
    return `CloseSocket${inSite(call.site)} was issued ${LAST_EVENT}`;
  }
  const { socket } = call;
  const others = socket === null ? 0 : socket.inFlight - 1;
  const why =
    others > 0
      ? `${others} other call${others === 1 ? ' is' : 's are'} in flight on it`
      : 'no other call is in flight on it: look for a callback that has not returned or an indication that was not released';
  return (
    `CloseSocket${inSite(call.site)} had not completed after ${duration(endNs - call.sinceNs)}; ${why}. ` +
    'Unloading the driver waits behind it.'
  );
}
