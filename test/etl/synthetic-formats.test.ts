import { describe, expect, test } from 'vitest';
import { bytesSource, HeaderType, type RawEvent, Trace, UNKNOWN_ID } from '../../lib/etl/index.ts';
import {
  bufferFlag,
  type Compression,
  compactEvent,
  errorEvent,
  eventHeaderEvent,
  extendedType,
  instanceEvent,
  on,
  perfInfoEvent,
  pmcCounters,
  systemEvent,
  u64Item,
  type RawEvent as WrittenEvent,
  writeTrace,
} from '../support/etl-writer/index.ts';
import { random } from '../support/random.ts';
import { numberedEvents, readNumbered } from './reading.ts';

// All of these are synthetic: they are in the documentation, and in no public file.

const guid = '01020304-0506-0708-090a-0b0c0d0e0f10';
const payload = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** What the reader tells of one written event. */
function read(event: WrittenEvent) {
  const trace = Trace.open(bytesSource(writeTrace(on(0, event), { startTicks: 10 }).bytes));
  const pass = trace.events();
  pass.next();
  const found = pass.next()!;
  expect(pass.damage.list).toEqual([]);
  return { ...facts(found), ticks: trace.clock.rawTicks(found.ticks) };
}

function facts(event: RawEvent) {
  const { headerType, threadId, processId, group, opcode, version, level, pointerSize } = event;
  const bytes = [...event.bytes.subarray(event.payload, event.end)];
  const hasGuid = event.guidAt !== 0;
  return { headerType, threadId, processId, group, opcode, version, level, pointerSize, hasGuid, bytes };
}

const kernel = { ticks: 77, group: 3, opcode: 5, version: 4, tid: 8, pid: 9, payload };
const kernelFacts = { ticks: 77n, group: 3, opcode: 5, version: 4, hasGuid: false, bytes: payload };

describe('a synthetic event', () => {
  test.each([32, 64] as const)('with a COMPACT%s header is read', (bits) => {
    expect(read(compactEvent({ ...kernel, bits }))).toMatchObject({
      ...kernelFacts,
      headerType: bits === 32 ? HeaderType.COMPACT32 : HeaderType.COMPACT64,
      pointerSize: bits / 8,
      threadId: 8,
      processId: 9,
    });
  });

  test('with a PERFINFO32 header is read, and has neither thread nor process', () => {
    expect(read(perfInfoEvent({ ...kernel, bits: 32 }))).toMatchObject({
      ...kernelFacts,
      headerType: HeaderType.PERFINFO32,
      pointerSize: 4,
      threadId: UNKNOWN_ID,
      processId: UNKNOWN_ID,
    });
  });

  test.each([
    ['one counter', { pmc: [5] }],
    ['seven counters', { pmc: [1, 2, 3, 4, 5, 6, 7] }],
    ['a PEBS index', { pebs: 0xffff_ffff_ffffn }],
    ['both', { pebs: 1, pmc: [1, 2] }],
  ])('with %s between header and payload has its payload behind them', (_, counters) => {
    for (const encode of [systemEvent, compactEvent, perfInfoEvent]) {
      expect(read(encode({ ...kernel, ...counters }))).toMatchObject(kernelFacts);
    }
  });

  test('that tells of more counters than it has room for has no payload', () => {
    const event = systemEvent({ ...kernel, payload: [] });
    event.bytes[1] = 0x87;
    expect(read(event)).toMatchObject({ bytes: [] });
  });

  test('with counters among its extended items has its payload behind them', () => {
    const items = [pmcCounters([1, 2, 3]), u64Item(extendedType.pebsIndex, 4)];
    const event = eventHeaderEvent({ ticks: 77, provider: guid, opcode: 5, items, payload });
    expect(read(event)).toMatchObject({ opcode: 5, hasGuid: true, bytes: payload });
  });

  test.each([32, 64] as const)('with an INSTANCE%s header with GUIDs is read', (bits) => {
    const event = { ticks: 77, opcode: 5, level: 2, version: 6, tid: 8, pid: 9, instanceId: 1, bits };
    expect(read(instanceEvent({ ...event, guid, payload }))).toMatchObject({
      headerType: bits === 32 ? HeaderType.INSTANCE32 : HeaderType.INSTANCE64,
      ticks: 77n,
      threadId: 8,
      processId: 9,
      opcode: 5,
      level: 2,
      version: 6,
      pointerSize: bits / 8,
      hasGuid: true,
      bytes: payload,
    });
    // The form with handles is what a provider hands over; only without the room for GUIDs can it be told.
    expect(read(instanceEvent({ ...event, handle: 7, payload }))).toMatchObject({
      hasGuid: false,
      bytes: payload,
    });
  });

  test('with an ERROR header is stepped over', () => {
    expect(read(errorEvent({ ticks: 77, provider: guid, payload }))).toMatchObject({
      headerType: HeaderType.ERROR,
      ticks: 77n,
    });
  });
});

describe('a synthetic trace', () => {
  test('by the cycle clock has times by the processor’s speed', () => {
    const event = systemEvent({ ...kernel, ticks: 1000 + 2_400_000 });
    const written = writeTrace(on(0, event), { clock: 'cycles', cpuMHz: 2400, startTicks: 1000 });
    const { clock, header } = Trace.open(bytesSource(written.bytes));
    expect(header?.clock).toBe('cycles');
    expect(clock.toNs(2_400_000)).toBe(1e6);
    expect(clock.toFiletime(2_400_000)! - clock.toFiletime(0)!).toBe(10_000n);
  });

  test.each([1, 2, 5, 11])('of a circular log that has wrapped by %s buffers is read in order', (rotate) => {
    const events = numberedEvents(300, 3);
    const straight = readNumbered(writeTrace(events, { bufferSize: 2048 }).bytes);
    const wrapped = readNumbered(writeTrace(events, { bufferSize: 2048, rotate }).bytes);
    expect(wrapped.events).toEqual(straight.events);
    expect(wrapped.damage).toEqual([]);
  });

  test.each([bufferFlag.eventsLost, bufferFlag.bufferLost])('with buffers flagged %s counts them', (flag) => {
    const flags = ({ sequence }: { sequence: number }) => (sequence === 2 || sequence === 3 ? flag : 0);
    const { bytes } = writeTrace(numberedEvents(300, 1), { bufferSize: 2048, flags });
    expect(Trace.open(bytesSource(bytes)).index.lossy).toBe(2);
  });

  test.each<Compression>(['xpress', 'lznt1', 'xpress-huffman'])(
    'compressed with %s may hold buffers that do not shrink, stored as they are',
    (compression) => {
      const rng = random(3);
      const noise = () => Uint8Array.from({ length: 400 }, () => rng.below(256));
      const events = numberedEvents(200, 2);
      // The first buffers and some in the middle hold nothing that can be compressed.
      const mixed = events.map((event, i) => {
        const body = i < 40 || (i > 100 && i < 140) ? noise() : new Uint8Array(400);
        body.set(event.bytes.subarray(32, 36));
        return {
          processor: event.processor,
          ...systemEvent({ ticks: event.ticks, group: 200, opcode: 1, payload: body }),
        };
      });
      const { bytes, buffers } = writeTrace(mixed, { bufferSize: 4096, compression });
      const { index } = Trace.open(bytesSource(bytes));
      expect(index.compressed).toBeGreaterThan(2);
      expect(index.compressed).toBeLessThan(buffers.length - 3);
      const { events: found, damage } = readNumbered(bytes);
      expect(found.map(({ number }) => number)).toEqual(events.map((_, i) => i));
      expect(damage).toEqual([]);
    },
  );
});
