import fc from 'fast-check';
import {
  field,
  type InType,
  type TraceLoggingField,
  type TraceLoggingValue,
} from '../support/etl-writer/index.ts';

/** A TraceLogging field with a value for it, and what decoding must give. */
export interface Sample {
  readonly field: TraceLoggingField;
  readonly value: TraceLoggingValue;
  readonly expected: unknown;
}

const integer = (min: number, max: number) => fc.integer({ min, max });
/** Text without a NUL, which would end it. */
const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((value) => value.replaceAll('\0', ' '));
const exact = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : value);
const hex = (value: number | bigint, digits: number) => `0x${value.toString(16).padStart(digits, '0')}`;

type Scalar = fc.Arbitrary<{ readonly value: TraceLoggingValue; readonly expected: unknown }>;

function same<T extends TraceLoggingValue>(
  arbitrary: fc.Arbitrary<T>,
  shown: (value: T) => unknown = (v) => v,
): Scalar {
  return arbitrary.map((value) => ({ value, expected: shown(value) }));
}

/** Values of each in-type, with what they decode to under the default out-type in a 64-bit process. */
const SCALARS: Readonly<Partial<Record<InType, Scalar>>> = {
  wstr: same(text),
  astr: same(text),
  i8: same(integer(-128, 127)),
  u8: same(integer(0, 255)),
  i16: same(integer(-32_768, 32_767)),
  u16: same(integer(0, 65_535)),
  i32: same(integer(-(2 ** 31), 2 ** 31 - 1)),
  u32: same(integer(0, 2 ** 32 - 1)),
  i64: same(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), exact),
  u64: same(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), exact),
  f64: same(fc.double({ noNaN: true })),
  bool32: same(fc.boolean()),
  binary: same(fc.uint8Array({ maxLength: 20 }), (bytes) => Buffer.from(bytes).toString('hex')),
  countedBinary: same(fc.uint8Array({ maxLength: 20 }), (bytes) => Buffer.from(bytes).toString('hex')),
  guid: same(fc.uuid()),
  pointer: same(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => hex(value, 16)),
  hex32: same(integer(0, 2 ** 32 - 1), (value) => hex(value, 8)),
  hex64: same(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => hex(value, 16)),
  countedWstr: same(text),
  countedAstr: same(text),
  sid: same(
    fc
      .tuple(integer(0, 2 ** 31 - 1), fc.array(integer(0, 2 ** 32 - 1), { maxLength: 5 }))
      .map(([authority, subs]) => [authority, ...subs]),
    (parts) => `S-1-${parts.join('-')}`,
  ),
};

const inTypes = Object.keys(SCALARS) as InType[];
const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/);

const scalar: fc.Arbitrary<Sample> = fc
  .record({ name, type: fc.constantFrom(...inTypes) })
  .chain(({ name, type }) =>
    SCALARS[type]!.map(({ value, expected }) => ({ field: field(name, type), value, expected })),
  );

/** Arrays, fixed and counted, of values of any type. */
const array: fc.Arbitrary<Sample> = fc
  .record({ name, type: fc.constantFrom(...inTypes), isCounted: fc.boolean(), length: integer(0, 6) })
  .chain(({ name, type, isCounted, length }) =>
    fc.array(SCALARS[type]!, { minLength: length, maxLength: length }).map((values) => ({
      field: { name, in: type, count: isCounted ? ('counted' as const) : length },
      value: values.map(({ value }) => value),
      expected: values.map(({ expected }) => expected),
    })),
  );

const distinct = (samples: fc.Arbitrary<Sample>, maxLength: number) =>
  fc.uniqueArray(samples, { maxLength, selector: (sample) => sample.field.name });

const struct: fc.Arbitrary<Sample> = fc
  .record({ name, members: distinct(fc.oneof(scalar, array), 5) })
  .map(({ name, members }) => ({
    field: { name, in: 'struct' as const, members: members.map((member) => member.field) },
    value: Object.fromEntries(members.map((member) => [member.field.name, member.value])),
    expected: Object.fromEntries(members.map((member) => [member.field.name, member.expected])),
  }));

/** Fields of an event: scalars, arrays and structs, with distinct names. */
export const samples: fc.Arbitrary<Sample[]> = distinct(
  fc.oneof({ weight: 4, arbitrary: scalar }, array, struct),
  10,
);
