import { random } from '../random.ts';
import type { WrittenTrace } from './trace.ts';

/** The fields of WMI_BUFFER_HEADER: offset and width in bytes. */
const bufferFields = {
  bufferSize: [0x00, 4],
  savedOffset: [0x04, 4],
  currentOffset: [0x08, 4],
  timeStamp: [0x10, 8],
  sequenceNumber: [0x18, 8],
  clock: [0x20, 8],
  processor: [0x28, 2],
  state: [0x2c, 4],
  offset: [0x30, 4],
  flags: [0x34, 2],
  type: [0x36, 2],
} as const;

/** The fields of TRACE_LOGFILE_HEADER whose place depends on no pointer size, counted from the file's start. */
const logfileFields = {
  bufferSize: [0x68, 4],
  processors: [0x68 + 12, 4],
  endTime: [0x68 + 16, 8],
  logFileMode: [0x68 + 32, 4],
  buffersWritten: [0x68 + 36, 4],
  pointerSize: [0x68 + 44, 4],
  eventsLost: [0x68 + 48, 4],
  cpuMHz: [0x68 + 52, 4],
} as const;

type Field = readonly [offset: number, width: 2 | 4 | 8];

// Each of these leaves the trace that it is given as it is, and returns damaged bytes.

/** Overwrites a buffer, header and all, with zeros. */
export function zeroBuffer(trace: WrittenTrace, index: number): Uint8Array {
  const { offset, size } = trace.buffers[index]!;
  return trace.bytes.slice().fill(0, offset, offset + size);
}

/** Overwrites a buffer with random bytes; its header stays where `keepHeader` is set. */
export function scrambleBuffer(
  trace: WrittenTrace,
  index: number,
  seed: number,
  keepHeader = false,
): Uint8Array {
  const { offset, size } = trace.buffers[index]!;
  const bytes = trace.bytes.slice();
  const rng = random(seed);
  for (let at = offset + (keepHeader ? 0x48 : 0); at < offset + size; at++) bytes[at] = rng.below(256);
  return bytes;
}

/** Flips `count` random bits anywhere in the file. */
export function flipBits(trace: WrittenTrace, count: number, seed: number): Uint8Array {
  const bytes = trace.bytes.slice();
  const rng = random(seed);
  for (let i = 0; i < count; i++) {
    const at = rng.below(bytes.length);
    bytes[at] = bytes[at]! ^ (1 << rng.below(8));
  }
  return bytes;
}

/** The first `length` bytes of the file. */
export const cutAt = (trace: WrittenTrace, length: number): Uint8Array => trace.bytes.slice(0, length);

export function dropBuffer(trace: WrittenTrace, index: number): Uint8Array {
  const { offset, size } = trace.buffers[index]!;
  return join(trace.bytes.subarray(0, offset), trace.bytes.subarray(offset + size));
}

/** The buffer stands twice in a row. */
export function repeatBuffer(trace: WrittenTrace, index: number): Uint8Array {
  const { offset, size } = trace.buffers[index]!;
  return join(trace.bytes.subarray(0, offset + size), trace.bytes.subarray(offset));
}

/** Says another size for an event: 0, too small for a header, or beyond its buffer. Uncompressed traces only. */
export function setEventSize(trace: WrittenTrace, buffer: number, event: number, size: number): Uint8Array {
  const bytes = trace.bytes.slice();
  const at = eventOffset(trace, buffer, event);
  const type = bytes[at + 2]!;
  const sizeAt4 = bytes[at + 3] === 0xc0 && (type <= 4 || type === 16 || type === 17);
  new DataView(bytes.buffer).setUint16(at + (sizeAt4 ? 4 : 0), size, true);
  return bytes;
}

/** Overwrites the marker of an event (its third and fourth byte: header type and flags). */
export function setEventMarker(
  trace: WrittenTrace,
  buffer: number,
  event: number,
  type: number,
  flags: number,
): Uint8Array {
  const bytes = trace.bytes.slice();
  bytes.set([type, flags], eventOffset(trace, buffer, event) + 2);
  return bytes;
}

/** A lying buffer header. */
export function setBufferField(
  trace: WrittenTrace,
  index: number,
  field: keyof typeof bufferFields,
  value: number | bigint,
): Uint8Array {
  return set(trace.bytes, trace.buffers[index]!.offset, bufferFields[field], value);
}

/** A lying file header. */
export function setLogfileField(
  trace: WrittenTrace,
  field: keyof typeof logfileFields,
  value: number | bigint,
): Uint8Array {
  return set(trace.bytes, 0, logfileFields[field], value);
}

/** Where an event begins in an uncompressed file. */
export function eventOffset(trace: WrittenTrace, buffer: number, event: number): number {
  const place = trace.buffers[buffer]!;
  return place.offset + place.events[event]!;
}

function set(source: Uint8Array, base: number, [offset, width]: Field, value: number | bigint): Uint8Array {
  const bytes = source.slice();
  const view = new DataView(bytes.buffer);
  if (width === 8) view.setBigUint64(base + offset, BigInt.asUintN(64, BigInt(value)), true);
  else if (width === 4) view.setUint32(base + offset, Number(value), true);
  else view.setUint16(base + offset, Number(value), true);
  return bytes;
}

function join(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(head.length + tail.length);
  bytes.set(head);
  bytes.set(tail, head.length);
  return bytes;
}
