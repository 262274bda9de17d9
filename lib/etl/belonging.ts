import type { ByteSource } from './byte-source.ts';
import { TraceError } from './error.ts';
import type { LogfileHeader } from './logfile-header.ts';
import type { Trace } from './trace.ts';

/** FILETIMEs of one boot, as several sessions tell it, differ by what the clock was set in between. */
const SAME_BOOT = 10_000_000n;
/** Farther apart than a clock that is set while a session runs: the boots of two machines, or of one that started anew. */
const OTHER_BOOT = 600_000_000n;
/** By how much performance counter and system clock may disagree: what the clock was set, and what it runs fast. */
const SET_NS = 60e9;
const DRIFT = 0.001;
const NS_PER_FILETIME = 100;
/** Bytes at the start and at the end of two files of one size by which they are known for copies. */
const COMPARED_BYTES = 65_536;

/**
 * Refuses traces that are not one recording: joined, each would fake what the others lack. The files of one recording
 * are of one start of one machine. Those of one session follow each other by the numbers of their buffers; those of
 * several sessions were recorded at the same time.
 * @param traces by the time of their start
 * @throws TraceError of kind `usage` that says why, and what to do instead
 */
export function refuseStrangers(traces: readonly Trace[]): void {
  for (const [at, trace] of traces.entries()) {
    for (const other of traces.slice(0, at)) {
      const reason = whyApart(trace, other);
      if (reason !== null) {
        throw new TraceError('usage', reason, { file: trace.source.name });
      }
    }
  }
  refuseUnconnected(traces);
  refuseGaps(traces);
}

/** What proves that two traces are not of one recording, whatever else is given; null where nothing does. */
function whyApart(trace: Trace, other: Trace): string | null {
  const { name } = other.source;
  if (isCopy(trace, other)) {
    return `the same trace as ${name}: name it once`;
  }
  const [a, b] = [other.header, trace.header];
  if (a === null || b === null) {
    const lost = a === null ? name : 'this trace';
    return `the header of ${lost} is lost, so that nothing tells whether it belongs to the others: analyse them one by one`;
  }
  if (areOtherBoots(a, b)) {
    return a.startTime < b.endTime && b.startTime < a.endTime
      ? `recorded at the same time as ${name}, on another machine: analyse them one by one`
      : `recorded after another start of the machine than ${name}, or on another machine: analyse them one by one`;
  }
  if (areOtherClocks(a, b)) {
    return `recorded on another machine than ${name}, or after another start of it, as their clocks show: analyse them one by one`;
  }
  if (!isSameSession(trace, other) || followsBySequence(trace, other) || followsBySequence(other, trace)) {
    return null;
  }
  const session = b.loggerName === '' ? 'a session' : `session “${b.loggerName}”`;
  return overlap(trace, other)
    ? `recorded at the same time as ${name} by ${session}, which one machine has once: analyse them one by one`
    : `recorded by ${session} in another run than ${name}: what happened between the two is in neither, so analyse them one by one`;
}

/** Every trace has to hang together with another one, and so with all. */
function refuseUnconnected(traces: readonly Trace[]): void {
  const [first, ...rest] = traces;
  const joined = [first!];
  let left = rest;
  for (let isGrowing = true; isGrowing; ) {
    const added = left.filter((trace) =>
      joined.some((one) => isSameSession(one, trace) || overlap(one, trace)),
    );
    joined.push(...added);
    left = left.filter((trace) => !added.includes(trace));
    isGrowing = added.length > 0;
  }
  const [alone] = left;
  if (alone !== undefined) {
    const reason =
      `recorded by another session than ${first!.source.name}, and not at the same time: ` +
      'what happened between the two is in neither, so analyse them one by one';
    throw new TraceError('usage', reason, { file: alone.source.name });
  }
}

/** A file that is missing between two of one session shows by the numbers of its buffers. */
function refuseGaps(traces: readonly Trace[]): void {
  for (const trace of traces) {
    const own = sequencesOf(trace);
    const before = traces
      .filter((other) => isLaterPart(trace, other))
      .map((other) => sequencesOf(other)!.greatest);
    const latest = Math.max(...before);
    if (own !== null && before.length > 0 && isGap(latest, own.least, trace)) {
      const reason =
        `the session’s buffers ${latest + 1} to ${own.least - 1}, which precede it, are in none of the files: ` +
        'name the file that is missing, or analyse them one by one';
      throw new TraceError('usage', reason, { file: trace.source.name });
    }
  }
}

/** How much later the second trace's start is than the first's, in nanoseconds: by the clock that both share, where they do. */
export function offsetBetween(first: Trace, other: Trace): number {
  const [a, b] = [first.header, other.header];
  if (a === null || b === null) {
    return 0;
  }
  return haveOneCounter(a, b) && apart(a.bootTime, b.bootTime) < SAME_BOOT
    ? first.clock.toNs(Number(other.clock.startTicks - first.clock.startTicks))
    : Number(b.startTime - a.startTime) * NS_PER_FILETIME;
}

/** Not every writer tells its boot; nothing is certain of those then. */
function areOtherBoots(a: LogfileHeader, b: LogfileHeader): boolean {
  return a.bootTime !== 0n && b.bootTime !== 0n && apart(a.bootTime, b.bootTime) > OTHER_BOOT;
}

/** Of one start of one machine the counter and the system clock tell the same time between two moments. */
function areOtherClocks(a: LogfileHeader, b: LogfileHeader): boolean {
  if (a.clock !== 'qpc' || b.clock !== 'qpc') {
    return false;
  }
  if (!haveOneCounter(a, b)) {
    return true;
  }
  const byCounter = (Number(b.ticks - a.ticks) * 1e9) / a.perfFreq;
  const byClock = Number(b.startTime - a.startTime) * NS_PER_FILETIME;
  return Math.abs(byCounter - byClock) > SET_NS + DRIFT * Math.abs(byCounter);
}

function haveOneCounter(a: LogfileHeader, b: LogfileHeader): boolean {
  return a.clock === 'qpc' && b.clock === 'qpc' && a.perfFreq === b.perfFreq;
}

/** A machine gives each of its running sessions a name and a number of its own. */
function isSameSession(a: Trace, b: Trace): boolean {
  // Of a trace whose first record is lost, nobody knows the session.
  return (
    a.header !== null &&
    b.header !== null &&
    a.header.loggerName === b.header.loggerName &&
    a.index.loggerIds[0] === b.index.loggerIds[0]
  );
}

/** Whether a trace holds a later part of the session that another one is of. */
export function isLaterPart(trace: Trace, before: Trace): boolean {
  return isSameSession(trace, before) && followsBySequence(trace, before);
}

/** A session numbers its buffers on through all files that it writes. */
function followsBySequence(trace: Trace, before: Trace): boolean {
  const [own, earlier] = [sequencesOf(trace), sequencesOf(before)];
  return own !== null && earlier !== null && own.least > earlier.greatest;
}

/** Of the buffers behind the header's, which has no number of its own. */
export function sequencesOf({ index }: Trace): { least: number; greatest: number } | null {
  if (index.count < 2) {
    return null;
  }
  let [least, greatest] = [Number.POSITIVE_INFINITY, 0];
  for (let at = 1; at < index.count; at++) {
    least = Math.min(least, index.sequences[at]!);
    greatest = Math.max(greatest, index.sequences[at]!);
  }
  return { least, greatest };
}

/** Whether buffers must have been between two numbers: a session may skip some, as a rule fewer than it has processors. */
export function isGap(before: number, next: number, { header }: Trace): boolean {
  return next - before - 1 > (header?.processors ?? 0);
}

/** Whether both sessions were at work at some moment; one that was never closed may have gone on for ever. */
function overlap(a: Trace, b: Trace): boolean {
  const startNs = offsetBetween(a, b);
  return startNs < durationOf(a) && 0 < startNs + durationOf(b);
}

function durationOf(trace: Trace): number {
  const { startTime, endTime } = trace.header!;
  const told = Number(endTime - startTime) * NS_PER_FILETIME;
  return endTime === 0n ? Number.POSITIVE_INFINITY : Math.max(told, trace.clock.toNs(trace.lastTicks()));
}

function isCopy(a: Trace, b: Trace): boolean {
  const { size } = a.source;
  return (
    size === b.source.size &&
    a.clock.startTime === b.clock.startTime &&
    isSameFrom(0, a.source, b.source) &&
    isSameFrom(Math.max(0, size - COMPARED_BYTES), a.source, b.source)
  );
}

function isSameFrom(offset: number, a: ByteSource, b: ByteSource): boolean {
  const [one, other] = [a, b].map((source) => {
    const bytes = new Uint8Array(COMPARED_BYTES);
    source.read(bytes, offset);
    return bytes;
  });
  return one!.every((byte, at) => byte === other![at]);
}

function apart(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a;
}
