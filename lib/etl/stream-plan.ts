import { BufferFlag, UNKNOWN_PROCESSOR } from './buffer-header.ts';
import type { BufferIndex } from './buffer-index.ts';
import type { ByteSource } from './byte-source.ts';
import { TraceError } from './error.ts';
import { LogFileMode, type LogfileHeader } from './logfile-header.ts';

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
  const mode = header?.logFileMode ?? 0;
  const isCircular = (mode & LogFileMode.Circular) !== 0;
  // What the walk had to skip, or the session itself lost, explains a gap.
  if (isWalkClean && index.lossy === 0 && header !== null && header.buffersLost === 0 && !isCircular) {
    tellMissing(index, header);
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

/** In every sequential file seen, sequence numbers behind the header buffer's are without a gap. */
function tellMissing(index: BufferIndex, header: LogfileHeader): void {
  const { sequences, loggerIds, damage } = index;
  const order = Array.from({ length: index.count - 1 }, (_, i) => i + 1);
  order.sort((a, b) => loggerIds[a]! - loggerIds[b]! || sequences[a]! - sequences[b]!);
  let missing = 0;
  order.forEach((buffer, i) => {
    const before = order[i - 1];
    if (before === undefined || loggerIds[before] !== loggerIds[buffer]) {
      return;
    }
    const gap = sequences[buffer]! - sequences[before]! - 1;
    if (gap > 0) {
      missing += gap;
      const [from, to] = [sequences[before]! + 1, sequences[buffer]! - 1];
      const which = from === to ? `number ${from} is` : `numbers ${from} to ${to} are`;
      damage.add(index.offsets[buffer]!, 0, `buffers are missing: ${which} not in the file`);
    }
  });
  const wasClosed = header.endTime !== 0n && (header.logFileMode & LogFileMode.Append) === 0;
  if (missing === 0 && wasClosed && header.buffersWritten > index.count) {
    const reason = `the file ends after ${index.count} of its ${header.buffersWritten} buffers`;
    damage.add(index.offsets[index.count - 1]! + index.sizes[index.count - 1]!, 0, reason);
  }
}

/** @throws TraceError where the buffers to be kept open at once would need more memory than any real trace's */
function checkMemory(index: BufferIndex, streams: readonly number[][], source: ByteSource): void {
  const { sizes, fills } = index;
  let bytes = 0;
  for (const buffers of streams) {
    bytes += buffers.reduce((most, buffer) => Math.max(most, sizes[buffer]!, fills[buffer]!), 0);
  }
  if (bytes > Math.max(MAX_OPEN_BYTES, source.size)) {
    const reason = `refused: ${streams.length} streams of buffers would need ${bytes} bytes of memory`;
    throw new TraceError('unreadable', reason, { file: source.name });
  }
}
