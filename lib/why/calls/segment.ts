/** Where in a call's life a stretch of time lies. */
export type Phase =
  /** Inside the WSK function, on the issuing thread. */
  | 'inside'
  /** The function has returned, and what completes the call has not reached the machine. */
  | 'pending'
  /** From the arrival of what completes the call to its completion: the machine's own time. */
  | 'local'
  /** Behind the completion: the completion routine, and up to the return or to the waiter's wake-up. */
  | 'routine'
  | 'after';

/** What a stretch of time was spent on. docs/why.md tells of each what to do about it. */
export const CAUSES = [
  'running',
  'interrupt',
  'dpc',
  'preempted',
  'ready',
  'waiting',
  'interrupt-to-dpc',
  'peer',
  'acknowledgement',
  'loss',
  'peer-window',
  'send-completion',
  'resolver',
  'notification',
  'outstanding',
  'not-recorded',
] as const;
export type Cause = (typeof CAUSES)[number];

/** An event that proves a segment. */
export interface SegmentEvidence {
  readonly timeNs: number;
  readonly event: string;
  readonly processor: number | null;
}

/** Part of a call's time. Each begins where the one before ends. */
export interface Segment {
  readonly phase: Phase;
  readonly cause: Cause;
  readonly startNs: number;
  readonly endNs: number;
  /** Where it was spent; null where that is no processor. */
  readonly processor: number | null;
  /** File name of the image whose DPC or interrupt it was; null where it was none, or the trace does not tell. */
  readonly module: string | null;
  /** That routine: module and offset, or address. */
  readonly routine: string | null;
  /**
   * The thread that it is about: for `running` the one that ran, for `waiting` the one that ended the wait, for `preempted`
   * and `ready` the one that ran in its place, for `resolver` the one that resolved the name; where what a pending call waited
   * for is `not-recorded`, the one that completed it, if that tells something.
   */
  readonly threadId: number | null;
  /** For `not-recorded`: why, and what would have to be recorded. */
  readonly missing: Missing | null;
  /**
   * For `loss`: segments sent again in it; for `outstanding`: the calls waited for; for `not-recorded`: segments sent again
   * meanwhile, where that is told.
   */
  readonly count: number | null;
  readonly evidence: readonly SegmentEvidence[];
}

/** Why a stretch of time can't be told. */
export type Missing =
  | 'CSWITCH'
  | 'READYTHREAD'
  | 'DPC'
  | 'INTERRUPT'
  /** Images, by which a DPC and the interrupt that asked for it are known to be one module's. */
  | 'LOADER'
  | 'Microsoft-Windows-TCPIP'
  | 'Microsoft-Windows-Winsock-NameResolution'
  /** The driver's SocketAddress. */
  | 'SOCKET'
  /** The driver's event of the return from its call: until then a call is inside its function. */
  | 'return'
  /** Events were lost. */
  | 'lost'
  /** All that the trace could hold does not tell it. */
  | 'untold';

/** What a segment is made with. */
export type SegmentParts = Partial<Segment> & Pick<Segment, 'phase' | 'cause' | 'startNs' | 'endNs'>;

export function segment(parts: SegmentParts): Segment {
  return {
    processor: null,
    module: null,
    routine: null,
    threadId: null,
    missing: null,
    count: null,
    evidence: [],
    ...parts,
  };
}

export function notRecorded(phase: Phase, startNs: number, endNs: number, missing: Missing): Segment {
  return segment({ phase, cause: 'not-recorded', startNs, endNs, missing });
}

/** Cuts segments to a stretch of time, in which they lie one behind the other, and says of what is left open why it is. */
export function tile(
  segments: readonly Segment[],
  phase: Phase,
  startNs: number,
  endNs: number,
  missing: Missing,
): Segment[] {
  const tiles: Segment[] = [];
  let now = startNs;
  for (const one of segments) {
    const from = Math.max(one.startNs, now);
    const until = Math.min(one.endNs, endNs);
    if (until <= from) {
      continue;
    }
    if (from > now) {
      tiles.push(notRecorded(phase, now, from, missing));
    }
    tiles.push({ ...one, startNs: from, endNs: until });
    now = until;
  }
  if (endNs > now) {
    tiles.push(notRecorded(phase, now, endNs, missing));
  }
  return tiles;
}

/** Joins what is the same and follows each other. */
export function joined(segments: readonly Segment[]): Segment[] {
  const all: Segment[] = [];
  for (const one of segments) {
    const last = all.at(-1);
    if (last !== undefined && last.endNs === one.startNs && isAlike(last, one)) {
      const evidence =
        last.evidence.length >= MOST_EVIDENCE ? last.evidence : [...last.evidence, ...one.evidence];
      all[all.length - 1] = { ...last, endNs: one.endNs, evidence };
    } else {
      all.push(one);
    }
  }
  return all;
}

/** Events that prove one segment, of those that there are. */
export const MOST_EVIDENCE = 8;

function isAlike(a: Segment, b: Segment): boolean {
  return (
    a.phase === b.phase &&
    a.cause === b.cause &&
    a.processor === b.processor &&
    a.routine === b.routine &&
    a.threadId === b.threadId &&
    a.missing === b.missing &&
    a.count === null &&
    b.count === null
  );
}
