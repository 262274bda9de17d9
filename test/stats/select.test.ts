import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestRank, Samples } from '../../lib/stats/index.ts';
import { selectAt } from '../../lib/stats/select.ts';

const numbers = fc.array(
  fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ noNaN: true, min: 0, max: 1e12 })),
  { minLength: 1, maxLength: 600 },
);

test('the number at a place is the one that stands there once all are sorted, and stands between less and more', () => {
  fc.assert(
    fc.property(numbers, fc.nat(), (list, at) => {
      const values = Float64Array.from(list);
      const place = at % list.length;
      const sorted = values.toSorted();
      expect(selectAt(values, place)).toBe(sorted[place]);
      expect(Math.max(...values.subarray(0, place + 1))).toBe(sorted[place]);
      expect(Math.min(...values.subarray(place))).toBe(sorted[place]);
      expect(values.sort()).toEqual(sorted);
    }),
  );
});

test('percentiles are those of the numbers in order, also of numbers that halve badly', () => {
  const fractions = [0.5, 0.9, 0.99, 0.999, 1];
  const pipes = Array.from({ length: 5000 }, (_, i) => (i % 2 === 0 ? i : 5000 - i));
  const lists = [[7], pipes, pipes.map(() => 3), pipes.toSorted((a, b) => a - b)];
  for (const list of lists) {
    const samples = new Samples();
    for (const value of list) {
      samples.add(value);
    }
    const sorted = list.toSorted((a, b) => a - b);
    expect(samples.percentiles(fractions)).toEqual(
      fractions.map((fraction) => nearestRank(sorted, fraction)),
    );
  }
});
