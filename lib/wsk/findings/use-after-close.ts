import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import { operationName } from '../operation.ts';
import type { Precedence } from '../order/index.ts';
import { callSubject } from '../subject.ts';
import { callKey, textKey } from './keys.ts';
import { confidenceOf, type Report, type Rule } from './rule.ts';
import { CALL_STEPS, SOCKET_STEPS } from './steps.ts';
import { inSite } from './words.ts';

/** No calls on a socket once WskCloseSocket was called on it, whether or not the close has completed. */
export const useAfterClose: Rule = {
  name: 'use-after-close',
  severity: 'error',
  // Both calls are in the trace: nothing that is missing can excuse the second.
  whenEventsAreLost: 'certain',
  corrupts: true,
  create: ({ report }) => {
    /** Calls on sockets whose close has not ended: where it fails, the socket may be used on. */
    const closing = new Map<string, Report[]>();
    const settle = (key: string): void => {
      for (const held of closing.get(key) ?? []) {
        report(held);
      }
      closing.delete(key);
    };
    return {
      callIssuedAfterClose(call, precedence, driver) {
        const { socket } = call;
        const told = reportOf(call, precedence, driver);
        if (socket === null || socket.isClosed) {
          report(told);
        } else {
          const key = textKey(socket, driver);
          const held = closing.get(key) ?? [];
          held.push(told);
          closing.set(key, held);
        }
      },
      socketEnded(socket, driver) {
        if (closing.size > 0) {
          settle(textKey(socket, driver));
        }
      },
      socketCloseFailed(socket, driver) {
        closing.delete(textKey(socket, driver));
      },
      driverEnding(_end, driver) {
        for (const [key, [first]] of closing) {
          if (first!.driver === driver) {
            settle(key);
          }
        }
      },
    };
  },
};

function reportOf(call: Call, precedence: Precedence, driver: Driver): Report {
  const before = call.socket === null ? [] : SOCKET_STEPS.evidenceOf(call.socket);
  return {
    driver,
    op: call.op,
    site: call.site,
    subject: callSubject(call),
    confidence: confidenceOf(precedence),
    evidence: [...before, ...CALL_STEPS.evidenceOf(call)],
    message:
      `${operationName(call.op)}${inSite(call.site)} was called on a socket after its WskCloseSocket. ` +
      'The socket object may be gone: stop new calls under a lock or a rundown reference before closing.',
    keys: [],
    leaves: [callKey(call)],
  };
}
