import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from '../../../lib/wsk/model/entry.ts';
import { Places } from '../../../lib/wsk/model/places.ts';

function entryOf(idLow: number, idHigh: number): Entry {
  return { life: 1, idLow, idHigh, isRemembered: false, reset: () => {} };
}

/** Neighbours, ids with the same last bits, and ids that only their high half tells apart. */
const anId = fc.tuple(fc.constantFrom(1, 2, 2049, 4097, 0xffff_f801), fc.constantFrom(0, 7, 0xffff_ffff));

test('objects are found by their ids as in a Map, whatever is added, replaced and removed in whatever order', () => {
  const steps = fc.array(fc.tuple(anId, fc.boolean()), { maxLength: 300 });
  fc.assert(
    fc.property(steps, (list) => {
      const places = new Places<Entry>();
      const model = new Map<string, Entry>();
      const removed: Entry[] = [];
      for (const [[low, high], isAdded] of list) {
        const key = `${high}:${low}`;
        const known = model.get(key);
        expect(places.get(low, high)).toBe(known);
        if (isAdded) {
          const entry = entryOf(low, high);
          expect(places.set(entry)).toBe(known);
          model.set(key, entry);
          removed.push(...(known === undefined ? [] : [known]));
        } else if (known !== undefined) {
          places.delete(known);
          model.delete(key);
        }
        // One that was replaced takes nothing with it.
        for (const entry of removed) {
          places.delete(entry);
        }
        expect(places.get(low, high)).toBe(model.get(key));
      }
      expect(new Set(places.all())).toEqual(new Set(model.values()));
    }),
  );
});
