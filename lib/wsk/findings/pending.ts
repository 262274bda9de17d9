import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import { callSubject } from '../subject.ts';
import { callEvidence } from './evidence.ts';
import {
  callKey,
  closeKey,
  irpKey,
  laterCallsKey,
  NOT_REACHED_KEY,
  type Report,
  type RuleContext,
  socketKey,
  UNLOAD_KEY,
} from './rule.ts';

/** What all rules about calls without a completion have in common: proof, confidence, and what such a call leaves behind. */
export function reportPending(
  call: Call,
  driver: Driver,
  endNs: number,
  { judge, report }: RuleContext,
  message: string,
): void {
  const subject = callSubject(call);
  const ageNs = endNs - call.sinceNs;
  const told: Report = {
    driver,
    op: call.op,
    site: call.site,
    subject,
    confidence: judge.outstanding(driver, ageNs, judge.limitOf(driver, call.op), call.isOlder),
    evidence: callEvidence(call),
    message,
    keys: [
      callKey(subject.callId),
      laterCallsKey(subject.irpId),
      ...(call.isClose ? [closeKey(subject.socketId)] : []),
    ],
    leaves: [
      callKey(subject.callId),
      irpKey(subject.irpId),
      ...(subject.socketId === null ? [] : [socketKey(subject.socketId), closeKey(subject.socketId)]),
      UNLOAD_KEY,
      NOT_REACHED_KEY,
    ],
  };
  report(told);
}

/** Calls of a driver that were given an IRP and have no completion at the end. */
export function* withoutCompletion(driver: Driver): IterableIterator<Call> {
  for (const call of driver.calls.values()) {
    if (call.hasIrp && !call.isFinished && !call.isCompleted) {
      yield call;
    }
  }
}

export function wasCancelled(call: Call): boolean {
  return !Number.isNaN(call.cancelRequestedNs);
}
