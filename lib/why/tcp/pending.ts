import { Operation } from '../../wsk/index.ts';
import {
  type Missing,
  MOST_EVIDENCE,
  notRecorded,
  type Segment,
  type SegmentEvidence,
  segment,
  tile,
} from '../calls/segment.ts';
import type { CallConnection, ConnectionEvent, TcpRecorded } from './connections.ts';
import { TcpKind } from './tcpip-event.ts';

/** What a call waits for while it is pending, by its operation. */
export type Awaits =
  | 'data'
  | 'datagram'
  | 'acknowledgement'
  | 'answer'
  | 'connection'
  /** The other calls on the socket: WskCloseSocket pends until all that is outstanding is done. */
  | 'outstanding'
  | 'unknown';

const AWAITS: Readonly<Record<number, Awaits>> = {
  [Operation.SocketConnect]: 'answer',
  [Operation.Accept]: 'connection',
  [Operation.Connect]: 'answer',
  [Operation.ConnectEx]: 'answer',
  [Operation.Send]: 'acknowledgement',
  [Operation.Receive]: 'data',
  [Operation.ReceiveFrom]: 'datagram',
  [Operation.Disconnect]: 'acknowledgement',
  [Operation.CloseSocket]: 'outstanding',
};

export function awaits(op: number): Awaits {
  return AWAITS[op] ?? 'unknown';
}

/** The kind of event by which what a call awaits reaches the machine. */
export const ARRIVALS: Readonly<Record<Awaits, TcpKind | null>> = {
  data: TcpKind.Received,
  datagram: TcpKind.DatagramReceived,
  acknowledgement: TcpKind.Acknowledged,
  answer: TcpKind.Connected,
  connection: null,
  outstanding: null,
  unknown: null,
};

/** WSK_FLAG_WAITALL: a receive that is not satisfied by a part of what it asked for. */
const WAIT_ALL = 0x2;

/** Why nothing can be told of what a call waited for; null where it can. */
export function missingOf(connection: CallConnection, recorded: TcpRecorded): Missing | null {
  const what = awaits(connection.tracked.call.op);
  const isRecorded =
    what === 'data' || what === 'datagram'
      ? recorded.receives
      : what === 'connection'
        ? recorded.events > 0
        : recorded.sends;
  if (what === 'unknown' || what === 'outstanding') {
    return 'untold';
  }
  // A SYN of its own shows that those sent again would be told, too.
  const hasSyn = connection.events.some(({ kind }) => kind === TcpKind.SynSent);
  if (!isRecorded && !(what === 'answer' && hasSyn)) {
    return 'Microsoft-Windows-TCPIP';
  }
  if (what === 'connection') {
    return null;
  }
  if (what === 'datagram') {
    return missingOfDatagram(connection);
  }
  if (connection.tcb === null) {
    const { localAddress, remoteAddress } = connection.tracked.call;
    return localAddress === '' || remoteAddress === '' ? 'SOCKET' : 'Microsoft-Windows-TCPIP';
  }
  return connection.isAmbiguous || connection.isCut ? 'untold' : null;
}

/** A datagram is for the socket that has its local address; one for all addresses can't be told by that. */
function missingOfDatagram({ tracked, isCut }: CallConnection): Missing | null {
  const { localAddress } = tracked.call;
  if (localAddress === '') {
    return 'SOCKET';
  }
  return isCut || WILDCARD.test(localAddress) ? 'untold' : null;
}

const WILDCARD = /^(?:0\.0\.0\.0|\[::\]):/;

/** What a pending call waited for between two moments, by what happened to its connection. */
export function pendingOf(
  connection: CallConnection,
  recorded: TcpRecorded,
  startNs: number,
  endNs: number,
): Segment[] {
  const missing = missingOf(connection, recorded);
  if (missing !== null) {
    return openOf(connection, missing, startNs, endNs);
  }
  switch (awaits(connection.tracked.call.op)) {
    case 'connection':
      return [segment({ phase: 'pending', cause: 'peer', startNs, endNs })];
    case 'data':
    case 'datagram':
      return forData(connection, startNs, endNs);
    default:
      return forAnswer(connection, startNs, endNs);
  }
}

/**
 * What is left open, with what is sure all the same: until when other calls were outstanding on a socket that is being closed,
 * and that data of the connection was sent again meanwhile.
 */
export function openOf(
  { tracked, marks }: CallConnection,
  missing: Missing,
  startNs: number,
  endNs: number,
): Segment[] {
  const { outstanding } = tracked.call;
  const waits =
    outstanding === null
      ? []
      : [
          segment({
            phase: 'pending',
            cause: 'outstanding',
            startNs,
            endNs: outstanding.untilNs,
            count: outstanding.count,
            evidence: outstanding.evidence,
          }),
        ];
  const again = marks.filter(({ isAgain, timeNs }) => isAgain && timeNs >= startNs && timeNs <= endNs);
  return tile(waits, 'pending', startNs, endNs, missing).map((one) =>
    again.length === 0 || one.cause !== 'not-recorded'
      ? one
      : {
          ...one,
          count: again.length,
          evidence: again
            .slice(0, MOST_EVIDENCE)
            .map(({ timeNs, event, processor }) => ({ timeNs, event, processor })),
        },
  );
}

/** Up to the last data that arrived: what of it completed the call later, and did not at once, is not known. */
function forData({ events, tracked }: CallConnection, startNs: number, endNs: number): Segment[] {
  const arrival = ARRIVALS[awaits(tracked.call.op)];
  const arrived = events.findLast(
    ({ kind, timeNs }) => kind === arrival && timeNs > startNs && timeNs < endNs,
  );
  if (arrived === undefined || (tracked.call.flags & WAIT_ALL) !== 0) {
    return [segment({ phase: 'pending', cause: 'peer', startNs, endNs })];
  }
  return [
    segment({
      phase: 'pending',
      cause: 'peer',
      startNs,
      endNs: arrived.timeNs,
      evidence: [proof(arrived)],
    }),
    notRecorded('pending', arrived.timeNs, endNs, 'untold'),
  ];
}

/** A stretch of time with why nothing went on. */
interface Stretch {
  readonly startNs: number;
  endNs: number;
  readonly evidence: ConnectionEvent[];
}

/** For an acknowledgement, but for what was lost and sent again, and for while the peer's window was closed. */
function forAnswer(connection: CallConnection, startNs: number, endNs: number): Segment[] {
  const losses: Stretch[] = [];
  const windows: Stretch[] = [];
  let sinceNs = startNs;
  let closed: Stretch | null = Number.isNaN(connection.closedSinceNs)
    ? null
    : { startNs: connection.closedSinceNs, endNs, evidence: [] };
  for (const event of connection.events) {
    const { kind, timeNs } = event;
    if (timeNs > endNs) {
      break;
    }
    if (kind === TcpKind.Acknowledged) {
      sinceNs = Math.max(sinceNs, timeNs);
    } else if (kind === TcpKind.SentAgain || kind === TcpKind.SynSentAgain) {
      addLoss(losses, sinceNs, event);
      sinceNs = Math.max(sinceNs, timeNs);
    } else if (kind === TcpKind.WindowClosed) {
      closed ??= { startNs: timeNs, endNs, evidence: [event] };
    } else if (kind === TcpKind.WindowOpened && closed !== null) {
      windows.push({ ...closed, endNs: timeNs, evidence: [...closed.evidence, event] });
      closed = null;
    }
  }
  if (closed !== null) {
    windows.push(closed);
  }
  const edges = [startNs, endNs, ...[...losses, ...windows].flatMap((one) => [one.startNs, one.endNs])]
    .filter((edge) => edge >= startNs && edge <= endNs)
    .sort((a, b) => a - b);
  const segments: Segment[] = [];
  for (const [at, from] of edges.slice(0, -1).entries()) {
    const until = edges[at + 1]!;
    if (until > from) {
      segments.push(stretchOf(losses, windows, from, until));
    }
  }
  return segments;
}

/** What is lost is sent again one or several times in a row: that is one stretch. */
function addLoss(losses: Stretch[], sinceNs: number, event: ConnectionEvent): void {
  if (event.timeNs <= sinceNs) {
    // Told of in another way before: the same packet, sent again at the same moment.
    losses.find(({ endNs }) => endNs === event.timeNs)?.evidence.push(event);
    return;
  }
  const last = losses.at(-1);
  if (last !== undefined && last.endNs === sinceNs) {
    last.endNs = event.timeNs;
    last.evidence.push(event);
  } else {
    losses.push({ startNs: sinceNs, endNs: event.timeNs, evidence: [event] });
  }
}

function stretchOf(
  losses: readonly Stretch[],
  windows: readonly Stretch[],
  startNs: number,
  endNs: number,
): Segment {
  const isIn = (one: Stretch) => one.startNs <= startNs && endNs <= one.endNs;
  const window = windows.find(isIn);
  const loss = losses.find(isIn);
  if (window !== undefined) {
    const evidence = window.evidence.map(proof);
    return segment({ phase: 'pending', cause: 'peer-window', startNs, endNs, evidence });
  }
  if (loss !== undefined) {
    const evidence = loss.evidence.map(proof);
    return segment({ phase: 'pending', cause: 'loss', startNs, endNs, evidence, count: timesSent(loss) });
  }
  return segment({ phase: 'pending', cause: 'acknowledgement', startNs, endNs });
}

/** How often something was sent again: several kinds of event tell of the same. */
function timesSent({ evidence }: Stretch): number {
  const counts = new Map<string, number>();
  for (const { event } of evidence) {
    counts.set(event, (counts.get(event) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}

function proof({ timeNs, event, processor }: ConnectionEvent): SegmentEvidence {
  return { timeNs, event, processor };
}
