import { idText } from '../ids.ts';
import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import { operationName } from '../operation.ts';
import type { Moment, Order, Precedence } from '../order/index.ts';
import { callSubject } from '../subject.ts';
import { callEvidence, inSite, irpEvidence } from './evidence.ts';
import { weaker } from './finding.ts';
import { callKey } from './keys.ts';
import { confidenceOf, type Report, type Rule } from './rule.ts';

/** IoFreeIrp only after completion (contract, rule 4): WSK still holds the IRP and will write to it. */
export const freeWhilePending: Rule = {
  name: 'free-while-pending',
  severity: 'error',
  // A lost completion looks the same.
  whenEventsAreLost: 'possible',
  corrupts: true,
  create: ({ order, report }) => {
    /** By the call: another completion of it may still come, which may have been before the free. */
    const held = new Map<string, Held>();
    return {
      callCompleted(call, driver) {
        if (call.irpFreedAt !== null) {
          const precedence = order.judge(call.irpFreedAt, order.now);
          const told = precedence === null ? null : reportOf(call, precedence, driver, order);
          if (told !== null) {
            held.set(keyOf(call, driver), { freedAt: call.irpFreedAt, report: told });
          }
        }
      },
      callCompletedAgain({ callIdLow: idLow, callIdHigh: idHigh }, driver) {
        const key = held.size === 0 ? '' : keyOf({ idLow, idHigh }, driver);
        const before = held.get(key);
        if (before !== undefined && !order.precedes(before.freedAt, order.now)) {
          held.delete(key);
        }
      },
      driverEnding(_end, driver) {
        for (const [key, { report: told }] of held) {
          if (told.driver === driver) {
            report(told);
            held.delete(key);
          }
        }
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

interface Held {
  readonly freedAt: Moment;
  readonly report: Report;
}

function keyOf({ idLow, idHigh }: { idLow: number; idHigh: number }, { label }: Driver): string {
  return `${label}/${idText(idLow, idHigh)}`;
}

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
    evidence: [...(irp === null ? [] : irpEvidence(irp)), ...callEvidence(call)].filter(isFirstFree()),
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
