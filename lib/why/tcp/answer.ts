import { type Segment, segment } from '../calls/segment.ts';
import { type CallConnection, type ConnectionEvent, proof } from './call-connection.ts';
import { TcpKind } from './tcpip-event.ts';

/** A stretch of time with why nothing went on. */
interface Stretch {
  readonly startNs: number;
  endNs: number;
  readonly evidence: ConnectionEvent[];
}

/** For an acknowledgement, but for what was lost and sent again, and for while the peer's window was closed. */
export function forAnswer(connection: CallConnection, startNs: number, endNs: number): Segment[] {
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
