import { operationName } from '../operation.ts';
import { callSubject } from '../subject.ts';
import { callEvidence, inSite } from './evidence.ts';
import { callKey, laterCallsKey, type Rule } from './rule.ts';

/** IoReuseIrp, and a new call, only after completion (contract, rule 4). */
export const reuseWhilePending: Rule = {
  name: 'reuse-while-pending',
  severity: 'error',
  whenEventsAreLost: 'possible',
  corrupts: true,
  create: ({ report }) => ({
    irpReused(_irp, call, _timeNs, driver) {
      if (call === null) {
        return;
      }
      const subject = callSubject(call);
      report({
        driver,
        op: call.op,
        site: call.site,
        subject,
        confidence: call.isOlder ? 'likely' : 'certain',
        evidence: callEvidence(call),
        message:
          `The IRP of ${operationName(call.op)}${inSite(call.site)} was used again before it completed. ` +
          'Two calls now share one IRP, and the first completion is taken for the second call’s: ' +
          'reuse an IRP only once its completion routine has run, or allocate one for each call in flight.',
        keys: [callKey(subject.callId)],
        leaves: [callKey(subject.callId), laterCallsKey(subject.irpId)],
      });
    },
  }),
};
