import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBytes } from '../../lib/report/index.ts';

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
