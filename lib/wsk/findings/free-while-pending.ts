import { operationName } from '../operation.ts';
import { callSubject } from '../subject.ts';
import { callEvidence, inSite, irpEvidence } from './evidence.ts';
import { callKey, type Rule } from './rule.ts';

/** IoFreeIrp only after completion (contract, rule 4): WSK still holds the IRP and will write to it. */
export const freeWhilePending: Rule = {
  name: 'free-while-pending',
  severity: 'error',
  // A lost completion looks the same.
  whenEventsAreLost: 'possible',
  corrupts: true,
  create: ({ report }) => ({
    irpFreed(irp, call, driver) {
      if (call === null) {
        return;
      }
      const subject = callSubject(call);
      const asked = Number.isNaN(call.cancelRequestedNs)
        ? 'Wait for the completion, or cancel the IRP and wait for it, before freeing.'
        : 'IoCancelIrp only asks: the IRP is still completed later, and may be freed only then.';
      report({
        driver,
        op: call.op,
        site: call.site,
        subject,
        confidence: call.isOlder ? 'likely' : 'certain',
        evidence: [...irpEvidence(irp), ...callEvidence(call)].filter(isFirstFree()),
        message:
          `The IRP of ${operationName(call.op)}${inSite(call.site)} was freed before it completed. ` +
          `WSK completes it into freed memory. ${asked}`,
        keys: [callKey(subject.callId)],
        leaves: [callKey(subject.callId)],
      });
    },
  }),
};

/** The free stands in the IRP's story and in the call's: it is told once. */
function isFirstFree(): (evidence: { event: string }) => boolean {
  let seen = false;
  return ({ event }) => {
    const isRepeated = seen && event === 'IrpFreed';
    seen ||= event === 'IrpFreed';
    return !isRepeated;
  };
}
