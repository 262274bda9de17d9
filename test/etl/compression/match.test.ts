import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyMatch, viewOf } from '../../../lib/etl/compression/match.ts';

test('a match gives what copying byte by byte gives, at every distance, and writes nowhere outside the output', () => {
  const cases = fc
    .uint8Array({ minLength: 1, maxLength: 300 })
    .chain((bytes) =>
      fc.tuple(fc.constant(bytes), fc.integer({ min: 1, max: bytes.length }), fc.nat(bytes.length - 1)),
    );
  fc.assert(
    fc.property(cases, fc.nat(40), ([bytes, first, second], distance) => {
      const [to, end] = [Math.min(first, second), Math.max(first, second)];
      const from = Math.max(0, to - 1 - distance);
      fc.pre(from < to);
      const expected = bytes.slice();
      for (let at = to; at < end; at++) {
        expected[at] = expected[at - to + from]!;
      }
      const surrounded = new Uint8Array(bytes.length + 32).fill(0xee);
      const output = surrounded.subarray(16, 16 + bytes.length);
      output.set(bytes);
      expect(copyMatch(output, viewOf(output), from, to, end)).toBe(end);
      expect(output.subarray(0, end)).toEqual(expected.subarray(0, end));
      expect(surrounded.subarray(0, 16)).toEqual(new Uint8Array(16).fill(0xee));
      expect(surrounded.subarray(16 + bytes.length)).toEqual(new Uint8Array(16).fill(0xee));
    }),
    { numRuns: 500 },
  );
});
