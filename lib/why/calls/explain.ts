import type { Occupant } from '../machine/history.ts';
import type { CallConnection } from '../tcp/call-connection.ts';
import { openOf, pendingOf } from '../tcp/pending.ts';
import { localOf } from './local.ts';
import type { Local } from './local-of-dpc.ts';
import { type Recording, whyNoThread } from './recording.ts';
import { joined, type Phase, type Segment, tile } from './segment.ts';
import { threadSegments } from './thread-segments.ts';
import { isInline, type TrackedCall } from './tracker.ts';
import type { Readier } from './whereabouts.ts';

/** A call's time from its issue to its completion, cut into segments, and what came after. */
export interface Explanation {
  readonly segments: readonly Segment[];
  readonly after: readonly Segment[];
}

export function explain(connection: CallConnection, recording: Recording): Explanation {
  const { tracked } = connection;
  const { call, inside } = tracked;
  const { issuedNs, completedNs } = call;
  const lacksReturn = missesReturn(tracked, recording);
  const insideEndNs = lacksReturn ? issuedNs : Math.min(inside.toNs, completedNs);
  const local = localOf(connection, recording);
  const localNs = local === null ? completedNs : Math.min(Math.max(local.startNs, issuedNs), completedNs);
  const insideToNs = Math.min(insideEndNs, localNs);
  const missing = whyNoThread(recording);
  const insides = threadSegments(inside.pieces, call.threadId, 'inside', recording, holderOf(tracked));
  return {
    segments: joined([
      ...tile(insides, 'inside', issuedNs, insideToNs, missing),
      ...(lacksReturn
        ? openOf(connection, 'return', insideToNs, localNs)
        : pendingSegments(connection, insideToNs, localNs, local, recording)),
      ...tile(local?.segments ?? [], 'local', localNs, completedNs, missing),
    ]),
    after: joined(afterOf(tracked, insides, recording)),
  };
}

/** Whether it is not known how long the call was inside its function, and from when on it was pending. */
function missesReturn({ call }: TrackedCall, { isLossy }: Recording): boolean {
  return Number.isNaN(call.returnedNs) && (!call.tellsReturns || (isLossy && !call.inline));
}

function pendingSegments(
  connection: CallConnection,
  startNs: number,
  endNs: number,
  local: Local | null,
  recording: Recording,
): Segment[] {
  if (endNs <= startNs) {
    return [];
  }
  const missing = local === null ? 'untold' : local.missing;
  if (missing !== null) {
    return openOf(connection, missing, startNs, endNs);
  }
  const segments = pendingOf(connection, recording, startNs, endNs);
  return tile(segments, 'pending', startNs, endNs, 'untold');
}

/** The routine in which a call was issued and stayed as long as it was inside its function. */
function holderOf({ inside }: TrackedCall): Occupant | null {
  const pieces = inside.pieces.filter((one) => one.kind === 'on').map(({ piece }) => piece);
  const holder = pieces.find(({ startNs }) => startNs === inside.fromNs)?.occupant ?? null;
  return holder?.routine != null && !holder.routine.isInterrupt && holder.endNs >= inside.toNs
    ? holder
    : null;
}

/** The completion routine, and what follows up to the return, or until the waiting thread runs again. */
function afterOf(tracked: TrackedCall, insides: readonly Segment[], recording: Recording): Segment[] {
  const { call, inside, routine, waiter, wakeUp } = tracked;
  const { completedNs, routineReturnedNs, threadId, completionThread } = call;
  const missing = whyNoThread(recording);
  if (isInline(tracked)) {
    const routineNs = routineReturnedNs > completedNs ? routineReturnedNs : completedNs;
    const inPhase = (phase: Phase) => insides.map((one) => ({ ...one, phase }));
    return [
      ...tile(inPhase('routine'), 'routine', completedNs, Math.min(routineNs, inside.toNs), missing),
      ...tile(inPhase('after'), 'after', routineNs, inside.toNs, missing),
    ];
  }
  const segments: Segment[] = [];
  if (routine !== null) {
    const holder = tracked.dpc?.dpc ?? null;
    const own = threadSegments(routine.pieces, completionThread, 'routine', recording, holder);
    segments.push(...tile(own, 'routine', routine.fromNs, routine.toNs, missing));
  }
  const readier = waiter === null || waiter.isPreempted ? null : waiter.readier;
  if (wakeUp !== null && readier !== null && isOf(readier, tracked) && !recording.isLossy) {
    const own = threadSegments(wakeUp.pieces, threadId, 'after', recording, null);
    segments.push(...tile(own, 'after', segments.at(-1)?.endNs ?? completedNs, wakeUp.toNs, missing));
  }
  return segments;
}

/** Whether who readied a thread is what completed the call: the same DPC, or the same thread, at or after the completion. */
function isOf(readier: Readier, { call, dpc }: TrackedCall): boolean {
  if (readier.timeNs < call.completedNs) {
    return false;
  }
  return dpc === null
    ? !readier.isByDpc && readier.threadId === call.completionThread
    : readier.dpc !== null &&
        readier.dpc.dpc.startNs === dpc.dpc.startNs &&
        readier.processor.number === call.completionProcessor;
}
