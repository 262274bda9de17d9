import { describe, expect, test } from 'vitest';
import { bootstrapInterval, median } from '../../lib/stats/index.ts';
import { random } from '../support/random.ts';

const difference = (first: readonly number[], second: readonly number[]) => median(second) - median(first);
const options = { confidence: 0.9, resamples: 400, seed: 1 };

/** Twelve uniform gaussians summed are near enough to a normal variable. */
function normal(next: () => number): number {
  return Array.from({ length: 12 }, next).reduce((sum, value) => sum + value, -6);
}

describe('the bootstrap interval', () => {
  test('is the same for the same seed', () => {
    const [first, second] = [
      [1, 5, 2, 8, 3],
      [9, 4, 7, 7, 6],
    ];
    expect(bootstrapInterval(first, second, difference, options)).toEqual(
      bootstrapInterval(first, second, difference, options),
    );
  });

  test('has no width to give for a single value', () => {
    expect(bootstrapInterval([1], [2, 3], difference, options)).toBeNull();
  });

  test('covers a shift that is known about as often as it says', () => {
    const rng = random(11);
    let covered = 0;
    for (let run = 0; run < 300; run++) {
      const first = Array.from({ length: 15 }, () => normal(rng.next));
      const second = Array.from({ length: 15 }, () => 1 + normal(rng.next));
      const [low, high] = bootstrapInterval(first, second, difference, { ...options, seed: run })!;
      covered += low <= 1 && 1 <= high ? 1 : 0;
    }
    // 270 expected; the percentile bootstrap of a median errs a little to the wide side.
    expect(covered).toBeGreaterThan(250);
  });
});

test('a median is the middle value, or lies between the two', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
});
