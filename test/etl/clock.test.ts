import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesSource, filetimeToIso, sessionTimes, Trace } from '../../lib/etl/index.ts';
import { writeTrace } from '../support/etl-writer/index.ts';
import { numberedEvents } from './reading.ts';

test('a moment’s text is that of its FILETIME, whatever was asked for before', () => {
  const startTime = 134_000_000_123_456_789n;
  const { bytes } = writeTrace(numberedEvents(3, 1), {
    startTime,
    startTicks: 1_000_000,
    perfFreq: 3_117_777,
  });
  const { clock } = Trace.open(bytesSource(bytes));
  const ticks = fc.integer({ min: -4_000_000_000, max: 2 ** 40 });
  fc.assert(
    fc.property(fc.array(fc.oneof(ticks, fc.integer({ min: 0, max: 5_000_000 }))), (moments) => {
      for (const moment of moments) {
        expect(clock.toIso(moment)).toBe(filetimeToIso(clock.toFiletime(moment)!));
      }
    }),
  );
});

test('a header without a start, or with one beyond the calendar, tells no moment', () => {
  for (const startTime of [0n, 2n ** 63n, 2n ** 64n - 1n]) {
    const { bytes } = writeTrace(numberedEvents(3, 1), { startTime, endTime: 100_000_000n });
    const trace = Trace.open(bytesSource(bytes));
    expect([0, 1, -1].map((moment) => trace.clock.toIso(moment))).toEqual([null, null, null]);
    expect(sessionTimes(trace.header)).toEqual({ startTime: null, endTime: null });
  }
});

test('a session that was not closed has a start and no end', () => {
  const { bytes } = writeTrace(numberedEvents(3, 1), { closed: false });
  const times = sessionTimes(Trace.open(bytesSource(bytes)).header);
  expect(times).toEqual({ startTime: '2026-03-01T12:00:00.0000000Z', endTime: null });
});

test('a FILETIME beyond the calendar is told as it is, and marked', () => {
  // The first and the last moment that SYSTEMTIME's documentation allows: 1601 to 30827.
  expect(filetimeToIso(1n)).toBe('1601-01-01T00:00:00.0000001Z');
  expect(filetimeToIso(0x7fff_35f4_f06c_7fffn)).toBe('+030827-12-31T23:59:59.9999999Z');
  expect(filetimeToIso(0x7fff_35f4_f06c_8000n)).toBe('0x7fff35f4f06c8000 (not a FILETIME)');
  expect(filetimeToIso(2n ** 63n - 1n)).toBe('0x7fffffffffffffff (not a FILETIME)');
  expect(filetimeToIso(2n ** 64n - 1n)).toBe('0xffffffffffffffff (not a FILETIME)');
});

test('no time has no text, and what stands next to it its own', () => {
  const { bytes } = writeTrace(numberedEvents(3, 1), { startTime: 1 });
  const { clock } = Trace.open(bytesSource(bytes));
  expect([-1, 0, -1, -2, 1].map((moment) => clock.toIso(moment))).toEqual([
    '',
    '1601-01-01T00:00:00.0000001Z',
    '',
    filetimeToIso(-1n),
    '1601-01-01T00:00:00.0000002Z',
  ]);
});
