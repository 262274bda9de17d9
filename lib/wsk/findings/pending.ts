import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import { callSubject } from '../subject.ts';
import {
  callKey,
  closeKeyOf,
  irpKeyOf,
  laterCallsKey,
  NOT_REACHED_KEY,
  socketKeyOf,
  UNLOAD_KEY,
} from './keys.ts';
import type { RuleContext } from './rule.ts';
import { CALL_STEPS } from './steps.ts';

/**
 * What all rules about calls without a completion have in common: proof, confidence, and what such a call leaves behind.
 * Those that were issued first are told first.
 * @param isSuch which of the calls without a completion the rule is about
 */
export function reportPending(
  driver: Driver,
  endNs: number,
  { judge, reportOutstanding }: RuleContext,
  isSuch: (call: Call) => boolean,
  messageOf: (call: Call) => string,
): void {
  const begunNs = (call: Call) =>
    isWithoutCompletion(call) && isSuch(call) ? CALL_STEPS.beginNs(call) : null;
  for (const call of driver.calls.sorted(begunNs)) {
    const { op, site, sinceNs, isOlder, isClose } = call;
    const hasSocket = call.socketIdLow !== 0 || call.socketIdHigh !== 0;
    reportOutstanding(
      {
        driver,
        op,
        site,
        confidence: judge.outstanding(driver, endNs - sinceNs, judge.limitOf(driver, op), isOlder),
        keys: [callKey(call), laterCallsKey(call), ...(isClose ? [closeKeyOf(call)] : [])],
        leaves: [
          irpKeyOf(call),
          ...(hasSocket ? [socketKeyOf(call), closeKeyOf(call)] : []),
          UNLOAD_KEY,
          NOT_REACHED_KEY,
        ],
      },
      () => ({
        subject: callSubject(call),
        evidence: CALL_STEPS.evidenceOf(call),
        message: messageOf(call),
      }),
    );
  }
}

/** Calls of a driver that were given an IRP and have no completion at the end. */
export function* withoutCompletion(driver: Driver): IterableIterator<Call> {
  for (const call of driver.calls.values()) {
    if (isWithoutCompletion(call)) {
      yield call;
    }
  }
}

function isWithoutCompletion(call: Call): boolean {
  return call.hasIrp && !call.isFinished && !call.isCompleted;
}

export function wasCancelled(call: Call): boolean {
  return !Number.isNaN(call.cancelRequestedNs);
}
