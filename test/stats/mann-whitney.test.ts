import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leastPValue, mannWhitney, sizeNeededFor } from '../../lib/stats/index.ts';
import { normalTwoSided } from '../../lib/stats/normal.ts';

/** The p-value by its definition: all ways to choose the first sample’s places among the ranks. */
function byEnumeration(first: readonly number[], second: readonly number[]): number {
  const all = [...first, ...second];
  const rank = (value: number) =>
    (all.filter((other) => other < value).length + all.filter((other) => other <= value).length + 1) / 2;
  const ranks = all.map(rank);
  const mean = (first.length * (all.length + 1)) / 2;
  const observed = Math.abs(ranks.slice(0, first.length).reduce((sum, one) => sum + one, 0) - mean);
  let ways = 0;
  let asFar = 0;
  const choose = (from: number, left: number, sum: number): void => {
    if (left === 0) {
      ways++;
      asFar += Math.abs(sum - mean) >= observed - 1e-9 ? 1 : 0;
      return;
    }
    for (let at = from; at <= ranks.length - left; at++) {
      choose(at + 1, left - 1, sum + ranks[at]!);
    }
  };
  choose(0, first.length, 0);
  return asFar / ways;
}

describe('the Mann–Whitney test', () => {
  // scipy.stats.mannwhitneyu(a, b, alternative='two-sided', method='exact'), scipy 1.x
  test.each([
    [[1, 2, 3, 4], [5, 6, 7, 8], 0, 0.028_571_428_571_428_57],
    [[1.1, 2.2, 3.3, 9.9, 4.4], [2.5, 3.5, 7.1, 8.2, 6.6], 8, 0.420_634_920_634_920_6],
    [[3, 1, 4, 15, 9, 2, 6], [5, 35, 8, 97, 93, 23], 5, 0.022_144_522_144_522_144],
    [
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      [3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5, 11.5, 12.5],
      21,
      0.028_805_559_765,
    ],
  ])('is exact without ties, as scipy has it: %j against %j', (first, second, u, pValue) => {
    const result = mannWhitney(first, second);
    expect(result.method).toBe('exact');
    expect(result.u).toBe(u);
    expect(result.pValue).toBeCloseTo(pValue, 10);
  });

  test('is exact with ties too: every way to choose the places, counted one by one', () => {
    const values = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(values, values, (first, second) => {
        expect(mannWhitney(first, second).pValue).toBeCloseTo(byEnumeration(first, second), 10);
      }),
    );
  });

  test('takes the normal approximation with corrections for ties and continuity when there are many, as scipy does', () => {
    const first = Array.from({ length: 30 }, (_, i) => (i * 7) % 31);
    const second = Array.from({ length: 28 }, (_, i) => ((i * 11) % 37) + 3);
    // scipy.stats.mannwhitneyu(…, method='asymptotic', use_continuity=True)
    expect(mannWhitney(first, second)).toMatchObject({ u: 290, method: 'normal' });
    expect(mannWhitney(first, second).pValue).toBeCloseTo(0.043_830_151_299_234_58, 10);
  });

  test('says the same of either order, and nothing of equal samples', () => {
    const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(values, values, (first, second) => {
        expect(mannWhitney(first, second).pValue).toBeCloseTo(mannWhitney(second, first).pValue, 10);
        expect(mannWhitney(first, first).pValue).toBeCloseTo(1, 10);
      }),
    );
  });

  test('needs four a side for 5 %, and more for many tests', () => {
    expect(leastPValue(3, 3)).toBeCloseTo(0.1, 12);
    expect(leastPValue(4, 4)).toBeCloseTo(0.028_571, 5);
    expect(sizeNeededFor(0.05)).toBe(4);
    expect(sizeNeededFor(0.05 / 39)).toBe(7);
    expect(mannWhitney([1, 2, 3, 4], [5, 6, 7, 8]).pValue).toBeCloseTo(leastPValue(4, 4), 12);
  });
});

// scipy.stats.norm.sf(z) * 2
test.each([
  [0, 1],
  [0.5, 0.617_075_077_451_973_8],
  [1.96, 0.049_995_790_296_440_87],
  [3.4, 0.000_673_858_531_353_761_7],
  [3.6, 0.000_318_217_180_315_067],
  [8, 1.244_192_114_854_348e-15],
])('two tails of the normal distribution beyond %d', (z, tails) => {
  expect(Math.abs(normalTwoSided(z) / tails - 1)).toBeLessThan(1e-9);
});
