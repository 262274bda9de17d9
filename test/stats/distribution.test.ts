import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Distribution, HISTOGRAM_ERROR, nearestRank, Top } from '../../lib/stats/index.ts';

const values = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 100 });

function distributionOf(numbers: readonly number[], limit: number): Distribution {
  const distribution = new Distribution(limit);
  for (const number of numbers) {
    distribution.add(number);
  }
  return distribution;
}

describe('a distribution', () => {
  test('is exact up to its limit', () => {
    fc.assert(
      fc.property(values, (numbers) => {
        const distribution = distributionOf(numbers, 100);
        expect(distribution.isExact).toBe(true);
        expect(distribution.percentile(0.9)).toBe(nearestRank(Float64Array.from(numbers).sort(), 0.9));
      }),
    );
  });

  test('is within the histogram’s error beyond it, with count, extremes and mean still exact', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const numbers = [...one, ...other];
        const distribution = distributionOf(one, 3);
        distribution.merge(distributionOf(other, 3));
        const exact = nearestRank(Float64Array.from(numbers).sort(), 0.5);
        expect(Math.abs(distribution.percentile(0.5) - exact)).toBeLessThanOrEqual(
          Math.max(0.5, exact * HISTOGRAM_ERROR),
        );
        expect(distribution.count).toBe(numbers.length);
        expect([distribution.min, distribution.max]).toEqual([Math.min(...numbers), Math.max(...numbers)]);
        expect(distribution.mean).toBeCloseTo(numbers.reduce((sum, n) => sum + n, 0) / numbers.length, 3);
      }),
    );
  });
});

test('the top keeps the greatest, in their order', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 20 }), (numbers, limit) => {
      const top = new Top<number>(limit, (number) => number);
      for (const number of numbers) {
        top.add(number);
      }
      expect(top.sorted()).toEqual([...numbers].sort((a, b) => b - a).slice(0, limit));
    }),
  );
});
