import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Counter } from '../../../lib/report/timeline/counter.ts';

type Sample = readonly [timeNs: number, value: number];

/** What is told of changes, and at the end, between two moments. */
function toldOf(changes: readonly Sample[], endNs: number, [fromNs, toNs] = [0, Number.POSITIVE_INFINITY]) {
  const told: Sample[] = [];
  const counter = new Counter<number>(fromNs, toNs, (timeNs, value) => told.push([timeNs, value]));
  for (const [timeNs, value] of changes) {
    counter.change(timeNs, value);
  }
  counter.end(endNs, changes.at(-1)?.[1] ?? 0);
  return told;
}

/** The value that samples say holds at a moment; undefined before the first. */
function valueAt(samples: readonly Sample[], timeNs: number): number | undefined {
  return samples.findLast(([sampleNs]) => sampleNs <= timeNs)?.[1];
}

describe('a counter', () => {
  test('tells in a stretch of time what held there, at its beginning too', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.nat(9)), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, fc.nat(500), fc.nat(500), (list, fromNs, lengthNs) => {
        let now = 0;
        const changes = list.map(([after, value]): Sample => {
          now += after;
          return [now, value];
        });
        const toNs = fromNs + lengthNs;
        const told = toldOf(changes, now + 1, [fromNs, toNs]);
        expect(told.every(([timeNs]) => timeNs >= fromNs && timeNs <= toNs)).toBe(true);
        // Once something is told, it is what held, at each moment of the stretch.
        const firstNs = told[0]?.[0] ?? toNs + 1;
        for (let at = firstNs; at <= Math.min(toNs, now); at++) {
          expect([at, valueAt(told, at)]).toEqual([at, valueAt(changes, at)]);
        }
        for (const [timeNs] of changes.filter(([timeNs]) => timeNs >= fromNs && timeNs <= toNs)) {
          expect(firstNs).toBeLessThanOrEqual(timeNs);
        }
      }),
    );
  });

  test('that changes very often is thinned out, and keeps what it was before each rest', () => {
    const changes: Sample[] = [];
    const before: Sample[] = [];
    let now = 0;
    for (let burst = 0; burst < 100; burst++) {
      for (let i = 0; i < 5000; i++) {
        now += 100;
        changes.push([now, i % 7]);
      }
      before.push(changes.at(-1)!);
      now += 1e9;
    }
    const told = toldOf(changes, now);
    expect(told.length).toBeLessThan(changes.length / 5);
    expect(told.map(([timeNs]) => timeNs)).toEqual(told.map(([timeNs]) => timeNs).toSorted((a, b) => a - b));
    for (const [timeNs, value] of before) {
      expect(valueAt(told, timeNs + 5e8)).toBe(value);
    }
  });
});
