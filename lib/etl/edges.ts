import { isGap, isLaterPart, sequencesOf } from './belonging.ts';
import { BufferFlag } from './buffer-header.ts';
import { LogFileMode } from './logfile-header.ts';
import type { Trace } from './trace.ts';

/**
 * Between which moments a trace holds the events of all of its processors. A ring that was taken out of memory begins at
 * another moment on each, since a busy processor overwrites its buffers sooner; where a session was never stopped, as on a
 * machine that crashed, each processor's last buffer may have stayed in memory; of a session that wrote several files in turn
 * a processor's buffer may be in the file before, or in the next one.
 */
export interface Edges {
  readonly isRing: boolean;
  readonly isOpen: boolean;
  /** Another file holds what the session recorded before, or may hold what it recorded afterwards. */
  readonly isPart: boolean;
  /** The latest of the processors' first events, and the earliest of their last ones, as raw times of the clock. */
  readonly beganTicks: number;
  readonly heardTicks: number;
}

/**
 * Null where a trace has no such edges: its session was stopped, and wrote all that it had.
 * @param recording all files of the trace's recording, which may hold what it lacks
 */
export function edgesOf(trace: Trace, recording: readonly Trace[] = []): Edges | null {
  const { header } = trace;
  if (header === null || header.isMerged) {
    return null;
  }
  const isRing = (header.logFileMode & (LogFileMode.Circular | LogFileMode.Buffering)) !== 0;
  // A session's end fills in both; what some writers leave out is one of them.
  const isOpen = header.endTime === 0n && header.buffersWritten === 0;
  const beginsLate = !isRing && startsLate(trace) && !recording.some((other) => isLaterPart(trace, other));
  const endsEarly = mayGoOn(trace) && !recording.some((other) => isLaterPart(other, trace));
  if (!isRing && !isOpen && !beginsLate && !endsEarly) {
    return null;
  }
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  const pass = trace.eventsInFileOrder();
  // The header's own event stands in a buffer that no ring overwrites.
  pass.next();
  for (let event = pass.next(); event !== null; event = pass.next()) {
    const { processor, ticks } = event;
    first.set(processor, Math.min(first.get(processor) ?? ticks, ticks));
    last.set(processor, Math.max(last.get(processor) ?? ticks, ticks));
  }
  // A processor of which nothing is in the file may have had all of its events in memory.
  const isWhole = first.size >= header.processors;
  return {
    isRing,
    isOpen,
    isPart: beginsLate || endsEarly,
    beganTicks: isRing || beginsLate ? Math.max(...first.values()) : Number.NEGATIVE_INFINITY,
    heardTicks:
      isOpen || endsEarly
        ? isWhole
          ? Math.min(...last.values())
          : Number.NEGATIVE_INFINITY
        : Number.POSITIVE_INFINITY,
  };
}

/** Whether the session wrote buffers before those of this file: it numbers them from 1, on through all of its files. */
function startsLate(trace: Trace): boolean {
  const sequences = sequencesOf(trace);
  return sequences !== null && isGap(0, sequences.least, trace);
}

/** Whether the session may have gone on in another file: one that is stopped flushes what it has, the last buffer included. */
function mayGoOn({ header, index }: Trace): boolean {
  const isFlushed = (index.flags[index.count - 1]! & BufferFlag.FlushMarker) !== 0;
  return header !== null && (header.logFileMode & LogFileMode.NewFile) !== 0 && !isFlushed;
}
