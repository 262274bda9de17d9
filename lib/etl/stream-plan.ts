import { BufferFlag, UNKNOWN_PROCESSOR } from './buffer-header.ts';
import type { BufferIndex } from './buffer-index.ts';
import type { ByteSource } from './byte-source.ts';
import { TraceError } from './error.ts';
import { LogFileMode, type LogfileHeader } from './logfile-header.ts';
import { MOST_WALK_BYTES } from './walk/walk.ts';

/** More than this, or than the file's own size, is not taken to keep one buffer of each stream open. */
const MAX_OPEN_BYTES = 2 ** 31;

/** The buffers of each stream, in reading order. */
export type StreamPlan = readonly Uint32Array[];

/**
 * Sorts a file's buffers into streams: what one processor wrote for one logger, since a file merged from several
 * sessions holds several loggers' buffers. Tells the index's log of buffers that stand twice and of missing ones.
 */
export function planStreams(
  index: BufferIndex,
  header: LogfileHeader | null,
  source: ByteSource,
): StreamPlan {
  const isWalkClean = index.damage.count === 0;
  const streams = streamsOf(index).map((buffers) => withoutRepeats(index, buffers));
  const isCircular = ((header?.logFileMode ?? 0) & LogFileMode.Circular) !== 0;
  // What the walk had to skip, or the session itself lost, explains a gap.
  if (isWalkClean && index.lossy === 0 && header !== null && header.buffersLost === 0) {
    tellMissing(index, header, missingBuffers(streams, header));
  }
  if (isCircular) {
    // A circular log that has wrapped holds its newest buffers before its oldest.
    for (const buffers of streams) {
      buffers.sort((a, b) => index.sequences[a]! - index.sequences[b]!);
    }
  }
  checkMemory(index, streams, source);
  return streams.map((buffers) => Uint32Array.from(buffers));
}

function streamsOf(index: BufferIndex): number[][] {
  const streams = new Map<number, number[]>();
  const orphans: number[][] = [];
  for (let buffer = 0; buffer < index.count; buffer++) {
    const processor = index.processors[buffer]!;
    const hasIndex = (index.flags[buffer]! & BufferFlag.ProcessorIndex) !== 0;
    if (processor === UNKNOWN_PROCESSOR && !hasIndex) {
      // Nobody knows whose it was: only by itself it is in the order of time.
      orphans.push([buffer]);
      continue;
    }
    const key = index.loggerIds[buffer]! * 0x1_0000 + processor;
    const found = streams.get(key);
    if (found === undefined) {
      streams.set(key, [buffer]);
    } else {
      found.push(buffer);
    }
  }
  return [...streams.values(), ...orphans];
}

/** A session numbers its buffers, each processor's upwards: the same number and time again is the same buffer again. */
function withoutRepeats(index: BufferIndex, buffers: number[]): number[] {
  const { sequences, timeStamps, damage } = index;
  if (buffers.every((buffer, i) => i === 0 || sequences[buffer]! > sequences[buffers[i - 1]!]!)) {
    return buffers;
  }
  const first = new Map<string, number>();
  return buffers.filter((buffer) => {
    const time = timeStamps[buffer]!;
    const key = `${sequences[buffer]}/${time}`;
    const known = first.get(key);
    if (known === undefined || time === 0n) {
      first.set(key, buffer);
      return true;
    }
    const reason = `the same buffer again as the one at offset ${index.offsets[known]}`;
    damage.add(index.offsets[buffer]!, index.sizes[buffer]!, reason);
    return false;
  });
}

/** Sessions of these modes write some of their buffers over, or into another file: numbers are skipped by design. */
const SKIPPING_MODES = LogFileMode.Circular | LogFileMode.Buffering;

/**
 * How many buffers a file lacks. A closed session tells how many it wrote: while that many are there, none is missing,
 * whatever numbers they have, for a session also numbers buffers that it throws away. One that was not closed, or goes
 * on behind an older one, tells nothing of the kind: there a gap in the numbers is all that shows (null).
 */
function missingBuffers(streams: readonly number[][], header: LogfileHeader): number | null {
  const { endTime, buffersWritten, logFileMode } = header;
  if ((logFileMode & SKIPPING_MODES) !== 0) {
    return 0;
  }
  if (endTime === 0n || buffersWritten === 0 || (logFileMode & LogFileMode.Append) !== 0) {
    return null;
  }
  const held = streams.reduce((sum, buffers) => sum + buffers.length, 0);
  return Math.max(0, buffersWritten - held);
}

/** Behind the header buffer's, sequence numbers go without a gap as a rule: one shows where buffers are missing. */
function tellMissing(index: BufferIndex, header: LogfileHeader, missing: number | null): void {
  if (missing === 0) {
    return;
  }
  const { offsets, sizes, damage } = index;
  const gaps = gapsOf(index);
  const skipped = gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  if (missing !== null && skipped > missing) {
    // Some of the numbers are of buffers that never were; which of them, nobody knows.
    const reason = `buffers are missing: ${missing} of those whose numbers are skipped before this one`;
    damage.add(offsets[gaps.at(-1)!.before]!, 0, reason);
    return;
  }
  for (const { from, to, before } of gaps) {
    const which = from === to ? `number ${from} is` : `numbers ${from} to ${to} are`;
    damage.add(offsets[before]!, 0, `buffers are missing: ${which} not in the file`);
  }
  if (missing !== null && skipped < missing) {
    const { buffersWritten } = header;
    const end = offsets[index.count - 1]! + sizes[index.count - 1]!;
    damage.add(end, 0, `the file ends after ${buffersWritten - missing} of its ${buffersWritten} buffers`);
  }
}

/** The numbers that are skipped, and the buffer behind them. */
function gapsOf({
  count,
  sequences,
  loggerIds,
}: BufferIndex): { from: number; to: number; before: number }[] {
  const order = Array.from({ length: count - 1 }, (_, i) => i + 1);
  order.sort((a, b) => loggerIds[a]! - loggerIds[b]! || sequences[a]! - sequences[b]!);
  return order.flatMap((buffer, i) => {
    const previous = order[i - 1];
    if (previous === undefined || loggerIds[previous] !== loggerIds[buffer]) {
      return [];
    }
    const [from, to] = [sequences[previous]! + 1, sequences[buffer]! - 1];
    return from > to ? [] : [{ from, to, before: buffer }];
  });
}

/** @throws TraceError where the buffers to be kept open at once would need more memory than any real trace's */
function checkMemory(index: BufferIndex, streams: readonly number[][], source: ByteSource): void {
  const { sizes, fills } = index;
  let bytes = 0;
  for (const buffers of streams) {
    bytes += buffers.reduce((most, buffer) => Math.max(most, sizes[buffer]!, fills[buffer]!), 0);
  }
  if (bytes > Math.min(Math.max(MAX_OPEN_BYTES, source.size), MOST_WALK_BYTES)) {
    const reason = `refused: ${streams.length} streams of buffers would need ${bytes} bytes of memory`;
    throw new TraceError('unreadable', reason, { file: source.name });
  }
}
