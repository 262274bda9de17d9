import type { Occupant, Piece } from '../machine/history.ts';
import type { KernelCounts } from '../machine/machine.ts';
import type { Recording } from './recording.ts';
import { type Cause, type Missing, notRecorded, type Segment } from './segment.ts';
import { occupied } from './thread-segments.ts';
import type { DpcRun } from './whereabouts.ts';

/** The way from what completes a call to its completion: when it began, and its segments. */
export interface Local {
  readonly startNs: number;
  readonly segments: readonly Segment[];
  /** Why what comes before can't be told; null where it can. */
  readonly missing: Missing | null;
}

/** A DPC that completed the call, or readied the thread that did, with what went before it. */
export function localOfDpc(run: DpcRun, rest: readonly Segment[], { counts }: Recording): Local {
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
