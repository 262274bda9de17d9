import { operationName } from '../operation.ts';
import { callSubject } from '../subject.ts';
import { callEvidence, inSite, socketEvidence } from './evidence.ts';
import { callKey, type Rule } from './rule.ts';

/** No calls on a socket once WskCloseSocket was called on it, whether or not the close has completed. */
export const useAfterClose: Rule = {
  name: 'use-after-close',
  severity: 'error',
  // Both calls are in the trace: nothing that is missing can excuse the second.
  whenEventsAreLost: 'certain',
  corrupts: true,
  create: ({ report }) => ({
    callIssuedAfterClose(call, driver) {
      const subject = callSubject(call);
      const before = call.socket === null ? [] : socketEvidence(call.socket);
      report({
        driver,
        op: call.op,
        site: call.site,
        subject,
        confidence: 'certain',
        evidence: [...before, ...callEvidence(call)],
        message:
          `${operationName(call.op)}${inSite(call.site)} was called on a socket after its WskCloseSocket. ` +
          'The socket object may be gone: stop new calls under a lock or a rundown reference before closing.',
        keys: [`use:${subject.callId}`],
        leaves: [callKey(subject.callId)],
      });
    },
  }),
};
