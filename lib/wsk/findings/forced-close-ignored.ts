import type { Driver } from '../model/driver.ts';
import type { Socket } from '../model/socket.ts';
import { operationName } from '../operation.ts';
import type { Confidence } from './finding.ts';
import { type Key, socketKey, UNLOAD_KEY } from './keys.ts';
import type { Rule, RuleContext } from './rule.ts';
import { FORCED_SOCKET_STEPS } from './steps.ts';
import { duration, inSite } from './words.ts';

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
      const isIgnoring = ({ forcedClosed, isClosing, isClosed }: Socket) =>
        forcedClosed !== null && !isClosing && !isClosed;
      const begunNs = (socket: Socket) => (isIgnoring(socket) ? FORCED_SOCKET_STEPS.beginNs(socket) : null);
      for (const socket of driver.sockets.sorted(begunNs)) {
        const { stuckAfterNs } = context.judge;
        const ageNs = endNs - socket.forcedClosed!.timeNs;
        const confidence = context.judge.outstanding(driver, ageNs, stuckAfterNs, socket.isOlder);
        tell(socket, driver, endNs, confidence, [socketKey(socket), UNLOAD_KEY], context);
      }
    },
  }),
};

function tell(
  socket: Socket,
  driver: Driver,
  untilNs: number,
  confidence: Confidence,
  leaves: readonly Key[],
  context: RuleContext,
): void {
  const { op, site, subject, timeNs } = socket.forcedClosed!;
  context.report({
    driver,
    op,
    site,
    subject,
    confidence,
    evidence: FORCED_SOCKET_STEPS.evidenceOf(socket),
    message:
      `${operationName(op)}${inSite(site)} completed with STATUS_FILE_FORCED_CLOSED, and the socket was still open ` +
      `${duration(untilNs - timeNs)} later. That status means that the transport under it is going: ` +
      'close the socket as soon as it comes.',
    keys: [],
    leaves,
  });
}
