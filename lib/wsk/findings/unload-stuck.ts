import { UNKNOWN_SITE } from '../site.ts';
import { CUT_OFF_KEY, UNLOAD_KEY } from './keys.ts';
import type { Rule } from './rule.ts';
import { duration } from './words.ts';

/** WskDeregister waits for the NPI, for calls, IRPs and sockets: an unload that began and did not end hangs in it. */
export const unloadStuck: Rule = {
  name: 'unload-stuck',
  severity: 'error',
  whenEventsAreLost: 'possible',
  create: ({ judge, report }) => ({
    driverEnded({ endNs }, driver) {
      const { unloadStartNs, npiReleasedNs } = driver.life;
      if (!driver.isStillUnloading) {
        return;
      }
      const ageNs = endNs - unloadStartNs;
      const where = Number.isNaN(npiReleasedNs)
        ? 'before it released the provider NPI'
        : 'in WskDeregister, after it released the provider NPI';
      report({
        driver,
        op: 0,
        site: UNKNOWN_SITE,
        subject: { irpId: null, callId: null, socketId: null },
        confidence: ageNs > judge.stuckAfterNs ? 'likely' : 'possible',
        evidence: [{ timeNs: unloadStartNs, event: 'DriverState', detail: 'UnloadStart' }],
        message:
          `The driver’s unload had not ended after ${duration(ageNs)}: it stands ${where}. ` +
          'WskDeregister waits until calls, IRPs and sockets have ended and the NPI is released.',
        keys: [UNLOAD_KEY, CUT_OFF_KEY],
        leaves: [],
      });
    },
  }),
};
