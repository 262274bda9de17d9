import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import { operationName } from '../operation.ts';
import type { Moment, Precedence } from '../order/index.ts';
import { callSubject } from '../subject.ts';
import { HeldFaults } from './held-faults.ts';
import { callKey, laterCallsKey, textKey } from './keys.ts';
import { confidenceOf, type Report, type Rule } from './rule.ts';
import { CALL_STEPS } from './steps.ts';
import { inSite } from './words.ts';

/** A call whose IRP was used again before it completed, as far as is known by now. */
interface Reuse {
  readonly reusedAt: Moment;
  readonly issuedAt: Moment;
  /** Whether nothing but the clocks says that the reuse came after the issue. */
  readonly isLikely: boolean;
  readonly report: Report;
}

/** A call that an IRP was used again for, and what is to be said should it prove to be the first of both. */
interface Next {
  readonly key: string;
  readonly issuedNs: number;
  readonly report: Report;
}

/** IoReuseIrp, and a new call, only after completion (contract, rule 4). */
export const reuseWhilePending: Rule = {
  name: 'reuse-while-pending',
  severity: 'error',
  whenEventsAreLost: 'possible',
  corrupts: true,
  create: ({ order, report }) => {
    const held = new HeldFaults();
    /** By the id of the call that the IRP was used again for: it may have come and gone before the first was issued. */
    const undecided = new Map<string, { readonly key: string; readonly reuse: Reuse }>();
    /** By the id of a call: the one that its IRP was used again for, where nothing proves which of both came first. */
    const nextOf = new Map<string, Next>();
    /** When those calls completed; null while they have not. */
    const nexts = new Map<string, Moment | null>();

    /** @param nextCompletedAt when the second call completed; null where the reuse was told without a call */
    const decide = (key: string, reuse: Reuse, nextCompletedAt: Moment | null): void => {
      if (nextCompletedAt !== null && order.precedes(reuse.issuedAt, nextCompletedAt)) {
        held.hold(key, reuse.reusedAt, reuse.report);
      } else if (reuse.isLikely) {
        held.hold(key, reuse.reusedAt, { ...reuse.report, confidence: 'possible' });
      }
    };

    const judge = (call: Call, precedence: Precedence, driver: Driver): void => {
      const use = call.isOlder ? 'sure' : order.judge(call.issuedAt, call.irpReusedAt!);
      const key = textKey(call, driver);
      const next = nextOf.get(key);
      nextOf.delete(key);
      const own = reportOf(call, precedence, driver);
      // The fault is that of the one that seems to have come first.
      const isSwapped = next !== undefined && next.issuedNs < call.issuedNs;
      const reuse: Reuse = {
        reusedAt: call.irpReusedAt!,
        issuedAt: call.issuedAt.copy(),
        isLikely: use === 'likely',
        report: isSwapped ? { ...next.report, confidence: own.confidence } : own,
      };
      const nextCompletedAt = next === undefined ? undefined : nexts.get(next.key);
      if (use === 'sure') {
        held.hold(key, reuse.reusedAt, reuse.report);
      } else if (nextCompletedAt === null) {
        undecided.set(next!.key, { key, reuse });
      } else {
        decide(key, reuse, nextCompletedAt ?? null);
      }
    };

    return {
      irpReused(_irp, pending, _timeNs, driver, next) {
        if (pending !== null && next !== null && !order.precedes(pending.issuedAt, order.now)) {
          const key = textKey(next, driver);
          nextOf.set(textKey(pending, driver), {
            key,
            issuedNs: next.issuedNs,
            report: reportOf(next, 'sure', driver),
          });
          nexts.set(key, null);
        }
      },
      callCompleted(call, driver) {
        const key = nexts.size === 0 ? null : textKey(call, driver);
        if (key !== null && nexts.has(key)) {
          nexts.set(key, order.now.copy());
          const open = undecided.get(key);
          if (open !== undefined) {
            undecided.delete(key);
            decide(open.key, open.reuse, order.now);
          }
        }
        if (call.irpReusedAt !== null) {
          const precedence = order.judge(call.irpReusedAt, order.now);
          if (precedence !== null) {
            judge(call, precedence, driver);
          }
        }
      },
      callCompletedAgain(completion, driver) {
        held.completedAgain(completion, driver, order);
      },
      driverEnding(_end, driver) {
        for (const call of driver.calls.values()) {
          if (call.irpReusedAt !== null && !call.isFinished && !call.isCompleted) {
            judge(call, 'sure', driver);
          }
        }
        for (const [next, { key, reuse }] of undecided) {
          if (reuse.report.driver === driver) {
            // The second call never completed: it can't have come and gone first.
            held.hold(key, reuse.reusedAt, reuse.report);
            undecided.delete(next);
          }
        }
        held.tell(driver, report);
      },
    };
  },
};

function reportOf(call: Call, precedence: Precedence, driver: Driver): Report {
  const proven = confidenceOf(precedence);
  return {
    driver,
    op: call.op,
    site: call.site,
    subject: callSubject(call),
    confidence: call.isOlder && proven === 'certain' ? 'likely' : proven,
    evidence: CALL_STEPS.evidenceOf(call),
    message:
      `The IRP of ${operationName(call.op)}${inSite(call.site)} was used again before it completed. ` +
      'Two calls now share one IRP, and the first completion is taken for the second call’s: ' +
      'reuse an IRP only once its completion routine has run, or allocate one for each call in flight.',
    keys: [callKey(call)],
    leaves: [callKey(call), laterCallsKey(call)],
  };
}
