import { IrpOrigin } from '../events/schema.ts';
import { idText } from '../ids.ts';
import type { Driver } from '../model/driver.ts';
import type { Irp } from '../model/irp.ts';
import type { Confidence, Subject } from './finding.ts';
import type { Judge } from './judge.ts';
import { irpKey, notReachedKeys } from './keys.ts';
import type { Rule } from './rule.ts';
import { USED_IRP_STEPS } from './steps.ts';
import { duration, irpName, sentence } from './words.ts';

/** Who allocated an IRP frees it, once it is completed (contract, rules 3 to 5). */
export const irpLeak: Rule = {
  name: 'irp-leak',
  severity: 'error',
  whenEventsAreLost: 'possible',
  create: ({ judge, reportOutstanding }) => ({
    driverEnded({ endNs }, driver) {
      const keys = notReachedKeys(driver);
      const begunNs = (irp: Irp) =>
        irp.isOutstanding && !isUntold(irp, driver) ? USED_IRP_STEPS.beginNs(irp) : null;
      for (const irp of driver.irps.sorted(begunNs)) {
        reportOutstanding(
          {
            driver,
            op: 0,
            site: irp.site,
            confidence: confidenceOf(irp, driver, endNs, judge),
            keys: [irpKey(irp), ...keys],
            leaves: [],
          },
          () => ({
            subject: subjectOf(irp),
            evidence: USED_IRP_STEPS.evidenceOf(irp),
            message: messageOf(irp, endNs),
          }),
        );
      }
    },
  }),
};

/**
 * A driver need not clean up an IRP that lies inside of something larger: with that it ends, unseen. Only of one that
 * tells of some clean-ups does a missing one say anything.
 */
function isUntold(irp: Irp, { tellsCleanUps }: Driver): boolean {
  return irp.origin === IrpOrigin.Embedded && !tellsCleanUps && irp.pendingCall === null;
}

function messageOf(irp: Irp, endNs: number): string {
  return (
    `${sentence(irpName(irp))} was never ${irp.origin === IrpOrigin.Embedded ? 'cleaned up' : 'freed'}. ` +
    `${storyOf(irp, endNs)} ${adviceFor(irp)}`
  );
}

function adviceFor({ origin }: Irp): string {
  return origin === IrpOrigin.Embedded
    ? 'It is part of a larger structure, with whose memory it goes: call IoCleanupIrp, by its wrapper, before that is freed.'
    : 'Free it in the completion routine or after the wait for it, on the error paths too.';
}

function confidenceOf(irp: Irp, driver: Driver, endNs: number, judge: Judge): Confidence {
  // One that lies ready for its next use looks like one that was forgotten, however long it lies.
  const limitNs = irp.uses > 1 ? Number.POSITIVE_INFINITY : judge.stuckAfterNs;
  return judge.outstanding(driver, endNs - irp.lastUsedNs, limitNs, irp.isOlder);
}

/** The IRP with its last call, which may be forgotten by now. */
function subjectOf({ idLow, idHigh, lastCall }: Irp): Subject {
  return {
    irpId: idText(idLow, idHigh),
    callId: lastCall === null ? null : idText(lastCall.idLow, lastCall.idHigh),
    socketId: lastCall === null ? null : idText(lastCall.socketIdLow, lastCall.socketIdHigh),
  };
}

function storyOf(irp: Irp, endNs: number): string {
  if (irp.uses === 0 && irp.lastCall === null) {
    return 'It was never given to a call.';
  }
  const uses = irp.uses <= 1 ? 'one call' : `${irp.uses} calls`;
  return `It served ${uses} and has been idle for the last ${duration(endNs - irp.lastUsedNs)}.`;
}
