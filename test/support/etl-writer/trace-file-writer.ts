import { closeSync, openSync, writeSync } from 'node:fs';
import { type BufferStyle, bufferHeaderSize } from './buffer-header.ts';
import type { Compression } from './compression/index.ts';
import { aligned } from './event.ts';
import {
  defaultLogfileHeader,
  type LogfileHeader,
  logFileMode,
  logfileHeaderEvent,
} from './logfile-header.ts';
import { sealBuffer, sealHeaderBuffer, sealPlainBuffer } from './sealed-buffer.ts';

export interface TraceFileOptions extends Partial<LogfileHeader> {
  style?: BufferStyle;
  compression?: Compression;
}

interface ProcessorBuffer {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  fill: number;
  /** Time of the last event, counted from the header's startTicks. */
  lastTicks: number;
}

/**
 * Writes a trace straight to a file, for traces of millions of events: no object an event. `reserve` makes room in a
 * processor's open buffer; the caller then lays the event's bytes into `bytes` and `view` at the offset returned.
 */
export class TraceFileWriter {
  bytes: Uint8Array;
  view: DataView;
  events = 0;
  buffers = 1;
  size = 0;
  readonly #file: number;
  readonly #header: LogfileHeader;
  readonly #style: BufferStyle;
  readonly #compression: Compression;
  readonly #open: ProcessorBuffer[] = [];
  #lastTicks = 0;

  constructor(path: string, options: TraceFileOptions = {}) {
    const { style = 'windows10', compression = 'none', ...header } = options;
    this.#style = style;
    this.#compression = compression;
    this.#header = { ...defaultLogfileHeader, ...header };
    if (compression !== 'none') this.#header.logFileMode |= logFileMode.compressed;
    for (let i = 0; i < this.#header.processors; i++) this.#open.push(newBuffer(this.#header.bufferSize));
    this.bytes = this.#open[0]!.bytes;
    this.view = this.#open[0]!.view;
    this.#file = openSync(path, 'w');
    this.#write(this.#headerBuffer());
  }

  /** Room for an event of `size` bytes at `ticks` (counted from startTicks) on a processor; returns its offset. */
  reserve(processor: number, size: number, ticks: number): number {
    const buffer = this.#open[processor]!;
    const room = aligned(size);
    if (buffer.fill + room > buffer.bytes.length) this.#flush(processor, buffer);
    const at = buffer.fill;
    buffer.fill += room;
    buffer.lastTicks = ticks;
    if (ticks > this.#lastTicks) this.#lastTicks = ticks;
    this.bytes = buffer.bytes;
    this.view = buffer.view;
    // The padding behind the event: what an earlier use of the buffer left there must not show.
    for (let pad = at + size; pad < buffer.fill; pad++) buffer.bytes[pad] = 0;
    this.events++;
    return at;
  }

  /** Flushes what is open and writes the header buffer anew, now that its counts are known. */
  close(known: Partial<Pick<LogfileHeader, 'eventsLost' | 'buffersLost'>> = {}): void {
    for (const [processor, buffer] of this.#open.entries()) {
      if (buffer.fill > bufferHeaderSize) this.#flush(processor, buffer);
    }
    Object.assign(this.#header, known);
    this.#header.buffersWritten = this.buffers;
    const passed = (BigInt(Math.ceil(this.#lastTicks)) * 10_000_000n) / BigInt(this.#header.perfFreq);
    this.#header.endTime = BigInt(this.#header.startTime) + passed;
    writeSync(this.#file, this.#headerBuffer(), 0, undefined, 0);
    closeSync(this.#file);
  }

  #headerBuffer(): Uint8Array {
    const bufferSize = this.#compression === 'none' ? this.#header.bufferSize : 1024;
    const how = { bufferSize, style: this.#style, compression: this.#compression, processor: 0 };
    const event = logfileHeaderEvent(this.#header).bytes;
    const padded = new Uint8Array(aligned(event.length));
    padded.set(event);
    return sealHeaderBuffer(padded, how);
  }

  #flush(processor: number, buffer: ProcessorBuffer): void {
    const how = {
      bufferSize: this.#header.bufferSize,
      processor,
      sequence: this.buffers++,
      timeStamp: BigInt(this.#header.startTicks) + BigInt(buffer.lastTicks),
      style: this.#style,
      compression: this.#compression,
      flags: 0,
    };
    const { bytes, fill } = buffer;
    if (this.#compression === 'none') this.#write(sealPlainBuffer(bytes, fill, how));
    else this.#write(sealBuffer(bytes.subarray(bufferHeaderSize, fill), how));
    buffer.fill = bufferHeaderSize;
  }

  #write(bytes: Uint8Array): void {
    writeSync(this.#file, bytes);
    this.size += bytes.length;
  }
}

function newBuffer(size: number): ProcessorBuffer {
  const bytes = new Uint8Array(size);
  return { bytes, view: new DataView(bytes.buffer), fill: bufferHeaderSize, lastTicks: 0 };
}
