import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Catalog } from '../../lib/decode/index.ts';
import { loadStatusNames } from '../../lib/decode/status/index.ts';
import { TraceError } from '../../lib/etl/index.ts';
import { EventFilter, EventReader, parseWhere } from '../../lib/events/index.ts';
import { traceOf } from '../decode/decoded.ts';
import {
  field,
  type TraceLoggingField,
  type TraceLoggingValues,
  traceLoggingEvent,
} from '../support/etl-writer/index.ts';

beforeAll(loadStatusNames);

/** An event of each kind of value that a field can have. */
const FIELDS: readonly TraceLoggingField[] = [
  field('Length', 'u32'),
  field('Small', 'i8'),
  field('Wide', 'u64'),
  field('Signed', 'i64'),
  field('Status', 'i32', 'ntstatus'),
  field('Flags', 'hex32'),
  field('Pointer', 'hex64'),
  field('Fast', 'bool32'),
  field('Ratio', 'f64'),
  field('Single', 'f32'),
  field('Path', 'wstr'),
  field('level', 'u32'),
];
const VALUES: TraceLoggingValues = {
  Length: 65_537,
  Small: -3,
  Wide: 0xffff_ffff_ffff_fffdn,
  Signed: -0x7fff_ffff_ffff_ffffn,
  Status: 0xc000_0120 | 0,
  Flags: 0x30,
  Pointer: 0xffff_a00f_1234_5678n,
  Fast: 1,
  Ratio: 0.1,
  Single: Math.fround(0.1),
  Path: '\\Device\\Ünit.sys',
  level: 77,
};

const event = (fields: readonly TraceLoggingField[], values: TraceLoggingValues) =>
  traceLoggingEvent({
    ticks: 5,
    provider: { name: 'Test.Provider' },
    name: 'Some',
    fields,
    values,
    level: 4,
  });

/** Whether the event with these fields is one that the expression asks for. */
function holds(where: string, fields = FIELDS, values = VALUES): boolean {
  const trace = traceOf(event(fields, values));
  const catalog = new Catalog();
  const reader = new EventReader(trace, catalog);
  const filter = new EventFilter({ where: parseWhere(where), events: ['Some'] }, reader);
  const pass = trace.events();
  let found = false;
  for (let raw = pass.next(); raw !== null; raw = pass.next()) {
    found ||= filter.includes(raw, catalog.identityOf(raw), 0);
  }
  return found;
}

describe('an expression holds', () => {
  test.each([
    'Length > 65536',
    'Length >= 65537 and Length <= 65537 and Length = 65537',
    'Length = 0x10001',
    'Length != 1 and Length <> 2',
    'Length < 65537.5',
    'Small = -3 and Small < 0',
    'Wide = 18446744073709551613',
    'Wide = 0xfffffffffffffffd',
    'Wide != 18446744073709551614',
    'Wide > 18446744073709551612 and Wide < 18446744073709551614',
    'Signed = -9223372036854775807',
    'Signed < -9223372036854775806',
    'Status = STATUS_CANCELLED',
    'Status = 0xc0000120',
    'Status = 3221225760',
    'Status >= 0x80000000',
    'status in (STATUS_PENDING, status_cancelled)',
    'Status not in (0, 259)',
    'Flags = 48 and Flags = 0x30',
    'Flags = 0x00000030',
    'Pointer = 0xffffa00f12345678',
    'Pointer = "0xFFFFA00F12345678"',
    'Pointer > 0xffffa00f12345677 and Pointer < 0xffffa00f12345679',
    'Fast and Fast = true and Fast = 1',
    'not Fast = false',
    'Ratio = 0.1 and Ratio < 1e-0',
    'Single = 0.1',
    "Path = '\\device\\ünit.sys'",
    "Path like '*.SYS' and Path like '\\Device\\?nit*'",
    "Path not like '*.exe'",
    'Path',
    "Path > '\\Dev'",
    '(Length = 1 or Length = 65537) and not (Small > 0 or Flags = 1)',
    'Length = 1 or not Small = 1 and Flags = 0x30',
    '`Length` = 65537',
    // The field's own name goes first; what every event has is found in another case.
    'level = 77',
    'LEVEL = 77',
    'name = some and provider = test.provider and version = 0',
    'keyword = 0 and Length = 65537',
  ])('%s', (where) => {
    expect(holds(where)).toBe(true);
    expect(holds(`not (${where})`)).toBe(false);
  });

  test('nothing is said of an event that lacks the field', () => {
    for (const where of ['Nowhere = 1', 'Nowhere != 1', 'not Nowhere = 1', 'Nowhere', 'not Nowhere like x']) {
      expect(holds(where), where).toBe(false);
    }
    expect(holds('Nowhere = 1 or Length = 65537')).toBe(true);
    expect(holds('not (Nowhere = 1 and Length = 1)')).toBe(true);
  });

  test('of lists where one of their values meets it, of structures by their members', () => {
    const fields: readonly TraceLoggingField[] = [
      { name: 'Ports', in: 'u16', count: 'counted' },
      { name: 'Ends', in: 'struct', count: 2, members: [field('Port', 'u16'), field('Name', 'astr')] },
    ];
    const values: TraceLoggingValues = {
      Ports: [80, 443],
      Ends: [
        { Port: 1, Name: 'here' },
        { Port: 2, Name: 'there' },
      ],
    };
    for (const where of [
      'Ports = 443',
      'Ports != 8080',
      'Ends.Port = 2',
      "ends.name like 'th*'",
      'Ports < 81',
    ]) {
      expect(holds(where, fields, values), where).toBe(true);
    }
    for (const where of ['Ports = 81', 'Ports != 443', 'Ends.Port = 3', 'Ends.Nowhere = 1', 'Ends = 1']) {
      expect(holds(where, fields, values), where).toBe(false);
    }
  });
});

describe('any integer', () => {
  const bounds = { min: 0n, max: 2n ** 64n - 1n };

  test('compares by its exact value, as decimal and as hex', () => {
    fc.assert(
      fc.property(fc.bigInt(bounds), fc.bigInt({ min: -2n, max: 2n }), (value, distance) => {
        const other = value + distance;
        fc.pre(other >= 0n);
        const values = { Wide: value };
        const fields = [field('Wide', 'u64')];
        for (const text of [String(other), `0x${other.toString(16)}`]) {
          expect(holds(`Wide = ${text}`, fields, values)).toBe(value === other);
          expect(holds(`Wide < ${text}`, fields, values)).toBe(value < other);
          expect(holds(`Wide >= ${text}`, fields, values)).toBe(value >= other);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('a fault is pointed at', () => {
  function faultOf(where: string): { column: number; reason: string } {
    try {
      parseWhere(where);
    } catch (error) {
      const { message, kind } = error as TraceError;
      expect(error).toBeInstanceOf(TraceError);
      expect(kind).toBe('usage');
      const [reason, text, caret] = message.split('\n');
      expect(text).toBe(`  ${where}`);
      const column = Number(/^--where, column (\d+): /.exec(reason!)![1]);
      expect(caret).toBe(`${' '.repeat(column + 1)}^`);
      return { column, reason: reason!.replace(/^.*?: /, '') };
    }
    throw new Error('it was read');
  }

  test.each([
    ['', 1, 'a field expected, but the text ends'],
    ['Length >', 9, 'a value behind > expected, but the text ends'],
    ['Length > and x', 14, '“and”, “or” or the end expected'],
    ['Length = = 5', 10, 'a value behind = expected'],
    ['Length 5', 8, 'a comparison (=, !=, <, <=, >, >=, in, like) expected'],
    ['5 < Length', 1, 'a field expected'],
    ['(Length = 5', 12, 'a closing parenthesis expected, but the text ends'],
    ['Length = 5)', 11, 'no parenthesis was opened for this one'],
    ['Length = 5 Status = 3', 12, '“and”, “or” or the end expected'],
    ['Length = 5 and', 15, 'a field expected, but the text ends'],
    ['and Length', 1, 'a field expected, not “and”'],
    ['Length in 5', 11, 'a list of values in parentheses expected'],
    ['Length in (5', 13, 'a comma or a closing parenthesis expected, but the text ends'],
    ["Path = 'open", 8, 'a value behind = expected'],
    ['Length not 5', 12, '“in” or “like” expected behind “not”'],
    ['Status = STATUS_CANCELED', 10, 'no status is called STATUS_CANCELED; did you mean STATUS_CANCELLED?'],
    ['Über.=', 6, 'a field expected'],
  ])('%j at column %d', (where, column, reason) => {
    expect(faultOf(where)).toEqual({ column, reason });
  });

  test.each([
    ['(', 201],
    ['not ', 801],
    ['not (', 501],
  ])('many a %j inside of each other, which has an end', (opening, column) => {
    const reason = `--where, column ${column}: nested more than 200 deep`;
    expect(() => parseWhere(`${opening.repeat(20_000)}a`)).toThrow(reason);
    expect(parseWhere(`${'('.repeat(200)}a${')'.repeat(200)} or not a`).kind).toBe('or');
  });

  test('a name that is far too long is compared with none, which took long', () => {
    const start = performance.now();
    expect(() => parseWhere(`Status = STATUS_${'A'.repeat(24_000)}`)).toThrow(
      'no status is called STATUS_AAA',
    );
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test('whatever is asked is read, or refused with a place', () => {
    const words = [
      'Length',
      'and',
      'or',
      'not',
      '(',
      ')',
      '=',
      '<',
      'in',
      'like',
      ',',
      '5',
      "'x'",
      '0x1',
      '!',
      '`a`',
      '.',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (parts) => {
        try {
          parseWhere(parts.join(' '));
        } catch (error) {
          expect(error).toBeInstanceOf(TraceError);
        }
      }),
    );
  });
});
