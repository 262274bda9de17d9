import { describe, expect, test } from 'vitest';
import { Driver } from '../../../lib/wsk/model/driver.ts';

function aDriver(): Driver {
  return new Driver({ index: 0, id: 'driver', name: null, group: null, hasTraits: true }, 1);
}

/** Of all that are known; each is shown only until the next one is. */
function usesOf(irps: Driver['irps']): number[] {
  const uses: number[] = [];
  for (const irp of irps.values()) {
    uses.push(irp.uses);
  }
  return uses.sort((a, b) => a - b);
}

describe('an id that comes while another object has it', () => {
  test.each([
    ['is resident', false],
    ['is paged out', true],
  ])(
    'is the new object’s; the one before, which %s, is outstanding still and no longer found',
    (_, isPaged) => {
      const { irps } = aDriver();
      irps.add(7, 0).uses = 100;
      irps.add(8, 0).uses = 800;
      if (isPaged) {
        irps.pageOut();
      }
      irps.add(7, 0).uses = 200;
      const told = () => [irps.outstanding, irps.get(7, 0)?.uses, irps.get(8, 0)?.uses];
      expect(told()).toEqual([3, 200, 800]);
      expect(usesOf(irps)).toEqual([200, 800]);
      irps.pageOut();
      expect(usesOf(irps)).toEqual([200, 800]);
      expect(told()).toEqual([3, 200, 800]);
      irps.end(irps.get(7, 0)!);
      expect(irps.outstanding).toBe(2);
      irps.pageOut();
      // It ended: only what is outstanding is paged out, and no row of the one before comes in its place.
      expect(irps.get(7, 0)).toMatchObject({ uses: 200, isRemembered: true });
    },
  );

  test('counts once toward those that are to be paged out', () => {
    const driver = new Driver(
      { index: 0, id: 'driver', name: null, group: null, hasTraits: true },
      1,
      undefined,
      2,
    );
    const { irps } = driver;
    irps.add(7, 0);
    irps.pageOut();
    irps.add(7, 0);
    expect([irps.outstanding, irps.isCrowded]).toEqual([2, false]);
    irps.add(8, 0);
    expect([irps.outstanding, irps.isCrowded]).toEqual([3, true]);
  });
});
