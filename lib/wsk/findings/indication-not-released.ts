import type { Driver } from '../model/driver.ts';
import type { KeptIndications } from '../model/kept-indications.ts';
import type { Socket } from '../model/socket.ts';
import type { Moment, Order } from '../order/index.ts';
import { socketSubject } from '../subject.ts';
import type { Confidence } from './finding.ts';
import { closeKey, NOT_REACHED_KEY, socketKey, UNLOAD_KEY } from './keys.ts';
import type { Report, Rule } from './rule.ts';
import { KEEPING_SOCKET_STEPS } from './steps.ts';
import { socketName } from './words.ts';

/** A socket that was closed while something seemed to be kept: whether it was is known when nothing more comes. */
interface Closed {
  readonly kept: KeptIndications;
  readonly closeIssuedAt: Moment;
  /** What is to be said, but for how much was kept, and how sure that is. */
  readonly report: Omit<Report, 'message' | 'confidence'>;
  readonly name: string;
}

/** An indication kept by returning STATUS_PENDING from a receive callback must be released before the socket is closed. */
export const indicationNotReleased: Rule = {
  name: 'indication-not-released',
  severity: 'error',
  whenEventsAreLost: 'possible',
  create: ({ judge, order, report }) => {
    let closed: Closed[] = [];

    const tell = ({ kept, report: told, name }: Closed, confidence: Confidence): void => {
      report({ ...told, confidence, message: messageOf(kept, name) });
    };

    return {
      socketEnded(socket, driver) {
        if (socket.kept !== null && socket.kept.amountAtClose > 0) {
          closed.push(closedOf(socket, socket.kept, driver));
        }
      },
      driverEnding(_end, driver) {
        for (const socket of driver.sockets.values()) {
          if (socket.isClosing && !socket.isClosed && socket.kept !== null && socket.kept.amountAtClose > 0) {
            closed.push(closedOf(socket, socket.kept, driver));
          }
        }
        for (const one of closed) {
          const confidence = one.report.driver === driver ? confidenceOf(one, order) : null;
          if (confidence !== null) {
            tell(one, confidence);
          }
        }
        closed = closed.filter(({ report: told }) => told.driver !== driver);
      },
      driverEnded({ endNs }, driver) {
        const isKeeping = ({ kept, isClosing, isClosed }: Socket) =>
          kept !== null && kept.amount > 0 && !isClosing && !isClosed;
        const begunNs = (socket: Socket) => (isKeeping(socket) ? KEEPING_SOCKET_STEPS.beginNs(socket) : null);
        for (const socket of driver.sockets.sorted(begunNs)) {
          const age = endNs - socket.keptNs;
          const confidence = judge.outstanding(driver, age, judge.stuckAfterNs, socket.isOlder);
          tell(closedOf(socket, socket.kept!, driver), confidence);
        }
      },
    };
  },
};

/** How sure it is that something was kept when the close was issued; null where the order of both may be another. */
function confidenceOf({ kept, closeIssuedAt }: Closed, order: Order): Confidence | null {
  if (kept.amount > 0) {
    // It was never given back: the close waits for it whichever came first.
    return 'certain';
  }
  const amount = kept.amountAtClose;
  if (amount > kept.amountOf((at) => !order.precedes(at, closeIssuedAt))) {
    return 'certain';
  }
  return amount > kept.amountOf((at) => order.judge(at, closeIssuedAt) === null) ? 'possible' : null;
}

function closedOf(socket: Socket, kept: KeptIndications, driver: Driver): Closed {
  return {
    kept,
    closeIssuedAt: socket.closeIssuedAt.copy(),
    name: socketName(socket),
    report: {
      driver,
      op: 0,
      site: socket.site,
      subject: socketSubject(socket),
      evidence: KEEPING_SOCKET_STEPS.evidenceOf(socket),
      keys: [],
      leaves: [closeKey(socket), socketKey(socket), UNLOAD_KEY, NOT_REACHED_KEY],
    },
  };
}

function messageOf({ amount: open, amountAtClose, unit }: KeptIndications, name: string): string {
  const amount = open > 0 ? open : amountAtClose;
  const one = amount === 1;
  const what =
    unit === 'bytes'
      ? `indications of ${amount} byte${one ? '' : 's'} in all`
      : `${amount} indication${one ? '' : 's'}`;
  return (
    `A receive callback of ${name} kept ${what} (it returned STATUS_PENDING) that WskRelease did not give back${open > 0 ? '' : ' before the close'}. ` +
    'Closing the socket then waits for ever: release every kept indication first.'
  );
}
