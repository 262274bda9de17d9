import type { Occupant, Piece } from '../machine/history.ts';
import type { KernelCounts } from '../machine/machine.ts';
import type { CallConnection, ConnectionEvent, TcpRecorded } from '../tcp/connections.ts';
import { ARRIVALS, awaits, missingOf, openOf, pendingOf } from '../tcp/pending.ts';
import {
  type Cause,
  joined,
  type Missing,
  notRecorded,
  type Phase,
  type Segment,
  type SegmentEvidence,
  type SegmentParts,
  segment,
  tile,
} from './segment.ts';
import { PENDING } from './selection.ts';
import type { ThreadPiece } from './thread-track.ts';
import { isInline, type TrackedCall } from './tracker.ts';
import type { DpcRun, Readier } from './whereabouts.ts';

/** What of the kernel's events was recorded, and whether any were lost. */
export interface Recording {
  readonly counts: KernelCounts;
  readonly tcp: TcpRecorded;
  readonly isLossy: boolean;
}

/** A call's time from its issue to its completion, cut into segments, and what came after. */
export interface Explanation {
  readonly segments: readonly Segment[];
  readonly after: readonly Segment[];
}

/** The way from what completes a call to its completion: when it began, and its segments. */
interface Local {
  readonly startNs: number;
  readonly segments: readonly Segment[];
  /** Why what comes before can't be told; null where it can. */
  readonly missing: Missing | null;
}

export function explain(connection: CallConnection, recording: Recording): Explanation {
  const { tracked } = connection;
  const { call, inside } = tracked;
  const { issuedNs, completedNs } = call;
  const insideEndNs = Math.min(inside.toNs, completedNs);
  const local = localOf(connection, recording);
  const localNs = local === null ? completedNs : Math.min(Math.max(local.startNs, issuedNs), completedNs);
  const insideToNs = Math.min(insideEndNs, localNs);
  const missing = whyNoThread(recording);
  const insides = threadSegments(inside.pieces, call.threadId, 'inside', recording, holderOf(tracked));
  return {
    segments: joined([
      ...tile(insides, 'inside', issuedNs, insideToNs, missing),
      ...pendingSegments(connection, insideToNs, localNs, local, recording),
      ...tile(local?.segments ?? [], 'local', localNs, completedNs, missing),
    ]),
    after: joined(afterOf(tracked, insides, recording)),
  };
}

function pendingSegments(
  connection: CallConnection,
  startNs: number,
  endNs: number,
  local: Local | null,
  { tcp }: Recording,
): Segment[] {
  if (endNs <= startNs) {
    return [];
  }
  const missing = local === null ? 'untold' : local.missing;
  if (missing !== null) {
    return openOf(connection, missing, startNs, endNs);
  }
  const segments = pendingOf(connection, tcp, startNs, endNs);
  return tile(segments, 'pending', startNs, endNs, 'untold');
}

/** Why nothing is known of a thread where nothing is. */
function whyNoThread({ counts, isLossy }: Recording): Missing {
  if (isLossy) {
    return 'lost';
  }
  return counts.switches === 0 ? 'CSWITCH' : 'untold';
}

/** From what completes a call on, as far back as each step is known; null where nothing is. */
function localOf(connection: CallConnection, recording: Recording): Local | null {
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
  if (isLossy) {
    return nothing('lost');
  }
  if (call.isPending) {
    // Nothing completed it: it waited to the end, unless it had been refused.
    return nothing(call.status === PENDING ? null : 'untold');
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
  return missing === null ? (localOfThread(connection, recording) ?? nothing('untold')) : nothing(missing);
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
  const kind = ARRIVALS[awaits(call.op)];
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

/** A DPC that completed the call, or readied the thread that did, with what went before it. */
function localOfDpc(run: DpcRun, rest: readonly Segment[], { counts }: Recording): Local {
  const { dpc, interrupt, firstInterruptNs, pieces } = run;
  const segments = pieces.map((piece) => dpcSegment(run, piece, counts));
  const fromNs = interrupt?.startNs ?? dpc.startNs;
  const isAmbiguous = firstInterruptNs < fromNs;
  return {
    startNs: isAmbiguous ? firstInterruptNs : fromNs,
    segments: [
      ...(isAmbiguous ? [notRecorded('local', firstInterruptNs, fromNs, 'untold')] : []),
      ...segments,
      ...rest,
    ],
    missing: counts.interrupts === 0 ? 'INTERRUPT' : dpc.routine!.module === null ? 'LOADER' : null,
  };
}

/** A piece between the interrupt that asked for a DPC and the end of what the DPC did for the call. */
function dpcSegment({ processor, dpc, interrupt }: DpcRun, piece: Piece, counts: KernelCounts): Segment {
  const { startNs, endNs, occupant } = piece;
  if (occupant === null) {
    return notRecorded('local', startNs, endNs, 'untold');
  }
  const isOf = (stay: Occupant | null) =>
    stay !== null && occupant.routine === stay.routine && occupant.startNs === stay.startNs;
  const cause: Cause = isOf(dpc)
    ? 'running'
    : isOf(interrupt) || startNs >= dpc.startNs
      ? 'interrupt'
      : 'interrupt-to-dpc';
  if (counts.interrupts === 0) {
    return notRecorded('local', startNs, endNs, 'INTERRUPT');
  }
  return occupied({ phase: 'local', cause, startNs, endNs, processor: processor.number }, occupant);
}

/** The routine in which a call was issued and stayed as long as it was inside its function. */
function holderOf({ inside }: TrackedCall): Occupant | null {
  const pieces = inside.pieces.filter((one) => one.kind === 'on').map(({ piece }) => piece);
  const holder = pieces.find(({ startNs }) => startNs === inside.fromNs)?.occupant ?? null;
  return holder?.routine != null && !holder.routine.isInterrupt && holder.endNs >= inside.toNs
    ? holder
    : null;
}

/** What a thread did, as segments in the order of time. */
function threadSegments(
  pieces: readonly ThreadPiece[],
  threadId: number,
  phase: Phase,
  recording: Recording,
  holder: Occupant | null,
): Segment[] {
  return pieces
    .map((piece) => threadSegment(piece, threadId, phase, recording, holder))
    .sort((a, b) => a.startNs - b.startNs);
}

function threadSegment(
  thread: ThreadPiece,
  threadId: number,
  phase: Phase,
  { counts, isLossy }: Recording,
  holder: Occupant | null,
): Segment {
  const { startNs, endNs } = 'piece' in thread ? thread.piece : thread;
  const processor = thread.processor.number;
  const untold = (missing: Missing): Segment =>
    segment({ phase, cause: 'not-recorded', startNs, endNs, processor, threadId, missing });
  if (isLossy) {
    return untold('lost');
  }
  switch (thread.kind) {
    case 'off':
      return untold(counts.readied === 0 ? 'READYTHREAD' : 'untold');
    case 'waiting':
      return waitingSegment(thread.readier, { phase, cause: 'waiting', startNs, endNs, processor });
    case 'on': {
      const { occupant } = thread.piece;
      if (occupant === null) {
        return untold('untold');
      }
      const isHolder =
        holder !== null && occupant.routine === holder.routine && occupant.startNs === holder.startNs;
      const cause = causeOnTop(occupant, isHolder);
      const missing = missingOnTop(occupant, counts);
      if (missing !== null) {
        return untold(missing);
      }
      return occupied({ phase, cause, startNs, endNs, processor }, occupant);
    }
    default: {
      const { occupant } = thread.piece;
      const began = thread.kind === 'ready' ? 'Thread/ReadyThread' : 'Thread/CSwitch';
      const evidence =
        thread.readier === null ? [] : [proof(thread.readier.timeNs, began, thread.readier.processor.number)];
      const parts = { phase, cause: thread.kind, startNs, endNs, processor, evidence };
      // Which thread had the processor is not sure where routines that may have had it are not recorded.
      const isSure = occupant !== null && missingOnTop(occupant, counts) === null;
      return isSure ? occupied(parts, occupant) : segment(parts);
    }
  }
}

function causeOnTop({ routine }: Occupant, isHolder: boolean): Cause {
  if (routine === null || isHolder) {
    return 'running';
  }
  return routine.isInterrupt ? 'interrupt' : 'dpc';
}

/** What would have to be recorded besides, for it to be known that this was on top of a processor; null where that is known. */
function missingOnTop({ routine }: Occupant, counts: KernelCounts): Missing | null {
  if (counts.interrupts === 0) {
    return 'INTERRUPT';
  }
  return routine === null && counts.dpcs === 0 ? 'DPC' : null;
}

function waitingSegment(readier: Readier, parts: SegmentParts): Segment {
  const evidence = [proof(readier.timeNs, 'Thread/ReadyThread', readier.processor.number)];
  const { dpc, isByDpc, threadId } = readier;
  if (isByDpc) {
    const routine = dpc?.dpc.routine ?? null;
    return segment({
      ...parts,
      module: routine?.module ?? null,
      routine: routine?.name ?? null,
      evidence,
    });
  }
  return segment({ ...parts, threadId: threadId < 0 ? null : threadId, evidence });
}

/** A segment with what was on top of the processor in it. */
function occupied(parts: SegmentParts, occupant: Occupant): Segment {
  const { routine, threadId, startNs, endNs } = occupant;
  const processor = parts.processor ?? null;
  const evidence = parts.evidence ?? [];
  if (routine !== null) {
    const event = EVENTS[routine.kind] ?? 'PerfInfo';
    return segment({
      ...parts,
      module: routine.module,
      routine: routine.name,
      evidence: [...evidence, proof(endNs, event, processor)],
    });
  }
  return segment({
    ...parts,
    threadId,
    evidence: [...evidence, proof(startNs, 'Thread/CSwitch', processor)],
  });
}

/** The events that tell of routines, as `events` calls them. */
const EVENTS: Readonly<Record<string, string>> = {
  dpc: 'PerfInfo/DPC',
  'timer-dpc': 'PerfInfo/TimerDPC',
  isr: 'PerfInfo/ISR',
  'msi-isr': 'PerfInfo/ISR-MSI',
};

function proof(timeNs: number, event: string, processor: number | null): SegmentEvidence {
  return { timeNs, event, processor };
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
