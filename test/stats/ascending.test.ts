import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascending } from '../../lib/stats/index.ts';

test('indices in ascending order are those of a stable sort', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(20), fc.double({ noNaN: true }))), (numbers) => {
      const indices = numbers.map((_, i) => i).sort((a, b) => numbers[a]! - numbers[b]! || a - b);
      expect([...ascending(Float64Array.from(numbers))]).toEqual(indices);
    }),
  );
});
