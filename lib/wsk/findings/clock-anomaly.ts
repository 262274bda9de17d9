import { operationName } from '../operation.ts';
import { callSubject } from '../subject.ts';
import { callEvidence, duration, inSite } from './evidence.ts';
import type { Rule } from './rule.ts';

/** A completion that stands before its call in time says nothing of latency, only that two clocks disagree. */
export const clockAnomaly: Rule = {
  name: 'clock-anomaly',
  severity: 'warning',
  whenEventsAreLost: 'likely',
  create: ({ report }) => ({
    callCompletedBeforeIssue(call, issuedNs, driver) {
      const subject = callSubject(call);
      report({
        driver,
        op: call.op,
        site: call.site,
        subject,
        confidence: 'certain',
        evidence: callEvidence(call),
        message:
          `${operationName(call.op)}${inSite(call.site)} completed ${duration(issuedNs - call.completedNs)} before it ` +
          'was issued, by the trace’s times. The processors’ clocks disagree: latencies of this trace are off by as ' +
          'much. Record with the clock set to QPC.',
        keys: [`clock:${subject.callId}`],
        leaves: [],
      });
    },
  }),
};
