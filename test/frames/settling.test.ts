import { expect, test } from 'vitest';
import { Settling } from '../../lib/frames/settling.ts';

test('an object whose id came again before it was written is written as it was', () => {
  const given: number[] = [];
  const settling = new Settling<{ life: number }>(({ life }) => given.push(life), 4);
  const objects = [1, 2, 3, 4].map((life) => ({ life }));
  for (const [i, object] of objects.entries()) {
    if (i === 3) {
      // Another of its id was added: nothing leads to it any more.
      objects[0]!.life = 0;
    }
    settling.hold(object);
  }
  settling.flush();
  expect(given).toEqual([0, 2, 3, 4]);
});

test('an object that was used again before it was written is a fault', () => {
  const settling = new Settling<{ life: number }>(() => {}, 4);
  const object = { life: 1 };
  settling.hold(object);
  object.life = 5;
  expect(() => settling.flush()).toThrow('an object was used again 1 ends after its own');
});
