import { socketSubject } from '../subject.ts';
import { sentence, socketEvidence, socketName } from './evidence.ts';
import { notReachedKeys, type Rule, socketKey, UNLOAD_KEY } from './rule.ts';

/** Each socket is closed before the driver deregisters: WskDeregister waits for it. */
export const socketLeak: Rule = {
  name: 'socket-leak',
  severity: 'error',
  whenEventsAreLost: 'possible',
  create: ({ judge, report }) => ({
    driverEnded({ endNs }, driver) {
      for (const socket of driver.sockets.values()) {
        if (socket.isClosed || !driver.tells.sockets) {
          continue;
        }
        const subject = socketSubject(socket);
        // A socket may live as long as its driver: nothing but the driver's end tells that it was forgotten.
        const confidence = judge.outstanding(
          driver,
          endNs - socket.sinceNs,
          Number.POSITIVE_INFINITY,
          socket.isOlder,
        );
        report({
          driver,
          op: 0,
          site: socket.site,
          subject,
          confidence,
          evidence: socketEvidence(socket),
          message:
            `${sentence(socketName(socket))} was never closed. ` +
            'Unloading the driver waits for it: call WskCloseSocket on every path that drops the socket, ' +
            'the error paths of its set-up and, in a plug and play driver, the removal of its device included.',
          keys: [socketKey(subject.socketId), ...notReachedKeys(driver)],
          leaves: [UNLOAD_KEY],
        });
      }
    },
  }),
};
