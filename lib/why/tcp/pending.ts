import type { Recording } from '../calls/recording.ts';
import { pendingOfResolver } from '../calls/resolver.ts';
import { type Missing, MOST_EVIDENCE, notRecorded, type Segment, segment, tile } from '../calls/segment.ts';
import { DISPATCH_LEVEL, isInline, type TrackedCall } from '../calls/tracker.ts';
import { forAnswer } from './answer.ts';
import { ARRIVALS, type Awaits, awaits } from './awaits.ts';
import { type CallConnection, proof } from './call-connection.ts';
import { missingOf } from './missing.ts';

/** WSK_FLAG_WAITALL: a receive that is not satisfied by a part of what it asked for. */
const WAIT_ALL = 0x2;

/** What a pending call waited for between two moments, by what happened to its connection. */
export function pendingOf(
  connection: CallConnection,
  recording: Recording,
  startNs: number,
  endNs: number,
): Segment[] {
  const missing = missingOf(connection, recording.tcp);
  if (missing !== null) {
    return openOf(connection, missing, startNs, endNs);
  }
  switch (awaits(connection.tracked.call)) {
    case 'resolver':
      return pendingOfResolver(connection, recording, startNs, endNs);
    case 'notification':
      return [segment({ phase: 'pending', cause: 'notification', startNs, endNs })];
    case 'send-completion':
      return sinceHandedOver(connection, endNs);
    case 'connection':
      return [segment({ phase: 'pending', cause: 'peer', startNs, endNs })];
    case 'data':
    case 'datagram':
      return forData(connection, startNs, endNs);
    default:
      return forAnswer(connection, startNs, endNs);
  }
}

/** From the moment at which UDP took a datagram, its buffers are with the network interface, or on their way to it. */
function sinceHandedOver({ handedOver }: CallConnection, endNs: number): Segment[] {
  return handedOver === null
    ? []
    : [
        segment({
          phase: 'pending',
          cause: 'send-completion',
          startNs: handedOver.timeNs,
          endNs,
          evidence: [proof(handedOver)],
        }),
      ];
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
  const threadId = completerOf(tracked);
  const again = marks.filter(({ isAgain, timeNs }) => isAgain && timeNs >= startNs && timeNs <= endNs);
  return tile(waits, 'pending', startNs, endNs, missing).map((one) =>
    one.cause !== 'not-recorded'
      ? one
      : {
          ...one,
          threadId,
          count: again.length === 0 ? null : again.length,
          evidence: again
            .slice(0, MOST_EVIDENCE)
            .map(({ timeNs, event, processor }) => ({ timeNs, event, processor })),
        },
  );
}

/** What waits for a part of the machine, and not for the network: who completed it tells which. */
const OF_MACHINE: ReadonlySet<Awaits> = new Set(['resolver', 'send-completion', 'unknown']);

/** The thread that completed a call; null where a DPC did in its place, or where that tells nothing. */
function completerOf(tracked: TrackedCall): number | null {
  const { completionIrql, completionThread, isPending } = tracked.call;
  const isThreads = !isPending && !isInline(tracked) && (completionIrql ?? DISPATCH_LEVEL) < DISPATCH_LEVEL;
  return isThreads && OF_MACHINE.has(awaits(tracked.call)) ? completionThread : null;
}

/** Up to the last data that arrived: what of it completed the call later, and did not at once, is not known. */
function forData({ events, tracked }: CallConnection, startNs: number, endNs: number): Segment[] {
  const arrival = ARRIVALS[awaits(tracked.call)];
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
