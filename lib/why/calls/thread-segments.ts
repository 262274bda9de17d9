import type { Occupant } from '../machine/history.ts';
import type { KernelCounts } from '../machine/machine.ts';
import type { Recording } from './recording.ts';
import {
  type Cause,
  type Missing,
  type Phase,
  type Segment,
  type SegmentEvidence,
  type SegmentParts,
  segment,
} from './segment.ts';
import type { ThreadPiece } from './thread-track.ts';
import type { Readier } from './whereabouts.ts';

/** What a thread did, as segments in the order of time. */
export function threadSegments(
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
export function occupied(parts: SegmentParts, occupant: Occupant): Segment {
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
