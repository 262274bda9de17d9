import { UNKNOWN_SITE } from '../site.ts';
import type { Evidence } from './finding.ts';
import type { Rule } from './rule.ts';

/** WSK keeps a registered client's dispatch table until WskDeregister: a driver must not go before. */
export const notDeregistered: Rule = {
  name: 'not-deregistered',
  severity: 'warning',
  whenEventsAreLost: 'possible',
  create: ({ report }) => ({
    driverEnded(_, driver) {
      const { registeredNs, unloadStartNs, stoppedCleanNs } = driver.life;
      const tellsRegistration = !Number.isNaN(registeredNs);
      // A DriverEntry that fails before it registers stops too. Of one that tells nothing of its life nothing is known.
      const hadToDeregister = tellsRegistration ? driver.registrations > 0 : driver.isUnloading;
      if (!driver.hasStoppedClean || driver.isDeregistered || !hadToDeregister) {
        return;
      }
      const evidence: Evidence[] = [
        { timeNs: stoppedCleanNs, event: 'RundownBegin', detail: 'tracing stopped' },
      ];
      if (tellsRegistration) {
        evidence.push({ timeNs: registeredNs, event: 'DriverState', detail: 'Registered' });
      }
      if (driver.isUnloading) {
        evidence.push({ timeNs: unloadStartNs, event: 'DriverState', detail: 'UnloadStart' });
      }
      report({
        driver,
        op: 0,
        site: UNKNOWN_SITE,
        subject: { irpId: null, callId: null, socketId: null },
        confidence: 'likely',
        evidence,
        message:
          'The driver stopped its tracing with no call and no socket outstanding, and had not told that it ' +
          `${driver.deregistrations > 0 ? 'ended each of its registrations' : 'deregistered'}. ` +
          'Either it does not call WskDeregister: WSK then keeps pointers into a driver that is gone; ' +
          'call it before the driver goes. Or the call is not traced: include wsktrace.h with WSKTRACE_TAKE_OVER ' +
          'where it stands, or tell WskTraceDeregistered after it.',
        keys: [],
        leaves: [],
      });
    },
  }),
};
