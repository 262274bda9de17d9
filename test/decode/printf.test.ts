import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Field, InType } from '../../lib/decode/index.ts';
import { printf } from '../../lib/decode/printf.ts';
import { pythonWith, runPython } from '../support/python.ts';

const double: Field = { name: 'd', inType: InType.Double, outType: 'default' };
const python = pythonWith('json', 'sys');

/** Python's % formats a double by C's rules. */
const PROGRAM = `
import json, sys
print(json.dumps([('%' + form) % float(value) for form, value in json.loads(sys.argv[1])]))
`;

/** JSON has no -0. */
function exactText(value: number): string {
  return Object.is(value, -0) ? '-0.0' : String(value);
}

test.skipIf(python === null)('a double reads as C prints it, in any format', () => {
  const format = fc
    .record({
      flags: fc.constantFrom('', '-', '+', ' ', '0', '#', '+0', '-#', '0 '),
      width: fc.constantFrom('', '5', '12', '25'),
      precision: fc.constantFrom('', '.0', '.1', '.3', '.10', '.17'),
      type: fc.constantFrom(...'fFeEgG'),
    })
    .map(({ flags, width, precision, type }) => flags + width + precision + type);
  const value = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    // Halves, which C rounds to the even neighbour.
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map((number) => number / 8),
    fc.constantFrom(0, -0, 1e21, 1e22, 123_456.5),
  );
  const cases = fc.sample(fc.tuple(format, value), 1500);
  const expected = runPython(
    python!,
    PROGRAM,
    JSON.stringify(cases.map(([form, number]) => [form, exactText(number)])),
  );
  expect(cases.map(([form, number]) => printf(form, double, number))).toEqual(expected);
});
