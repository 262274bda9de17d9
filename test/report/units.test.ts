import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBytes } from '../../lib/report/index.ts';
import { formatNsBeside } from '../../lib/report/units.ts';

test('bytes are told in three digits, or four where the next unit is not reached', () => {
  expect([0, 1023, 1024, 1000 * 1024, 1023 * 1024, 1024 ** 2, 1.5 * 1024 ** 3].map(formatBytes)).toEqual([
    '0 B',
    '1023 B',
    '1.00 KiB',
    '1000 KiB',
    '1023 KiB',
    '1.00 MiB',
    '1.50 GiB',
  ]);
  fc.assert(
    fc.property(fc.maxSafeNat(), (bytes) => {
      expect(formatBytes(bytes)).toMatch(/^[\d.]{1,5} ([KMGT]i)?B$/);
    }),
  );
});

test('a time is told in three digits, and in all where they do not tell it from another', () => {
  expect(formatNsBeside(969_300, 969_300)).toBe('969.3 µs');
  expect(formatNsBeside(5e6, 5e6)).toBe('5.00 ms');
  expect(formatNsBeside(969_300, 969_000)).toBe('969.3 µs');
  expect(formatNsBeside(969_300, 970_000)).toBe('969 µs');
  expect(formatNsBeside(5.25, 5)).toBe('5.25 ns');
  expect(formatNsBeside(1_000_000_001, 1e9)).toBe('1.000000001 s');
  const time = fc.integer({ min: 0, max: 1e15 });
  fc.assert(
    fc.property(time, fc.oneof(time, fc.constantFrom(-1, 1)), (ns, other) => {
      const beside = Math.abs(other) === 1 ? Math.max(0, ns + other) : other;
      const [one, two] = [formatNsBeside(ns, beside), formatNsBeside(beside, ns)];
      expect(one === two).toBe(ns === beside);
    }),
  );
});
