import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesSource, filetimeToIso, Trace } from '../../lib/etl/index.ts';
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

test('no time has no text, and what stands next to it its own', () => {
  const { bytes } = writeTrace(numberedEvents(3, 1), { startTime: 0, endTime: 1n });
  const { clock } = Trace.open(bytesSource(bytes));
  expect([0, 1, 0, -1, 2].map((moment) => clock.toIso(moment))).toEqual([
    '',
    '1601-01-01T00:00:00.0000001Z',
    '',
    filetimeToIso(-1n),
    '1601-01-01T00:00:00.0000002Z',
  ]);
});
