import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barsOf } from '../../../lib/report/charts/bars.ts';
import { countOf } from '../../../lib/report/charts/latencies.ts';
import { type BucketCounts, bucketOf } from '../../../lib/report/collect/buckets.ts';

function countsOf(values: readonly number[]): BucketCounts {
  const counts = new Map<number, number>();
  for (const ns of values) {
    counts.set(bucketOf(ns), (counts.get(bucketOf(ns)) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b);
}

const steps = fc.constantFrom(1, 100, 279.365, 1000, 15_625_000);

describe('bars of latencies', () => {
  test('hold every call, and each latency that the clock can tell between its bounds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1 }),
        steps,
        (ticks, stepNs) => {
          const values = ticks.map((tick) => tick * stepNs);
          const bars = barsOf(countsOf(values), stepNs);
          expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(countOf(countsOf(values)));
          for (const bar of bars) {
            const inside = values.filter(
              (ns) => ns >= bar.leastNs * (1 - 1e-9) && ns <= bar.mostNs * (1 + 1e-9),
            );
            expect(bar.count).toBe(inside.length);
          }
        },
      ),
    );
  });

  test('tile the axis, none of them narrower than a step of the clock', () => {
    fc.assert(
      fc.property(steps, (stepNs) => {
        const values = Array.from({ length: 3000 }, (_, tick) => (tick + 1) * stepNs);
        const bars = barsOf(countsOf(values), stepNs);
        bars.forEach(({ fromNs, toNs }, at) => {
          expect(toNs - fromNs).toBeGreaterThan(0.99 * stepNs);
          expect(at === 0 || Math.abs(bars[at - 1]!.toNs - fromNs) < stepNs / 100).toBe(true);
        });
      }),
    );
  });

  test('show no peak where latencies are spread evenly, though the clock is coarse', () => {
    const stepNs = 100;
    const values = Array.from({ length: 400_000 }, (_, at) => 60 * 2 ** (14 * (at / 400_000)));
    const told = values.map((ns) => Math.round(ns / stepNs) * stepNs);
    const heights = barsOf(countsOf(told), stepNs)
      .filter(({ leastNs }) => leastNs > 0)
      .slice(1, -1)
      .map(({ count, width }) => count / width);
    expect(Math.max(...heights) / Math.min(...heights)).toBeLessThan(1.02);
  });

  test('give no time a place of its own, below all others', () => {
    const bars = barsOf(countsOf([0, 0, 100, 2000]), 100);
    expect(bars[0]).toMatchObject({ leastNs: 0, mostNs: 0, count: 2 });
    expect(bars[0]!.toNs).toBeLessThan(bars[1]!.fromNs);
    expect(bars[1]).toMatchObject({ leastNs: 100, mostNs: 100, fromNs: 50, toNs: 150 });
    expect(barsOf(countsOf([0]), 100)).toHaveLength(1);
  });
});
