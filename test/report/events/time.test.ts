import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Clock } from '../../../lib/etl/index.ts';
import { TimeWriter } from '../../../lib/report/events/time.ts';
import { LineBuffer } from '../../../lib/report/index.ts';

/** 2026-03-01T12:00:00Z. */
const NOON = 134_168_400_000_000_000n;

/** Farther off, a moment may be beyond what a Date holds. */
const SECONDS_OF_3000_YEARS = 1e11;

type Header = NonNullable<ConstructorParameters<typeof Clock>[0]>;

function clockOf(perfFreq: number, startTime: bigint, startTicks: bigint): Clock {
  return new Clock({ clock: 'qpc', perfFreq, startTime } as Header, startTicks);
}

function written(clock: Clock, times: readonly number[]): string[] {
  let text = '';
  const line = new LineBuffer((piece) => {
    text += new TextDecoder().decode(piece);
  });
  const writer = new TimeWriter(clock);
  for (const ticks of times) {
    writer.rawTicks(line, ticks);
    line.text(' ');
    if (writer.tellsMoments) {
      writer.moment(line, ticks);
    } else {
      line.text('null');
    }
    line.endLine();
  }
  line.flush();
  return text.split('\n').slice(0, -1);
}

function told(clock: Clock, times: readonly number[]): string[] {
  return times.map((ticks) => `${clock.rawTicks(ticks)} ${clock.toIso(ticks)}`);
}

const frequency = fc.oneof(
  fc.constantFrom(10_000_000, 1_000_000_000, 3_579_545, 24_000_000, 899_999_999, 900_000_000),
  fc.integer({ min: 1_000, max: 2_000_000_000 }),
);
const ticks = fc.oneof(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.maxSafeInteger());

test('ticks and moments have the digits that the clock gives', () => {
  fc.assert(
    fc.property(
      frequency,
      fc.oneof(fc.constant(NOON), fc.constant(0n), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.array(ticks, { minLength: 1, maxLength: 10 }),
      (perfFreq, startTime, startTicks, raw) => {
        const times = raw.map((ticks) => Math.min(ticks, perfFreq * SECONDS_OF_3000_YEARS));
        const clock = clockOf(perfFreq, startTime, startTicks);
        expect(written(clock, times)).toEqual(told(clock, times));
      },
    ),
  );
});

test('a second, a day and a raw time’s last eight digits may end between two events', () => {
  const clock = clockOf(10_000_000, NOON, 99_999_998n);
  expect(written(clock, [0, 1, 2, 9_999_999, 10_000_000, 864_000_000_000])).toEqual([
    '99999998 2026-03-01T12:00:00.0000000Z',
    '99999999 2026-03-01T12:00:00.0000001Z',
    '100000000 2026-03-01T12:00:00.0000002Z',
    '109999997 2026-03-01T12:00:00.9999999Z',
    '109999998 2026-03-01T12:00:01.0000000Z',
    '864099999998 2026-03-02T12:00:00.0000000Z',
  ]);
});

test('moments are told where the trace tells its start', () => {
  expect(new TimeWriter(clockOf(10_000_000, NOON, 0n)).tellsMoments).toBe(true);
  expect(new TimeWriter(new Clock(null, 5n)).tellsMoments).toBe(false);
});
