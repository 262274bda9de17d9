import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChartData } from '../../../lib/report/charts/data.ts';
import { countOf, latenciesOf, onAxis, percentileOf } from '../../../lib/report/charts/latencies.ts';
import { BUCKETS, bucketOf, bucketStart } from '../../../lib/report/collect/buckets.ts';
import { nearestRank } from '../../../lib/stats/index.ts';

const nanoseconds = fc.oneof(
  fc.integer({ min: 0, max: 5000 }),
  fc.double({ min: 0, max: 1e13, noNaN: true }),
);

describe('buckets of latencies', () => {
  test('hold each duration between their bounds', () => {
    fc.assert(
      fc.property(nanoseconds, (ns) => {
        const bucket = bucketOf(ns);
        expect(bucketStart(bucket)).toBeLessThanOrEqual(ns);
        expect(bucketStart(bucket + 1)).toBeGreaterThan(ns);
        expect(bucket).toBeLessThan(BUCKETS);
      }),
    );
  });

  test('are of equal width on a logarithmic axis', () => {
    for (let bucket = 1; bucket < BUCKETS; bucket++) {
      expect(Math.log2(bucketStart(bucket + 1) / bucketStart(bucket))).toBeCloseTo(1 / 4, 12);
    }
  });

  test('give percentiles that are off by an eighth at the most', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 4, max: 1e9 }), { minLength: 1, maxLength: 200 }),
        fc.constantFrom(0.5, 0.9, 0.99),
        (values, fraction) => {
          const data = dataOf(values);
          const exact = nearestRank(
            values.toSorted((a, b) => a - b),
            fraction,
          );
          const told = percentileOf(latenciesOf(data, 'Send', null), fraction, 1);
          expect(Math.abs(told - exact)).toBeLessThanOrEqual(exact / 8 + 1);
        },
      ),
    );
  });
});

describe('the latencies of a stretch of time', () => {
  test('are those of its slices and of the operation alone', () => {
    const data: ChartData = {
      ...dataOf([100]),
      fromNs: [0, 10],
      toNs: [10, 20],
      ops: ['Send', 'Receive'],
      cells: [0, 0, 5, 3, 1, 0, 7, 2, 1, 1, 7, 4],
    };
    expect(latenciesOf(data, 'Send', null)).toEqual([
      [5, 3],
      [7, 2],
    ]);
    expect(latenciesOf(data, 'Send', { fromNs: 12, toNs: 15 })).toEqual([[7, 2]]);
    expect(latenciesOf(data, null, { fromNs: 12, toNs: 15 })).toEqual([[7, 6]]);
    expect(latenciesOf(data, 'Bind', null)).toEqual([]);
  });

  test('keep their number on an axis of any width', () => {
    fc.assert(
      fc.property(
        fc.array(nanoseconds, { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        (values, width) => {
          const latencies = latenciesOf(dataOf(values), 'Send', null);
          const parts = onAxis(latencies, latencies, width);
          expect(parts).toHaveLength(width);
          expect(parts.reduce((sum, count) => sum + count, 0)).toBe(countOf(latencies));
        },
      ),
    );
  });
});

/** One slice with calls of one operation. */
function dataOf(values: readonly number[]): ChartData {
  const counts = new Map<number, number>();
  for (const ns of values) {
    counts.set(bucketOf(ns), (counts.get(bucketOf(ns)) ?? 0) + 1);
  }
  const zero = [0];
  return {
    stepNs: 1,
    fromNs: zero,
    toNs: [1e9],
    completed: [values.length],
    failed: zero,
    bytesSent: zero,
    bytesReceived: zero,
    maxInFlight: zero,
    meanInFlight: zero,
    ops: ['Send'],
    cells: [...counts].sort(([a], [b]) => a - b).flatMap(([bucket, count]) => [0, 0, bucket, count]),
  };
}
