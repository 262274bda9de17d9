import { expect, test } from 'vitest';
import { ByOperation } from '../../lib/wsk/by-operation.ts';

test('What is kept by operation is made once, and listed in the order of the numbers, whatever numbers a trace has', () => {
  let made = 0;
  const table = new ByOperation(() => ({ made: ++made, count: 0 }));
  for (const op of [0xffff_ffff, 8, 0x11b, 0x11c, 0, 8, 0x7fff_ffff]) {
    table.of(op).count++;
  }
  expect([...table.entries()].map(([op, { count }]) => [op, count])).toEqual([
    [0, 1],
    [8, 2],
    [0x11b, 1],
    [0x11c, 1],
    [0x7fff_ffff, 1],
    [0xffff_ffff, 1],
  ]);
  expect(made).toBe(6);
  expect(table.get(9)).toBeUndefined();
  expect(table.get(0xffff_fffe)).toBeUndefined();
});
