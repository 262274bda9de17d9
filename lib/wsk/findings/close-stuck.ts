import { duration, inSite } from './evidence.ts';
import { reportPending, wasCancelled, withoutCompletion } from './pending.ts';
import type { Rule } from './rule.ts';

/** WskCloseSocket pends until all that is outstanding on the socket is done: calls, callbacks, retained indications. */
export const closeStuck: Rule = {
  name: 'close-stuck',
  severity: 'error',
  whenEventsAreLost: 'possible',
  create: (context) => ({
    driverEnded({ endNs }, driver) {
      for (const call of withoutCompletion(driver)) {
        if (call.isClose && call.isPending && !wasCancelled(call)) {
          const { socket } = call;
          const others = socket === null ? 0 : socket.inFlight - 1;
          const why =
            others > 0
              ? `${others} other call${others === 1 ? ' is' : 's are'} in flight on it`
              : 'no other call is in flight on it: look for a callback that has not returned or an indication that was not released';
          const message =
            `CloseSocket${inSite(call.site)} had not completed after ${duration(endNs - call.sinceNs)}; ${why}. ` +
            'Unloading the driver waits behind it.';
          reportPending(call, driver, endNs, context, message);
        }
      }
    },
  }),
};
