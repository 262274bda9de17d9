import type { Driver } from '../model/driver.ts';
import type { Socket } from '../model/socket.ts';
import { socketSubject } from '../subject.ts';
import { socketEvidence, socketName } from './evidence.ts';
import type { Confidence } from './finding.ts';
import { closeKey, NOT_REACHED_KEY, type Rule, type RuleContext, socketKey, UNLOAD_KEY } from './rule.ts';

/** An indication kept by returning STATUS_PENDING from a receive callback must be released before the socket is closed. */
export const indicationNotReleased: Rule = {
  name: 'indication-not-released',
  severity: 'error',
  whenEventsAreLost: 'possible',
  create: (context) => ({
    socketCloseIssued(socket, _call, driver) {
      if (socket.retained > 0) {
        tell(socket, driver, 'certain', context);
      }
    },
    driverEnded({ endNs }, driver) {
      for (const socket of driver.sockets.values()) {
        if (socket.retained > 0 && !socket.isClosing && !socket.isClosed) {
          const age = endNs - socket.retainedNs;
          const confidence = context.judge.outstanding(
            driver,
            age,
            context.judge.stuckAfterNs,
            socket.isOlder,
          );
          tell(socket, driver, confidence, context);
        }
      }
    },
  }),
};

function tell(socket: Socket, driver: Driver, confidence: Confidence, { report }: RuleContext): void {
  const subject = socketSubject(socket);
  report({
    driver,
    op: 0,
    site: socket.site,
    subject,
    confidence,
    evidence: [
      ...socketEvidence(socket),
      { timeNs: socket.retainedNs, event: 'CallbackLeave', detail: 'STATUS_PENDING' },
    ],
    message:
      `A receive callback of ${socketName(socket)} kept ${socket.retained} ` +
      `indication${socket.retained === 1 ? '' : 's'} (it returned STATUS_PENDING) that WskRelease did not give back. ` +
      'Closing the socket then waits for ever: release every kept indication first.',
    keys: [`retained:${subject.socketId}`],
    leaves: [closeKey(subject.socketId), socketKey(subject.socketId), UNLOAD_KEY, NOT_REACHED_KEY],
  });
}
