import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import { operationName } from '../operation.ts';
import { callSubject } from '../subject.ts';
import type { Report, Rule } from './rule.ts';
import { CALL_STEPS } from './steps.ts';
import { duration, inSite } from './words.ts';

/**
 * A completion that stands before its call in time says nothing of the driver, only that two clocks disagree. Where an
 * offset and a drift explain that, times are corrected by it, and it is no finding.
 */
export const clockAnomaly: Rule = {
  name: 'clock-anomaly',
  severity: 'warning',
  whenEventsAreLost: 'likely',
  create: ({ report }) => ({
    callCompletedBeforeIssue(call, issuedNs, driver) {
      // An issue that waited for what a trace lacks is taken behind its completion, though its time is earlier.
      if (issuedNs > call.completedNs) {
        report(reportOf(call, issuedNs - call.completedNs, driver));
      }
    },
    clockWasSet(call, earlyNs, driver) {
      report(reportOf(call, earlyNs, driver));
    },
  }),
};

function reportOf(call: Call, earlyNs: number, driver: Driver): Report {
  return {
    driver,
    op: call.op,
    site: call.site,
    subject: callSubject(call),
    confidence: 'certain',
    evidence: CALL_STEPS.evidenceOf(call),
    message:
      `${operationName(call.op)}${inSite(call.site)} completed ${duration(earlyNs)} before it ` +
      'was issued, by the trace’s times. No offset and no drift of the processors’ clocks explains that: one was set, or ' +
      'the trace is damaged. Latencies near it are off by as much. Record with the clock set to QPC.',
    keys: [],
    leaves: [],
  };
}
