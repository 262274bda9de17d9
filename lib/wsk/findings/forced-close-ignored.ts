import { duration, inSite, socketEvidence, socketSubject } from './evidence.ts';
import { type Rule, socketKey, UNLOAD_KEY } from './rule.ts';

/** STATUS_FILE_FORCED_CLOSED asks the driver to close this socket soon: the transport under it is going away. */
export const forcedCloseIgnored: Rule = {
  name: 'forced-close-ignored',
  severity: 'warning',
  whenEventsAreLost: 'possible',
  create: ({ judge, report }) => ({
    driverEnded({ endNs }, driver) {
      for (const socket of driver.sockets.values()) {
        const ageNs = endNs - socket.forcedClosedNs;
        if (Number.isNaN(ageNs) || socket.isClosing || socket.isClosed) {
          continue;
        }
        const subject = socketSubject(socket);
        report({
          driver,
          op: 0,
          site: socket.site,
          subject,
          confidence: judge.outstanding(driver, ageNs, judge.stuckAfterNs, socket.isOlder),
          evidence: [
            ...socketEvidence(socket),
            { timeNs: socket.forcedClosedNs, event: 'IrpCompleted', detail: 'STATUS_FILE_FORCED_CLOSED' },
          ],
          message:
            `The socket created${inSite(socket.site)} was still open ${duration(ageNs)} after a call on it completed ` +
            'with STATUS_FILE_FORCED_CLOSED. That status means that the transport is going: close the socket soon.',
          key: `forced:${subject.socketId}`,
          leaves: [socketKey(subject.socketId), UNLOAD_KEY],
        });
      }
    },
  }),
};
