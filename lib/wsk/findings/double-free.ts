import { irpSubject } from '../subject.ts';
import { irpKey } from './keys.ts';
import type { Rule } from './rule.ts';
import { IRP_STEPS } from './steps.ts';
import { irpName, sentence } from './words.ts';

/** An IRP is freed once: the second IoFreeIrp gives back memory that may be somebody else's by then. */
export const doubleFree: Rule = {
  name: 'double-free',
  severity: 'error',
  whenEventsAreLost: 'likely',
  corrupts: true,
  create: ({ report }) => ({
    irpFreedAgain(irp, timeNs, driver) {
      report({
        driver,
        op: 0,
        site: irp.site,
        subject: irpSubject(irp),
        confidence: 'certain',
        evidence: [...IRP_STEPS.evidenceOf(irp), { timeNs, event: 'IrpFreed' }],
        message:
          `${sentence(irpName(irp))} was freed twice. ` +
          'Its memory may belong to another IRP by the second time: let one place own the free, ' +
          'the completion routine or the caller, and clear the pointer there.',
        keys: [irpKey(irp)],
        leaves: [],
      });
    },
  }),
};
