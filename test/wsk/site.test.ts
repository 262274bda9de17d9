import { expect, test } from 'vitest';
import { SiteTable } from '../../lib/wsk/site.ts';

/** Names of one length, each in bytes of its own. */
function namesOf(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, number) =>
    new TextEncoder().encode(`Function${String(number).padStart(6, '0')}`),
  );
}

/** Time that finding each name twice takes, the best of two: other work on the machine only adds to it. */
function fastest(names: readonly Uint8Array[]): number {
  const times = [0, 1].map(() => {
    const sites = new SiteTable();
    const began = performance.now();
    for (const name of [...names, ...names]) {
      sites.find(name, 0, name.length, 7);
    }
    return performance.now() - began;
  });
  return Math.min(...times);
}

test('eight times as many functions with names of one length take nowhere near 64 times as long', () => {
  const [few, many] = [namesOf(8000), namesOf(64_000)];
  fastest(few);
  expect(fastest(many) / fastest(few)).toBeLessThan(24);
}, 120_000);

test('a place is one object for all events that tell it, and each place another', () => {
  const sites = new SiteTable();
  const names = namesOf(5000);
  const found = names.map((name) => sites.find(name, 0, name.length, 7));
  expect(new Set(found).size).toBe(5000);
  expect(names.map((name) => sites.find(name, 0, name.length, 7))).toEqual(found);
  expect(names.every((name, i) => sites.find(name, 0, name.length, 7) === found[i])).toBe(true);
  expect(found[123]).toEqual({ function: 'Function000123', line: 7 });
  expect(sites.find(names[123]!, 0, names[123]!.length, 8)).toEqual({ function: 'Function000123', line: 8 });
});
