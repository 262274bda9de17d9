import { idText } from '../ids.ts';
import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import type { Irp } from '../model/irp.ts';
import type { SecondCompletion } from '../observer.ts';
import { isWskSend, operationName } from '../operation.ts';
import { UNKNOWN_SITE } from '../site.ts';
import { isFailure, statusName } from '../status.ts';
import { callSubject } from '../subject.ts';
import type { Confidence } from './finding.ts';
import { callKey } from './keys.ts';
import type { Rule, RuleContext } from './rule.ts';
import { CALL_STEPS } from './steps.ts';
import { inSite } from './words.ts';

/**
 * A supplied IRP is completed exactly once (contract, rule 1): two completions of one call break that, whatever else
 * is lost. Where the IRP serves another call by then, the second completion is taken for that call's: it shows by
 * a send that succeeds without having sent anything.
 */
export const doubleCompletion: Rule = {
  name: 'double-completion',
  severity: 'error',
  whenEventsAreLost: 'certain',
  corrupts: true,
  create: ({ report }) => {
    const outOfStep = new OutOfStep();
    return {
      callCompleted: (call, driver) => lookForTaken(call, driver, outOfStep, report),
      callCompletedAgain: (completion, driver) => tellAgain(completion, driver, report),
    };
  },
};

/** IRPs that a completion was seen on that belonged to another call: later ones may be out of step, too. */
class OutOfStep {
  readonly #lives = new WeakMap<Driver, Set<number>>();

  has({ life }: Irp, driver: Driver): boolean {
    return this.#lives.get(driver)?.has(life) ?? false;
  }

  add({ life }: Irp, driver: Driver): void {
    const lives = this.#lives.get(driver) ?? new Set();
    this.#lives.set(driver, lives.add(life));
  }
}

function lookForTaken(call: Call, driver: Driver, outOfStep: OutOfStep, report: RuleContext['report']): void {
  const { irp } = call;
  if (irp !== null && sentNothing(call) && !outOfStep.has(irp, driver)) {
    const before = irp.previousCall;
    if (before !== null && before.irp === irp) {
      outOfStep.add(irp, driver);
      tellTaken(before, call, driver, report);
    }
  }
}

function tellAgain(completion: SecondCompletion, driver: Driver, report: RuleContext['report']): void {
  const { call, op, timeNs } = completion;
  const site = call?.site ?? UNKNOWN_SITE;
  const second = { timeNs, event: 'IrpCompleted', detail: statusName(completion.status) };
  report({
    driver,
    op,
    site,
    subject: subjectOf(completion),
    confidence: confidenceIn(driver),
    evidence: call === null ? [second] : [...CALL_STEPS.evidenceOf(call), second],
    message:
      `The IRP of ${operationName(op)}${inSite(site)} was completed twice. ` +
      'The second completion works on an IRP that may be freed or in use for another call: ' +
      'look for two paths that both complete it, as a cancel routine and a time-out do.',
    keys: [],
    leaves: [callKey({ idLow: completion.callIdLow, idHigh: completion.callIdHigh })],
  });
}

/** Where calls are known by their IRP's address alone, the completion of another call there looks the same. */
function confidenceIn({ tells }: Driver): Confidence {
  return tells.callIds ? 'certain' : 'possible';
}

function subjectOf({ call, callIdLow, callIdHigh, irpIdLow, irpIdHigh }: SecondCompletion) {
  return {
    irpId: idText(irpIdLow, irpIdHigh),
    callId: idText(callIdLow, callIdHigh),
    socketId: call === null ? null : idText(call.socketIdLow, call.socketIdHigh),
  };
}

/** WSK sends all or fails: a success with no byte of several is another call's completion. */
function sentNothing(call: Call): boolean {
  const nothing = call.informationLow === 0 && call.informationHigh === 0;
  return (
    nothing && isWskSend(call.op) && call.length > 0 && !isFailure(call.completionStatus) && !call.isOlder
  );
}

function tellTaken(before: Call, taken: Call, driver: Driver, report: RuleContext['report']): void {
  report({
    driver,
    op: before.op,
    site: before.site,
    subject: callSubject(before),
    confidence: 'likely',
    evidence: [...CALL_STEPS.evidenceOf(before), ...CALL_STEPS.evidenceOf(taken)],
    message:
      `The IRP of ${operationName(before.op)}${inSite(before.site)} was most likely completed twice. ` +
      `The call that used it next, ${operationName(taken.op)}${inSite(taken.site)}, completed with ` +
      `${statusName(taken.completionStatus)} and none of its ${taken.length} bytes: that was the second completion of ` +
      'the call before. From there on, completions on this IRP are out of step with its calls.',
    keys: [],
    leaves: [],
  });
}
