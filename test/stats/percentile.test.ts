import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestRank, Samples } from '../../lib/stats/index.ts';

test('a nearest-rank percentile is the least number that enough of them do not exceed', () => {
  const numbers = fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(numbers, fc.constantFrom(0.5, 0.9, 0.99, 0.999, 1), (values, fraction) => {
      const sorted = Float64Array.from(values).sort();
      const result = nearestRank(sorted, fraction);
      const atMost = (limit: number) => values.filter((value) => value <= limit).length;
      expect(atMost(result)).toBeGreaterThanOrEqual(fraction * values.length - 1e-9);
      const smaller = values.filter((value) => value < result);
      if (smaller.length > 0) {
        expect(atMost(Math.max(...smaller))).toBeLessThan(fraction * values.length);
      }
    }),
  );
});

test('percentiles of textbook numbers are the textbook’s', () => {
  const numbers = [15, 20, 35, 40, 50];
  expect([0.05, 0.3, 0.4, 0.5, 1].map((fraction) => nearestRank(numbers, fraction))).toEqual([
    15, 20, 20, 35, 50,
  ]);
  expect(
    nearestRank(
      Array.from({ length: 1000 }, (_, i) => i + 1),
      0.999,
    ),
  ).toBe(999);
  expect(nearestRank([], 0.5)).toBeNaN();
});

test('samples give their count, mean and order', () => {
  const samples = new Samples();
  expect(samples.mean).toBeNaN();
  for (let i = 0; i < 100; i++) {
    samples.add((i * 37) % 100);
  }
  expect(samples.count).toBe(100);
  expect(samples.mean).toBe(49.5);
  expect([...samples.sorted()]).toEqual(Array.from({ length: 100 }, (_, i) => i));
});
