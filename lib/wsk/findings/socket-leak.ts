import type { Driver } from '../model/driver.ts';
import type { Socket } from '../model/socket.ts';
import { socketSubject } from '../subject.ts';
import { notReachedKeys, socketKey, UNLOAD_KEY } from './keys.ts';
import type { Rule } from './rule.ts';
import { SOCKET_STEPS } from './steps.ts';
import { sentence, socketName } from './words.ts';

/** Each socket is closed before the driver deregisters: WskDeregister waits for it. */
export const socketLeak: Rule = {
  name: 'socket-leak',
  severity: 'error',
  whenEventsAreLost: 'possible',
  create: ({ judge, reportOutstanding }) => ({
    driverEnded({ endNs }, driver) {
      const keys = notReachedKeys(driver);
      for (const socket of leakedSockets(driver)) {
        reportOutstanding(
          {
            driver,
            op: 0,
            site: socket.site,
            // A socket may live as long as its driver: nothing but the driver's end tells that it was forgotten.
            confidence: judge.outstanding(
              driver,
              endNs - socket.sinceNs,
              Number.POSITIVE_INFINITY,
              socket.isOlder,
            ),
            keys: [socketKey(socket), ...keys],
            leaves: [UNLOAD_KEY],
          },
          () => ({
            subject: socketSubject(socket),
            evidence: SOCKET_STEPS.evidenceOf(socket),
            message: messageOf(socket),
          }),
        );
      }
    },
  }),
};

/** What was open first comes first. */
function* leakedSockets(driver: Driver): IterableIterator<Socket> {
  if (driver.tells.sockets) {
    yield* driver.sockets.sorted((socket) => (socket.isClosed ? null : SOCKET_STEPS.beginNs(socket)));
  }
}

function messageOf(socket: Socket): string {
  return (
    `${sentence(socketName(socket))} was never closed. ` +
    'Unloading the driver waits for it: call WskCloseSocket on every path that drops the socket, ' +
    'the error paths of its set-up and, in a plug and play driver, the removal of its device included.'
  );
}
