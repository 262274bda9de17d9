import type { Driver } from '../model/driver.ts';
import type { Socket } from '../model/socket.ts';
import { operationName } from '../operation.ts';
import { duration, inSite, socketEvidence } from './evidence.ts';
import type { Confidence } from './finding.ts';
import { type Rule, type RuleContext, socketKey, UNLOAD_KEY } from './rule.ts';

/** STATUS_FILE_FORCED_CLOSED asks the driver to close this socket soon: the transport under it is going away. */
export const forcedCloseIgnored: Rule = {
  name: 'forced-close-ignored',
  severity: 'warning',
  whenEventsAreLost: 'possible',
  create: (context) => ({
    socketCloseIssued(socket, call, driver) {
      const { forcedClosed } = socket;
      if (forcedClosed !== null && call.issuedNs - forcedClosed.timeNs > context.judge.stuckAfterNs) {
        // The unload waits for it no longer.
        tell(socket, driver, call.issuedNs, 'likely', [], context);
      }
    },
    driverEnded({ endNs }, driver) {
      for (const socket of driver.sockets.values()) {
        const { forcedClosed } = socket;
        if (forcedClosed !== null && !socket.isClosing && !socket.isClosed) {
          const ageNs = endNs - forcedClosed.timeNs;
          const confidence = context.judge.outstanding(
            driver,
            ageNs,
            context.judge.stuckAfterNs,
            socket.isOlder,
          );
          const leaves = [socketKey(forcedClosed.subject.socketId), UNLOAD_KEY];
          tell(socket, driver, endNs, confidence, leaves, context);
        }
      }
    },
  }),
};

function tell(
  socket: Socket,
  driver: Driver,
  untilNs: number,
  confidence: Confidence,
  leaves: readonly string[],
  context: RuleContext,
): void {
  const { op, site, subject, timeNs } = socket.forcedClosed!;
  context.report({
    driver,
    op,
    site,
    subject,
    confidence,
    evidence: [
      ...socketEvidence(socket),
      { timeNs, event: 'IrpCompleted', detail: `${operationName(op)} with STATUS_FILE_FORCED_CLOSED` },
    ],
    message:
      `${operationName(op)}${inSite(site)} completed with STATUS_FILE_FORCED_CLOSED, and the socket was still open ` +
      `${duration(untilNs - timeNs)} later. That status means that the transport under it is going: ` +
      'close the socket as soon as it comes.',
    keys: [`forced:${subject.socketId}`],
    leaves,
  });
}
