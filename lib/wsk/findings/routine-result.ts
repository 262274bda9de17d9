import { IrpOrigin } from '../events/schema.ts';
import { operationName } from '../operation.ts';
import { Status, statusName } from '../status.ts';
import { callSubject } from '../subject.ts';
import type { Rule } from './rule.ts';
import { CALL_STEPS } from './steps.ts';
import { inSite } from './words.ts';

/** A driver's own IRP stays its own: its completion routine returns STATUS_MORE_PROCESSING_REQUIRED (contract, rule 3). */
export const routineResult: Rule = {
  name: 'routine-result',
  severity: 'error',
  whenEventsAreLost: 'likely',
  corrupts: true,
  create: ({ report }) => ({
    routineReturned(call, result, timeNs, driver) {
      // One passed down goes on to the driver above, unless this one keeps it for a while: either is sound.
      const origin = call.irp?.origin ?? IrpOrigin.PassedDown;
      if (origin === IrpOrigin.PassedDown || result === Status.MoreProcessingRequired) {
        return;
      }
      report({
        driver,
        op: call.op,
        site: call.site,
        subject: callSubject(call),
        confidence: call.irp?.isOlder ? 'likely' : 'certain',
        evidence: [
          ...CALL_STEPS.evidenceOf(call),
          { timeNs, event: 'RoutineReturned', detail: statusName(result) },
        ],
        message:
          `The completion routine of ${operationName(call.op)}${inSite(call.site)} returned ${statusName(result)} ` +
          'for an IRP of the driver’s own. The I/O manager then goes on completing an IRP that the driver frees or ' +
          'uses again: return STATUS_MORE_PROCESSING_REQUIRED.',
        keys: [],
        leaves: [],
      });
    },
  }),
};
