import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesPlot } from '../../../lib/report/compare/changes-plot.ts';
import type { LatencyChange } from '../../../lib/report/compare/latency-changes.ts';

function change(given: Partial<LatencyChange>): LatencyChange {
  return {
    op: 'Send',
    percentile: 'p50',
    baseTraces: 5,
    headTraces: 5,
    baseNs: 1e6,
    headNs: 1e6,
    change: 0,
    interval: null,
    pValue: 1,
    adjustedPValue: 1,
    verdict: 'same',
    tracesNeeded: 0,
    ...given,
  };
}

/** Where the dot of each change stands. */
function dots(svg: string): number[] {
  return [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));
}

const aChange = fc
  .record({
    op: fc.string({ minLength: 1 }),
    change: fc.double({ min: -1, max: 1e9, noNaN: true }),
    width: fc.option(fc.double({ min: 0, max: 1e3, noNaN: true }), { nil: null }),
  })
  .map(({ width, ...rest }) =>
    change({
      ...rest,
      interval: width === null ? null : [Math.max(-1, rest.change - width), rest.change + width],
    }),
  );

describe('the picture of changed latencies', () => {
  test('is none where nothing is compared', () => {
    expect(changesPlot([])).toBe('');
  });

  test('has twice and half equally far from no change', () => {
    const [half, none, twice] = dots(changesPlot([-0.5, 0, 1].map((by) => change({ change: by }))));
    expect(none! - half!).toBeCloseTo(twice! - none!, 0);
    expect(none! - half!).toBeGreaterThan(100);
  });

  test('shows a small change as small', () => {
    const [none, little] = dots(changesPlot([change({}), change({ change: 0.02 })]));
    expect(little! - none!).toBeGreaterThan(0);
    expect(little! - none!).toBeLessThan(50);
  });

  test('has each change and its interval in sight, in order, whatever they are, and no markup but its own', () => {
    fc.assert(
      fc.property(fc.array(aChange, { minLength: 1, maxLength: 8 }), (changes) => {
        const svg = changesPlot(changes);
        const places = dots(svg);
        expect(places).toHaveLength(changes.length);
        const [, width] = /viewBox="0 0 (\d+)/.exec(svg)!;
        const all = [...svg.matchAll(/\b(?:cx|x1|x2)="([^"]*)"/g)].map(([, x]) => Number(x));
        expect(all.every((x) => x >= 0 && x <= Number(width))).toBe(true);
        for (const [i, a] of changes.entries()) {
          for (const [j, b] of changes.entries()) {
            expect(a.change < b.change ? places[i]! <= places[j]! : true).toBe(true);
          }
        }
        const tags = new Set([...svg.matchAll(/<\/?(\w+)/g)].map(([, name]) => name));
        expect([...tags].filter((name) => !/^(?:svg|g|line|text|title|circle)$/.test(name!))).toEqual([]);
      }),
    );
  });
});
