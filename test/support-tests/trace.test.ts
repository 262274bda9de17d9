import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  bufferFlag,
  dropBuffer,
  eventOffset,
  type PlacedEvent,
  setEventSize,
  setLogfileField,
  systemEvent,
  TraceFileWriter,
  writeTrace,
  zeroBuffer,
} from '../support/etl-writer/index.ts';

const events: PlacedEvent[] = Array.from({ length: 40 }, (_, i) => ({
  ...systemEvent({ ticks: 1000 + i, group: 3, opcode: 1, payload: new Uint8Array(480) }),
  processor: i % 3,
}));
const options = { bufferSize: 4096, startTicks: 1000 };
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset);

describe('a written trace', () => {
  test('is a header buffer and as many buffers as each processor filled', () => {
    const { bytes, buffers } = writeTrace(events, options);
    expect(bytes.length).toBe(7 * 4096);
    const counts = buffers.slice(1).map((buffer) => [buffer.processor, buffer.events.length]);
    expect(counts).toEqual([
      [0, 7],
      [1, 7],
      [2, 7],
      [1, 6],
      [2, 6],
      [0, 7],
    ]);
    expect(view(bytes).getUint32(0x68 + 36, true)).toBe(7);
    expect(view(bytes).getUint16(4096 + 0x34, true) & bufferFlag.processorIndex).toBe(
      bufferFlag.processorIndex,
    );
  });

  test('keeps each processor in order however the buffers are shuffled', () => {
    for (const order of ['flushed', 'by-processor', 1, 2, 3] as const) {
      const { bytes, buffers } = writeTrace(events, { ...options, order });
      const last = [0n, 0n, 0n];
      for (const buffer of buffers.slice(1)) {
        for (const start of buffer.events) {
          const ticks = view(bytes).getBigUint64(buffer.offset + start + 16, true);
          expect(ticks).toBeGreaterThan(last[buffer.processor]!);
          last[buffer.processor] = ticks;
        }
        expect(view(bytes).getBigUint64(buffer.offset + 0x10, true)).toBe(last[buffer.processor]);
      }
    }
  });

  test('of Windows 7 has no saved offset in its header buffer and an alignment of 8 beside the processor', () => {
    const { bytes, buffers } = writeTrace(events, { ...options, style: 'windows7' });
    expect(view(bytes).getUint32(4, true)).toBe(0);
    expect(view(bytes).getUint16(buffers[2]!.offset + 0x28, true)).toBe(0x800 | buffers[2]!.processor);
  });

  test('that was never closed tells neither how many buffers it has nor when it ended', () => {
    const { bytes } = writeTrace(events, { ...options, closed: false });
    expect(view(bytes).getUint32(0x68 + 36, true)).toBe(0);
    expect(view(bytes).getBigUint64(0x68 + 16, true)).toBe(0n);
  });

  test('of a relogger has FILETIMEs and stale pointers in its buffer headers', () => {
    const { bytes, buffers } = writeTrace(events, { ...options, relogged: true, startTime: 10n ** 17n });
    const { offset } = buffers[1]!;
    expect(bytes[0x6e]).toBe(2);
    expect(view(bytes).getBigUint64(offset + 0x10, true)).toBe(10n ** 17n + 18n);
    expect(view(bytes).getUint32(offset + 0x08, true)).toBeGreaterThan(4096);
    expect(view(bytes).getBigUint64(offset + 0x20, true)).not.toBe(0n);
  });

  test('that has wrapped begins, behind its header, with a later buffer', () => {
    const { buffers } = writeTrace(events, { ...options, rotate: 2 });
    expect(buffers.map((buffer) => buffer.sequence)).toEqual([0, 3, 4, 5, 6, 1, 2]);
  });

  test('is the same when it is streamed to a file', () => {
    const path = join(tmpdir(), `wsktrace-${process.pid}.etl`);
    const writer = new TraceFileWriter(path, { ...options, processors: 3 });
    for (const { processor, ticks, bytes } of events) {
      const at = writer.reserve(processor, bytes.length, Number(ticks) - 1000);
      writer.bytes.set(bytes, at);
    }
    writer.close();
    const streamed = readFileSync(path);
    rmSync(path);
    const stored = (bytes: Uint8Array) => {
      const ticks: bigint[] = [];
      for (let buffer = 4096; buffer < bytes.length; buffer += 4096) {
        const fill = view(bytes).getUint32(buffer + 0x30, true);
        for (let at = 0x48; at < fill; at += 512)
          ticks.push(view(bytes).getBigUint64(buffer + at + 16, true));
      }
      return ticks.sort();
    };
    expect(streamed.length).toBe(writer.size);
    expect(stored(streamed)).toEqual(stored(writeTrace(events, options).bytes));
  });
});

describe('damage', () => {
  const trace = writeTrace(events, options);

  test('changes what it says and nothing else', () => {
    const before = trace.bytes.slice();
    expect(
      zeroBuffer(trace, 2)
        .subarray(2 * 4096, 3 * 4096)
        .every((byte) => byte === 0),
    ).toBe(true);
    expect(dropBuffer(trace, 2).length).toBe(trace.bytes.length - 4096);
    const at = eventOffset(trace, 1, 3);
    expect(view(setEventSize(trace, 1, 3, 0)).getUint16(at + 4, true)).toBe(0);
    expect(view(setLogfileField(trace, 'buffersWritten', 0xffffffff)).getUint32(0x8c, true)).toBe(0xffffffff);
    expect(trace.bytes).toEqual(before);
  });
});
