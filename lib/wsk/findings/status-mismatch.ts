import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import { operationName } from '../operation.ts';
import { isFailure, Status, statusName } from '../status.ts';
import { callSubject } from '../subject.ts';
import type { Rule, RuleContext } from './rule.ts';
import { CALL_STEPS } from './steps.ts';
import { inSite } from './words.ts';

/** The returned status is STATUS_PENDING or the same as the final one (contract, rule 2). */
export const statusMismatch: Rule = {
  name: 'status-mismatch',
  severity: 'warning',
  whenEventsAreLost: 'likely',
  create: ({ report }) => ({
    callFinished(call, driver) {
      if (!call.isOlder && call.isReturned && call.isCompleted && differs(call)) {
        tell(call, driver, report);
      }
    },
  }),
};

function differs(call: Call): boolean {
  return call.returnStatus !== Status.Pending && call.returnStatus !== call.completionStatus;
}

function tell(call: Call, driver: Driver, report: RuleContext['report']): void {
  const [returned, completed] = [statusName(call.returnStatus), statusName(call.completionStatus)];
  const advice = isFailure(call.returnStatus)
    ? 'A caller that cleans up on the returned error does so twice, or too early'
    : 'A caller that trusts the returned status takes a failure for a success';
  report({
    driver,
    op: call.op,
    site: call.site,
    subject: callSubject(call),
    confidence: 'certain',
    evidence: CALL_STEPS.evidenceOf(call),
    message:
      `${operationName(call.op)}${inSite(call.site)} returned ${returned} and completed with ${completed}. ` +
      `${advice}: decide by IoStatus in the completion routine alone.`,
    keys: [],
    leaves: [],
  });
}
