import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortestFloat32 } from '../../lib/decode/float32.ts';

test.each([
  [0.1, 0.1],
  [3.14, 3.14],
  [-2.5, -2.5],
  [16_777_217, 16_777_216],
  [3e20, 3e20],
  [1e-45, 1e-45],
  [3.4028234663852886e38, 3.4028235e38],
])('the float of %d reads %d', (value, shown) => {
  expect(shortestFloat32(Math.fround(value))).toBe(shown);
});

test('what is no number stays so', () => {
  expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0].map(shortestFloat32)).toEqual([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    -0,
  ]);
});

test('any float comes back from its short form, which no shorter number gives', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (float) => {
      const short = shortestFloat32(float);
      expect(Math.fround(short)).toBe(float);
      const digits = short === 0 ? 0 : short.toExponential().replace(/e.*|[-.]/g, '').length;
      for (let fewer = 1; fewer < digits; fewer++) {
        expect(Math.fround(Number(short.toPrecision(fewer)))).not.toBe(float);
      }
    }),
  );
});
