import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Catalog } from '../../../lib/decode/index.ts';
import {
  field,
  type InType,
  type OutType,
  type TraceLoggingField,
  type TraceLoggingValue,
  traceLoggingEvent,
} from '../../support/etl-writer/index.ts';
import { samples } from '../arbitrary-schema.ts';
import { decodeWritten } from '../decoded.ts';

const provider = { name: 'Test.Provider' };

function decodeFields(
  fields: readonly TraceLoggingField[],
  values: Record<string, TraceLoggingValue>,
  bits: 32 | 64 = 64,
) {
  const event = traceLoggingEvent({ ticks: 1, provider, name: 'Something', fields, values, bits });
  const [decoded] = decodeWritten(new Catalog(), event);
  expect(decoded).toMatchObject({ name: 'Something', provider: provider.name, isExact: true });
  return decoded!.fields;
}

function shown(type: InType, out: OutType, value: TraceLoggingValue, bits: 32 | 64 = 64): unknown {
  const { F } = decodeFields([field('F', type, out)], { F: value }, bits);
  return F;
}

describe('the out-type decides how a value is shown', () => {
  const cases: readonly (readonly [InType, OutType, TraceLoggingValue, unknown])[] = [
    ['i8', 'hex', -1, '0xff'],
    ['u8', 'string', 65, 'A'],
    ['u8', 'boolean', 2, true],
    ['i8', 'unsigned', -1, 255],
    ['u16', 'hex', 10, '0x000a'],
    ['u16', 'string', 0x20ac, '€'],
    ['u16', 'port', 0x5000, 80],
    ['u32', 'pid', 4_294_967_295, 4_294_967_295],
    ['u32', 'tid', 8, 8],
    ['u32', 'ipv4', 0x0100_007f, '127.0.0.1'],
    ['i32', 'ntstatus', 0xc000_0120 | 0, '0xc0000120'],
    ['u32', 'win32Error', 5, 5],
    ['i32', 'hresult', -2_147_024_891, '0x80070005'],
    ['u64', 'hex', 0x1234n, '0x0000000000001234'],
    ['u64', 'codePointer', 2n ** 64n - 1n, '0xffffffffffffffff'],
    ['filetime', 'none', 116_444_736_000_000_001n, '1970-01-01T00:00:00.0000001Z'],
    ['filetime', 'none', 0n, '0'],
    ['i64', 'filetime', 116_444_736_000_000_000n, '1970-01-01T00:00:00.0000000Z'],
    ['systemtime', 'none', [2026, 11, 1, 23, 14, 5, 9, 7], '2026-11-23T14:05:09.007Z'],
    ['filetime', 'none', 2n ** 64n - 1n, '0xffffffffffffffff (not a FILETIME)'],
    ['systemtime', 'none', [30827, 12, 5, 31, 23, 59, 59, 999], '+030827-12-31T23:59:59.999Z'],
    ['systemtime', 'none', [2024, 2, 4, 29, 0, 0, 0, 0], '2024-02-29T00:00:00.000Z'],
    [
      'systemtime',
      'none',
      [2026, 2, 0, 29, 0, 0, 0, 0],
      'ea07020000001d000000000000000000 (not a SYSTEMTIME)',
    ],
    [
      'systemtime',
      'none',
      [2026, 13, 0, 1, 0, 0, 0, 0],
      'ea070d00000001000000000000000000 (not a SYSTEMTIME)',
    ],
    ['systemtime', 'none', [0, 0, 0, 0, 0, 0, 0, 0], '0'],
    ['f32', 'none', 0.5, 0.5],
    ['binary', 'ipv6', Uint8Array.of(...new Array(15).fill(0), 1), '::1'],
    ['binary', 'ipv4', Uint8Array.of(10, 0, 0, 1), '10.0.0.1'],
    [
      'binary',
      'socketAddress',
      Uint8Array.of(2, 0, 0, 80, 10, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0),
      '10.1.2.3:80',
    ],
    ['binary', 'none', Uint8Array.of(0xca, 0xfe), 'cafe'],
    ['astr', 'utf8', 'Grüße', 'Grüße'],
    ['wstr', 'xml', '<a/>', '<a/>'],
    ['sid', 'none', [5, 32, 544], 'S-1-5-32-544'],
    ['null', 'none', 0, null],
    ['u32', 99, 7, 7],
  ];

  test.each(cases)('%s as %s', (type, out, value, expected) => {
    expect(shown(type, out, value)).toEqual(expected);
  });

  test('a pointer has the width of the process that logged it', () => {
    expect(shown('pointer', 'none', 0x1000, 32)).toBe('0x00001000');
    expect(shown('pointer', 'none', 0x1000, 64)).toBe('0x0000000000001000');
  });

  test('an array of characters is a text, up to its NUL', () => {
    expect(
      decodeFields([{ name: 'F', in: 'u16', out: 'string', count: 4 }], { F: [72, 105, 0, 33] }),
    ).toEqual({
      F: 'Hi',
    });
  });

  test('a field of a custom encoding keeps its bytes', () => {
    const custom = { name: 'F', in: 'binary', custom: Uint8Array.of(1, 2, 3) } as const;
    expect(decodeFields([custom, field('After', 'u8')], { F: Uint8Array.of(9, 8), After: 1 })).toEqual({
      F: '0908',
      After: 1,
    });
  });
});

test('any fields, arrays and structs come back as they were logged', () => {
  fc.assert(
    fc.property(samples, (all) => {
      const fields = all.map((sample) => sample.field);
      const values = Object.fromEntries(all.map((sample) => [sample.field.name, sample.value]));
      const expected = Object.fromEntries(all.map((sample) => [sample.field.name, sample.expected]));
      expect({ ...decodeFields(fields, values) }).toEqual(expected);
    }),
  );
});

test('fields of the same name keep a value each', () => {
  const event = traceLoggingEvent({
    ticks: 1,
    provider,
    name: 'Twice',
    fields: [field('A', 'u8'), field('A', 'u8'), field('A#2', 'u8')],
    values: { A: 1, 'A#2': 2 },
  });
  expect(Object.keys(decodeWritten(new Catalog(), event)[0]!.fields)).toEqual(['A', 'A#3', 'A#2']);
});

test('tags of fields and events are known and change nothing else', () => {
  const tagged = [{ name: 'F', in: 'u8' as const, out: 'hex' as const, tags: 0xabc_def1 }];
  expect(decodeFields(tagged, { F: 17 })).toEqual({ F: '0x11' });
});

test('a payload that is cut keeps the fields before the cut', () => {
  const whole = traceLoggingEvent({
    ticks: 1,
    provider,
    name: 'Cut',
    fields: [field('A', 'u32'), field('B', 'u32')],
    values: { A: 1, B: 2 },
  });
  const bytes = whole.bytes.slice(0, -1);
  new DataView(bytes.buffer).setUint16(0, bytes.length, true);
  const [decoded] = decodeWritten(new Catalog(), { ...whole, bytes });
  expect(decoded).toMatchObject({ fields: { A: 1 }, isExact: false });
});
