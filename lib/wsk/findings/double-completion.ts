import { idText } from '../ids.ts';
import type { SecondCompletion } from '../observer.ts';
import { operationName } from '../operation.ts';
import { UNKNOWN_SITE } from '../site.ts';
import { statusName } from '../status.ts';
import { callEvidence, inSite } from './evidence.ts';
import { callKey, type Rule } from './rule.ts';

/** A supplied IRP is completed exactly once (contract, rule 1): two completions of one call break that, whatever else is lost. */
export const doubleCompletion: Rule = {
  name: 'double-completion',
  severity: 'error',
  whenEventsAreLost: 'certain',
  create: ({ report }) => ({
    callCompletedAgain(completion, driver) {
      const { call, op, timeNs } = completion;
      const site = call?.site ?? UNKNOWN_SITE;
      const subject = subjectOf(completion);
      const second = { timeNs, event: 'IrpCompleted', detail: statusName(completion.status) };
      report({
        driver,
        op,
        site,
        subject,
        confidence: 'certain',
        evidence: call === null ? [second] : [...callEvidence(call), second],
        message:
          `The IRP of ${operationName(op)}${inSite(site)} was completed twice. ` +
          'The second completion works on an IRP that may be freed or in use for another call: ' +
          'look for two paths that both complete it, as a cancel routine and a time-out do.',
        key: `again:${subject.callId}`,
        leaves: [callKey(subject.callId)],
      });
    },
  }),
};

function subjectOf({ call, callIdLow, callIdHigh, irpIdLow, irpIdHigh }: SecondCompletion) {
  return {
    irpId: idText(irpIdLow, irpIdHigh),
    callId: idText(callIdLow, callIdHigh),
    socketId: call === null ? null : idText(call.socketIdLow, call.socketIdHigh),
  };
}
