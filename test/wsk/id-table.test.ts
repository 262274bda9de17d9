import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IdSet } from '../../lib/wsk/id-set.ts';
import { IdTable } from '../../lib/wsk/id-table.ts';

/** Few distinct ids, so that additions and removals meet; neighbours, pointers, and ids that only their high half tells apart. */
const anId = fc.oneof(
  fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constant(0)),
  fc.tuple(
    fc.constantFrom(0xf000_0000, 0xf000_0010, 0xffff_ffff),
    fc.constantFrom(0xffff_b30c, 0xffff_ffff, 1),
  ),
);

describe('an id table', () => {
  test('behaves as a Map of 64-bit keys, whatever is added, replaced and removed in whatever order', () => {
    const steps = fc.array(fc.tuple(anId, fc.constantFrom('set', 'delete', 'get'), fc.integer()), {
      maxLength: 400,
    });
    fc.assert(
      fc.property(steps, (list) => {
        const table = new IdTable<number>();
        const model = new Map<string, number>();
        for (const [[low, high], step, value] of list) {
          const key = `${high}:${low}`;
          if (step === 'set') {
            expect(table.set(low, high, value)).toBe(model.get(key));
            model.set(key, value);
          } else if (step === 'delete') {
            expect(table.delete(low, high)).toBe(model.delete(key));
          } else {
            expect(table.get(low, high)).toBe(model.get(key));
          }
          expect(table.size).toBe(model.size);
        }
        expect([...table.values()].sort()).toEqual([...model.values()].sort());
      }),
    );
  });
});

describe('an id set', () => {
  test('knows exactly the ids that were added', () => {
    fc.assert(
      fc.property(fc.array(anId, { maxLength: 300 }), fc.array(anId), (added, asked) => {
        const set = new IdSet();
        const model = new Set<string>();
        for (const [low, high] of added) {
          const key = `${high}:${low}`;
          expect(set.add(low, high)).toBe(!model.has(key));
          model.add(key);
        }
        expect(set.size).toBe(model.size);
        for (const [low, high] of asked) {
          expect(set.has(low, high)).toBe(model.has(`${high}:${low}`));
        }
      }),
    );
  });
});
