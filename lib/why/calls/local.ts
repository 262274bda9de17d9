import { ARRIVALS, awaits } from '../tcp/awaits.ts';
import type { CallConnection, ConnectionEvent } from '../tcp/call-connection.ts';
import { missingOf } from '../tcp/missing.ts';
import { type Local, localOfDpc } from './local-of-dpc.ts';
import type { Recording } from './recording.ts';
import { localOfResolver } from './resolver.ts';
import type { Missing } from './segment.ts';
import { PENDING } from './selection.ts';
import { threadSegments } from './thread-segments.ts';
import { isInline } from './tracker.ts';
import type { DpcRun } from './whereabouts.ts';

/** From what completes a call on, as far back as each step is known; null where nothing is. */
export function localOf(connection: CallConnection, recording: Recording): Local | null {
  const { dpc, call } = connection.tracked;
  const { counts, isLossy } = recording;
  if (isInline(connection.tracked)) {
    return null;
  }
  const nothing = (missing: Missing | null): Local => ({
    startNs: call.completedNs,
    segments: [],
    missing,
  });
  if (call.isPending && call.status !== PENDING) {
    // It had been refused, so that it waited for nothing.
    return nothing('untold');
  }
  if (awaits(call) === 'notification') {
    // How the change became known is told by no event: it is waited for until the completion.
    return nothing(null);
  }
  if (isLossy) {
    return nothing('lost');
  }
  if (call.isPending) {
    // Nothing completed it: it waited to the end.
    return nothing(null);
  }
  if (counts.dpcs === 0) {
    return nothing('DPC');
  }
  if (dpc !== null) {
    return localOfDpc(dpc, [], recording);
  }
  if (counts.switches === 0) {
    return nothing('CSWITCH');
  }
  const missing = missingOf(connection, recording.tcp);
  if (missing !== null) {
    return nothing(missing);
  }
  const isResolvers = awaits(call) === 'resolver';
  const local = isResolvers ? localOfResolver(connection, recording) : localOfThread(connection, recording);
  return local ?? nothing('untold');
}

/**
 * Where a thread completes the call, it may have been at work on others' behalf: what reached the machine for this one is
 * told by the connection's events alone.
 */
function localOfThread({ tracked, events }: CallConnection, recording: Recording): Local | null {
  const { completing, call } = tracked;
  if (completing === null) {
    return null;
  }
  const { wait, pieces } = completing;
  const kind = ARRIVALS[awaits(call)];
  const arrivals = events.filter((event) => event.kind === kind);
  const own = threadSegments(pieces, call.completionThread, 'local', recording, null);
  const readier = wait?.readier ?? null;
  const run = readier?.dpc ?? null;
  if (readier !== null && run !== null && isArrivedIn(arrivals, run, readier.timeNs)) {
    const since = own.filter(({ endNs }) => endNs > readier.timeNs);
    return localOfDpc(run, since, recording);
  }
  // Of several, the one that it was about is not known.
  const [arrival] = arrivals;
  if (arrival === undefined || arrivals.length > 1) {
    return null;
  }
  const since = own.filter(({ endNs }) => endNs > arrival.timeNs);
  return arrival.dpc === null
    ? { startNs: arrival.timeNs, segments: since, missing: null }
    : localOfDpc(arrival.dpc, since, recording);
}

/** Whether something arrived in a DPC by the time at which it readied the thread, and nothing after it. */
function isArrivedIn(arrivals: readonly ConnectionEvent[], run: DpcRun, byNs: number): boolean {
  const last = arrivals.at(-1);
  return (
    last !== undefined &&
    last.processor === run.processor.number &&
    run.dpc.startNs <= last.timeNs &&
    last.timeNs <= byNs
  );
}
