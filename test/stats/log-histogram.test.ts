import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HISTOGRAM_ERROR, LogHistogram, nearestRank } from '../../lib/stats/index.ts';

const durations = fc.array(fc.double({ min: 0, max: 1e15, noNaN: true }), { minLength: 1, maxLength: 300 });

function histogramOf(values: readonly number[]): LogHistogram {
  const histogram = new LogHistogram();
  for (const value of values) {
    histogram.add(value);
  }
  return histogram;
}

describe('a histogram with logarithmic buckets', () => {
  test('tells any percentile within its stated error', () => {
    fc.assert(
      fc.property(durations, fc.constantFrom(0.5, 0.9, 0.99, 0.999, 1), (values, fraction) => {
        const exact = nearestRank(Float64Array.from(values).sort(), fraction);
        const told = histogramOf(values).percentile(fraction);
        expect(Math.abs(told - exact)).toBeLessThanOrEqual(Math.max(0.5, exact * HISTOGRAM_ERROR));
      }),
    );
  });

  test('holds every number in one bucket, without gaps between the buckets', () => {
    fc.assert(
      fc.property(durations, fc.constantFrom(1, 4, 64), (values, perOctave) => {
        const buckets = histogramOf(values).buckets(perOctave);
        expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        buckets.forEach(({ from, to, count }, at) => {
          expect(count).toBe(values.filter((value) => value >= from && value < to).length);
          expect(at === 0 || buckets[at - 1]?.to === from).toBe(true);
        });
      }),
    );
  });

  test('has buckets of equal width on a logarithmic axis', () => {
    const values = Array.from({ length: 4000 }, (_, at) => 64 * 2 ** (at / 200));
    const buckets = histogramOf(values).buckets(4);
    for (const { from, to } of buckets) {
      expect(Math.abs(Math.log2(to / from) - 1 / 4)).toBeLessThan(0.0125);
    }
    // Evenly spread on that axis, they show no peak.
    const counts = buckets.slice(1, -1).map(({ count }) => count);
    expect(Math.max(...counts) / Math.min(...counts)).toBeLessThan(1.1);
  });

  test('is the same, whether its numbers came in two halves or in one', () => {
    fc.assert(
      fc.property(durations, durations, (one, other) => {
        const merged = histogramOf(one);
        merged.merge(histogramOf(other));
        expect(merged.buckets(64)).toEqual(histogramOf([...one, ...other]).buckets(64));
      }),
    );
  });

  test('knows nothing of no numbers', () => {
    expect(new LogHistogram().percentile(0.5)).toBeNaN();
    expect(new LogHistogram().buckets(4)).toEqual([]);
  });
});
