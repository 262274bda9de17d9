import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import { operationName } from '../operation.ts';
import type { Order, Precedence } from '../order/index.ts';
import { callSubject } from '../subject.ts';
import { weaker } from './finding.ts';
import { HeldFaults } from './held-faults.ts';
import { callKey, textKey } from './keys.ts';
import { confidenceOf, type Report, type Rule } from './rule.ts';
import { CALL_STEPS, IRP_STEPS } from './steps.ts';
import { inSite } from './words.ts';

/** IoFreeIrp only after completion (contract, rule 4): WSK still holds the IRP and will write to it. */
export const freeWhilePending: Rule = {
  name: 'free-while-pending',
  severity: 'error',
  // A lost completion looks the same.
  whenEventsAreLost: 'possible',
  corrupts: true,
  create: ({ order, report }) => {
    const held = new HeldFaults();
    return {
      callCompleted(call, driver) {
        if (call.irpFreedAt !== null) {
          const precedence = order.judge(call.irpFreedAt, order.now);
          const told = precedence === null ? null : reportOf(call, precedence, driver, order);
          if (told !== null) {
            held.hold(textKey(call, driver), call.irpFreedAt, told);
          }
        }
      },
      callCompletedAgain(completion, driver) {
        held.completedAgain(completion, driver, order);
      },
      driverEnding(_end, driver) {
        held.tell(driver, report);
        for (const call of driver.calls.values()) {
          if (call.irpFreedAt !== null && !call.isFinished && !call.isCompleted) {
            const told = reportOf(call, 'sure', driver, order);
            if (told !== null) {
              report(told);
            }
          }
        }
      },
    };
  },
};

function reportOf(call: Call, precedence: Precedence, driver: Driver, order: Order): Report | null {
  // By clocks that may disagree, the free can also stand before the issue.
  const use = call.isOlder ? 'sure' : order.judge(call.issuedAt, call.irpFreedAt!);
  if (use === null) {
    return null;
  }
  const { irp } = call;
  const asked = Number.isNaN(call.cancelRequestedNs)
    ? 'Wait for the completion, or cancel the IRP and wait for it, before freeing.'
    : 'IoCancelIrp only asks: the IRP is still completed later, and may be freed only then.';
  const proven = weaker(confidenceOf(use), confidenceOf(precedence));
  return {
    driver,
    op: call.op,
    site: call.site,
    subject: callSubject(call),
    confidence: call.isOlder && proven === 'certain' ? 'likely' : proven,
    evidence: [...(irp === null ? [] : IRP_STEPS.evidenceOf(irp)), ...CALL_STEPS.evidenceOf(call)].filter(
      isFirstFree(),
    ),
    message:
      `The IRP of ${operationName(call.op)}${inSite(call.site)} was freed before it completed. ` +
      `WSK completes it into freed memory. ${asked}`,
    keys: [callKey(call)],
    leaves: [callKey(call)],
  };
}

/** The free stands in the IRP's story and in the call's: it is told once. */
function isFirstFree(): (evidence: { event: string }) => boolean {
  let seen = false;
  return ({ event }) => {
    const isRepeated = seen && event === 'IrpFreed';
    seen ||= event === 'IrpFreed';
    return !isRepeated;
  };
}
