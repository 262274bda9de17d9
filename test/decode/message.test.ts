import { beforeAll, describe, expect, test } from 'vitest';
import { type Field, formatMessage, InType, type Schema, type Value } from '../../lib/decode/index.ts';
import { printf } from '../../lib/decode/printf.ts';
import { loadStatusNames } from '../../lib/decode/status/index.ts';

beforeAll(loadStatusNames);

const plain = (name: string, inType: number = InType.UInt32): Field => ({ name, inType, outType: 'default' });

function format(message: string, ...parts: readonly (readonly [Field, Value])[]): string | undefined {
  const schema: Schema = {
    source: 'manifest',
    eventName: 'E',
    message,
    fields: parts.map(([field]) => field),
  };
  const values = parts.map(([, value]) => value);
  return formatMessage(schema, { fields: {}, values, numbers: [], readTo: 0, complete: true });
}

const number = plain('n');
const text = plain('t', InType.UnicodeString);

describe('a message', () => {
  test.each([
    ['%1 and %2', '1 and two'],
    ['%2%1', 'two1'],
    ['%1%%', '1%'],
    ['%1%n%t%2%r', '1\n\ttwo'],
    ['%1%b%2', '1 two'],
    ['a%0', 'a'],
    ['%1!s!', '1'],
    ['%1!03d!', '001'],
    ['%2!s!', 'two'],
    ['%1.', '1.'],
    ['%!', '!'],
    ['%3', '%3'],
    ['100%', '100%'],
    ['line%n', 'line'],
  ])('%s reads %j', (message, expected) => {
    expect(format(message, [number, 1], [text, 'two'])).toBe(expected);
  });

  test('is undefined where the schema has none', () => {
    expect(
      formatMessage(
        { source: 'kernel', eventName: 'E', fields: [] },
        { fields: {}, values: [], numbers: [], readTo: 0, complete: true },
      ),
    ).toBeUndefined();
  });

  test('shows arrays and structs as they are, whatever printf would make of one value', () => {
    const members = [plain('a'), plain('b')];
    const pair = { ...plain('s', InType.Struct), members };
    const values = [Object.assign(Object.create(null), { a: 1, b: 2 })];
    expect(format('%1!x! %2!d!', [pair, values], [number, [10, 20]])).toBe('{a: 1, b: 2} 10, 20');
  });

  test('shows hex without leading zeros', () => {
    expect(format('%1', [plain('h', InType.HexInt64), '0x00000000000003e7'])).toBe('0x3E7');
    expect(format('%1', [plain('p', InType.Pointer), '0x0000000000000000'])).toBe('0x0');
  });

  test('names status codes that are known', () => {
    const status: Field = { name: 's', inType: InType.UInt32, outType: 'ntstatus' };
    const error: Field = { name: 'e', inType: InType.UInt32, outType: 'win32error' };
    expect(format('%1', [status, '0xc0000120'])).toBe('0xC0000120 (STATUS_CANCELLED)');
    expect(format('%1', [status, '0xc1234567'])).toBe('0xC1234567');
    expect(format('%1', [error, 10_061])).toBe('10061 (WSAECONNREFUSED)');
  });

  test('shows arrays and structs in a line', () => {
    const pair: Field = { name: 's', inType: InType.Struct, outType: 'default', members: [number, text] };
    expect(format('[%1]', [number, [1, 2, 3]])).toBe('[1, 2, 3]');
    expect(format('%1', [pair, { n: 1, t: 'x' }])).toBe('{n: 1, t: x}');
  });

  test('keeps what a map names, whatever the format', () => {
    const mapped: Field = { ...number, map: { name: 'M', isBitmap: false, entries: new Map([[1, 'One']]) } };
    expect(format('%1!d!', [mapped, 'One'])).toBe('One');
  });

  test('leaves an insert whose field the payload lacks', () => {
    const schema: Schema = { source: 'manifest', eventName: 'E', message: '%1 %2', fields: [number, text] };
    expect(formatMessage(schema, { fields: {}, values: [1], numbers: [], readTo: 0, complete: false })).toBe(
      '1 %2',
    );
  });
});

/** The expectations are what C's printf writes. */
describe('printf', () => {
  test.each<readonly [string, Field, Value, string]>([
    ['d', number, 42, '42'],
    ['d', number, 4_294_967_295, '-1'],
    ['u', plain('i', InType.Int32), -1, '4294967295'],
    ['x', number, 48_879, 'beef'],
    ['X', number, 48_879, 'BEEF'],
    ['#x', number, 255, '0xff'],
    ['#x', number, 0, '0'],
    ['08x', number, 255, '000000ff'],
    ['#06x', number, 255, '0x00ff'],
    ['5d', number, 42, '   42'],
    ['-5d', number, 42, '42   '],
    ['05d', plain('i', InType.Int32), -42, '-0042'],
    ['+d', number, 42, '+42'],
    ['.4d', number, 42, '0042'],
    ['o', number, 8, '10'],
    ['c', number, 65, 'A'],
    ['lu', number, 7, '7'],
    ['I64d', plain('q', InType.Int64), -(2n ** 62n), '-4611686018427387904'],
    ['llx', plain('q', InType.Int64), -1, 'ffffffffffffffff'],
    ['p', plain('p', InType.Pointer), '0x00001000', '00001000'],
    ['p', plain('p', InType.Pointer), '0xffff800000001000', 'FFFF800000001000'],
    ['x', plain('p', InType.Pointer), '0x00000000000000ff', 'ff'],
    ['s', text, 'abc', 'abc'],
    ['.2s', text, 'abc', 'ab'],
    ['6s', text, 'abc', '   abc'],
    ['f', plain('f', InType.Double), 1.5, '1.500000'],
    ['.1f', plain('f', InType.Double), 1.26, '1.3'],
    ['e', plain('f', InType.Double), 12_345.678, '1.234568e+04'],
    ['+f', plain('f', InType.Double), 1.5, '+1.500000'],
    ['08.2f', plain('f', InType.Double), -1.5, '-0001.50'],
    ['.0f', plain('f', InType.Double), 1e22, '10000000000000000000000'],
    ['f', plain('f', InType.Double), Number.NaN, 'nan'],
    ['5f', plain('f', InType.Double), Number.NEGATIVE_INFINITY, ' -inf'],
    ['g', plain('f', InType.Double), 0.5, '0.5'],
    ['g', plain('f', InType.Double), 1_234_567, '1.23457e+06'],
    ['g', plain('f', InType.Double), 100_000, '100000'],
    ['g', plain('f', InType.Double), 0.000_012_5, '1.25e-05'],
    ['G', plain('f', InType.Double), 1e100, '1E+100'],
    ['.3g', plain('f', InType.Double), 999.6, '1e+03'],
    ['#g', plain('f', InType.Double), 1, '1.00000'],
    ['.200f', plain('f', InType.Double), 0.5, `0.5${'0'.repeat(99)}`],
    ['999999999999d', number, 1, '1'.padStart(1000)],
    ['y', number, 5, '5'],
    ['d', text, 'abc', 'abc'],
  ])('%s', (specification, field, value, expected) => {
    expect(printf(specification, field, value)).toBe(expected);
  });
});
