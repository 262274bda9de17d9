import { type BufferStyle, bufferFlag, bufferHeaderSize } from './buffer-header.ts';
import { type BufferOrder, type FilledBuffer, fillBuffers, inFileOrder } from './buffer-placement.ts';
import type { Compression } from './compression/index.ts';
import { aligned, type PlacedEvent, type RawEvent } from './event.ts';
import {
  defaultLogfileHeader,
  type LogfileHeader,
  logFileMode,
  logfileHeaderEvent,
  reloggedVersion,
} from './logfile-header.ts';
import { sealBuffer, sealHeaderBuffer } from './sealed-buffer.ts';

/** All of TRACE_LOGFILE_HEADER, and how the file is laid out. Whatever is left out has a sensible default. */
export interface TraceOptions extends Partial<LogfileHeader> {
  style?: BufferStyle;
  compression?: Compression;
  order?: BufferOrder;
  /** False: a session that was never closed, with BuffersWritten and EndTime 0. */
  closed?: boolean;
  /** Events behind the file header in the header buffer. */
  headerEvents?: readonly RawEvent[];
  /** Rotates the buffers behind the header buffer by so many places, as a circular log that has wrapped. */
  rotate?: number;
  /** Sequence number of the first buffer behind the header buffer. */
  firstSequence?: number;
  /**
   * As a relogger writes it: its version in the file header, and in the buffer headers FILETIMEs in place of raw times,
   * stale pointers, and a CurrentOffset beyond the buffer.
   */
  relogged?: boolean;
  /** False: no processor's last buffer was flushed here, since the session went on in another file. */
  flushed?: boolean;
  /** More flags for a buffer, for instance `bufferFlag.bufferLost`. */
  flags?: (buffer: { processor: number; sequence: number }) => number;
}

/** A buffer of a written trace. */
export interface WrittenBuffer {
  /** Place in the file, and bytes there. */
  readonly offset: number;
  readonly size: number;
  readonly processor: number;
  readonly sequence: number;
  /** Where its events begin, counted from the start of the uncompressed buffer. */
  readonly events: readonly number[];
}

export interface WrittenTrace {
  readonly bytes: Uint8Array;
  /** In file order, the header buffer first. */
  readonly buffers: readonly WrittenBuffer[];
}

/** Writes a whole trace. Events of one processor must come in the order in which that processor logged them. */
export function writeTrace(events: Iterable<PlacedEvent>, options: TraceOptions = {}): WrittenTrace {
  const placed = [...events];
  const header = completeHeader(placed, options);
  const full = inFileOrder(fillBuffers(placed, header.bufferSize), options.order ?? 'flushed');
  if (options.closed !== false) header.buffersWritten = options.buffersWritten ?? full.length + 1;
  const sealed = sealAll(full, header, options);
  const rotate = options.rotate ?? 0;
  const buffers: WrittenBuffer[] = [];
  const chunks: Uint8Array[] = [];
  let offset = 0;
  for (const { bytes, processor, sequence, events } of [
    sealFirst(header, options),
    ...sealed.slice(rotate),
    ...sealed.slice(0, rotate),
  ]) {
    buffers.push({ offset, size: bytes.length, processor, sequence, events });
    chunks.push(bytes);
    offset += bytes.length;
  }
  return { bytes: concat(chunks, offset), buffers };
}

interface SealedBuffer extends Omit<WrittenBuffer, 'offset' | 'size'> {
  readonly bytes: Uint8Array;
}

function sealFirst(header: LogfileHeader, options: TraceOptions): SealedBuffer {
  const { style = 'windows10', compression = 'none' } = options;
  const events = [logfileHeaderEvent(header), ...(options.headerEvents ?? [])];
  const packed = packEvents(events);
  // A compressed file begins with a small plain buffer: 512 bytes, or 1024 where they do not suffice.
  const small = bufferHeaderSize + packed.length > 512 ? 1024 : 512;
  const bufferSize = compression === 'none' ? header.bufferSize : small;
  const bytes = sealHeaderBuffer(packed, { bufferSize, style, compression, processor: 0 });
  return { bytes, processor: 0, sequence: 0, events: starts(events) };
}

function sealAll(
  full: readonly FilledBuffer[],
  header: LogfileHeader,
  options: TraceOptions,
): SealedBuffer[] {
  const {
    style = 'windows10',
    compression = 'none',
    firstSequence = 1,
    relogged = false,
    flushed = true,
  } = options;
  const { bufferSize } = header;
  const lastOf = new Map(full.map((buffer) => [buffer.processor, buffer]));
  return full.map((buffer, index) => {
    const { processor, events } = buffer;
    const timeStamp = relogged ? fileTime(header, buffer.timeStamp) : buffer.timeStamp;
    const sequence = firstSequence + index;
    const marker = flushed && lastOf.get(processor) === buffer ? bufferFlag.flushMarker : 0;
    const flags = marker | (options.flags?.({ processor, sequence }) ?? 0);
    const how = { bufferSize, processor, sequence, timeStamp, style, compression, flags, relogged };
    return { bytes: sealBuffer(packEvents(events), how), processor, sequence, events: starts(events) };
  });
}

function completeHeader(events: readonly PlacedEvent[], options: TraceOptions): LogfileHeader {
  const header: LogfileHeader = { ...defaultLogfileHeader };
  for (const key of Object.keys(header) as (keyof LogfileHeader)[]) {
    if (options[key] !== undefined) Object.assign(header, { [key]: options[key] });
  }
  let earliest: bigint | undefined;
  let latest = 0n;
  let processors = 1;
  for (const { ticks, processor } of events) {
    if (earliest === undefined || ticks < earliest) earliest = ticks;
    if (ticks > latest) latest = ticks;
    processors = Math.max(processors, processor + 1);
  }
  if (options.processors === undefined) header.processors = processors;
  if (options.startTicks === undefined) header.startTicks = earliest ?? 0n;
  // Under the system clock the first event's raw time is the start time itself.
  if (header.clock === 'system' && options.startTime === undefined) header.startTime = header.startTicks;
  if (options.compression && options.compression !== 'none') header.logFileMode |= logFileMode.compressed;
  if (options.relogged && !options.version) header.version = reloggedVersion;
  if (options.rotate)
    header.logFileMode = (header.logFileMode & ~logFileMode.sequential) | logFileMode.circular;
  if (options.closed !== false && options.endTime === undefined) header.endTime = fileTime(header, latest);
  return header;
}

/** The FILETIME at which the clock of the events showed `ticks`. */
function fileTime(header: LogfileHeader, ticks: bigint): bigint {
  const span = ticks - BigInt(header.startTicks);
  const passed = { qpc: (span * 10_000_000n) / BigInt(header.perfFreq), system: span, cycles: 0n };
  if (header.clock === 'cycles') passed.cycles = (span * 10n) / BigInt(header.cpuMHz);
  return BigInt(header.startTime) + (span > 0n ? passed[header.clock] : 0n);
}

/** Where each event begins, when they are packed behind a buffer header. */
function starts(events: readonly RawEvent[]): number[] {
  let at = bufferHeaderSize;
  return events.map((event) => {
    const start = at;
    at += aligned(event.bytes.length);
    return start;
  });
}

function packEvents(events: readonly RawEvent[]): Uint8Array {
  const size = events.reduce((sum, event) => sum + aligned(event.bytes.length), 0);
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const event of events) {
    bytes.set(event.bytes, at);
    at += aligned(event.bytes.length);
  }
  return bytes;
}

function concat(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
