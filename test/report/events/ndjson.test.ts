import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openTrace } from '../../../lib/etl/file/index.ts';
import { bytesSource, Trace } from '../../../lib/etl/index.ts';
import { samples } from '../../decode/arbitrary-schema.ts';
import { traceOf } from '../../decode/decoded.ts';
import { fixture } from '../../support/cli.ts';
import { corpusTraces, describeCorpus, openCorpusTrace } from '../../support/corpus.ts';
import {
  type Bits,
  eventHeaderEvent,
  field,
  on,
  stack,
  type TraceLoggingField,
  type TraceLoggingValue,
  traceLoggingEvent,
  traceLoggingMetadata,
  traceLoggingSchema,
  writeTrace,
} from '../../support/etl-writer/index.ts';
import { cutTraces, linesOf, recordLinesOf, withoutHeader } from './lines.ts';

const provider = { name: 'Test.Provider' };

/** The event's fields as they stand in its line, which must be the line that its record gives. */
function fieldsText(
  fields: readonly TraceLoggingField[],
  values: Record<string, TraceLoggingValue>,
  bits: Bits = 64,
): string {
  const trace = traceOf(traceLoggingEvent({ ticks: 1, provider, name: 'Something', fields, values, bits }));
  const lines = linesOf(trace, 'ndjson');
  expect(lines).toEqual(recordLinesOf(trace));
  return /"fields":(.*)\}$/.exec(lines[1]!)![1]!;
}

describe('a line is what JSON.stringify makes of the record', () => {
  test('with fields of any types and values', () => {
    fc.assert(
      fc.property(
        fc.array(samples, { minLength: 1, maxLength: 4 }),
        fc.constantFrom<Bits>(32, 64),
        (events, bits) => {
          const trace = traceOf(
            ...events.map((fields, i) =>
              traceLoggingEvent({
                ticks: i,
                provider,
                name: `Event${i}`,
                fields: fields.map((sample) => sample.field),
                values: Object.fromEntries(fields.map((sample) => [sample.field.name, sample.value])),
                bits,
              }),
            ),
          );
          expect(linesOf(trace, 'ndjson')).toEqual(recordLinesOf(trace));
        },
      ),
    );
  });

  test('with payloads that end anywhere', () => {
    fc.assert(
      fc.property(cutTraces, (trace) => {
        expect(linesOf(trace, 'ndjson')).toEqual(recordLinesOf(trace));
      }),
    );
  });

  test.each(readdirSync(fixture('')).filter((name) => name.endsWith('.etl')))(
    'for each event of %s',
    async (name) => {
      const trace = await openTrace(fixture(name));
      expect(linesOf(trace, 'ndjson')).toEqual(recordLinesOf(trace));
      trace.close();
    },
  );
});

describe('values stand in a line', () => {
  test.each<[string, TraceLoggingField, TraceLoggingValue, string]>([
    ['an integer beyond 2^53 as text', field('F', 'u64'), 2n ** 53n, '"9007199254740992"'],
    ['the greatest exact one as a number', field('F', 'u64'), 2n ** 53n - 1n, '9007199254740991'],
    ['the least exact one as a number', field('F', 'i64'), 1n - 2n ** 53n, '-9007199254740991'],
    ['the one below it as text', field('F', 'i64'), -(2n ** 53n), '"-9007199254740992"'],
    ['a negative number', field('F', 'i8'), -128, '-128'],
    ['a pointer with all of its digits', field('F', 'pointer'), 0xabcn, '"0x0000000000000abc"'],
    ['a status', field('F', 'i32', 'ntstatus'), 0xc000_0120 | 0, '"0xc0000120"'],
    ['a port', field('F', 'u16', 'port'), 0x5000, '80'],
    ['a boolean of 32 bits', field('F', 'bool32'), true, 'true'],
    ['a double that is none', field('F', 'f64'), Number.NaN, '"NaN"'],
    ['an infinity', field('F', 'f64'), Number.NEGATIVE_INFINITY, '"-Infinity"'],
    ['a float by its own digits', field('F', 'f32'), Math.fround(0.1), '0.1'],
    ['an integer beyond 2^53', field('F', 'u64'), 2n ** 64n - 1n, '"18446744073709551615"'],
    ['a path', field('F', 'wstr'), 'C:\\"x"', '"C:\\\\\\"x\\""'],
    ['control characters', field('F', 'astr'), 'a\n\u0001', '"a\\n\\u0001"'],
    ['text beyond ASCII', field('F', 'wstr'), 'é€😀', '"é€😀"'],
    ['text beyond ASCII in bytes', field('F', 'astr'), 'é€😀', '"é€😀"'],
    ['a NUL inside a counted string', field('F', 'countedWstr'), 'a\0b', '"a\\u0000b"'],
  ])('%s', (_, of, value, text) => {
    expect(fieldsText([of], { F: value })).toBe(`{"F":${text}}`);
  });

  test('with names that are numbers first, as in any object', () => {
    expect(fieldsText([field('B', 'u8'), field('1', 'u8')], { B: 1, 1: 2 })).toBe('{"1":2,"B":1}');
  });

  test('under the name __proto__, too', () => {
    expect(fieldsText([field('__proto__', 'u8')], Object.fromEntries([['__proto__', 1]]))).toBe(
      '{"__proto__":1}',
    );
  });

  test('as far as the payload goes, the bytes that are left as hex', () => {
    const fields = [field('A', 'u8'), field('B', 'u32')];
    const event = eventHeaderEvent({
      ticks: 1,
      provider: '11111111-2222-3333-4444-555555555555',
      items: [traceLoggingSchema(traceLoggingMetadata('Cut', fields))],
      payload: [7, 0xab, 0xcd],
    });
    const trace = traceOf(event);
    const lines = linesOf(trace, 'ndjson');
    expect(lines).toEqual(recordLinesOf(trace));
    expect(lines[1]).toContain('"fields":{"A":7},"payload":"abcd"}');
  });
});

test('events of one schema with other levels and keywords have lines of their own', () => {
  const event = (level: number, keyword: bigint) =>
    traceLoggingEvent({ ticks: 1, provider, name: 'Same', level, keyword, fields: [], values: {} });
  const trace = traceOf(event(5, 1n), event(3, 1n), event(5, 2n), event(5, 1n));
  expect(linesOf(trace, 'ndjson')).toEqual(recordLinesOf(trace));
});

test('events of one thread on several processors, and of several threads, tell who logged them', () => {
  const event = (ticks: number, pid: number, tid: number) =>
    traceLoggingEvent({ ticks, pid, tid, provider, name: 'Same', fields: [], values: {} });
  // Numbers of threads that a table by their low bits could take for each other.
  const threads = [4, 4100, 4, 8, 4 + 4096 * 37];
  const events = threads.flatMap((tid, ticks) => [
    ...on(0, event(2 * ticks, 7, tid)),
    ...on(1, event(2 * ticks + 1, 8, tid)),
  ]);
  const trace = Trace.open(bytesSource(writeTrace(events).bytes));
  expect(linesOf(trace, 'ndjson')).toEqual(recordLinesOf(trace));
});

test('a line longer than a piece stays whole', () => {
  const values = { F: 'é'.repeat(30_000) };
  const events = Array.from({ length: 20 }, (_, ticks) =>
    traceLoggingEvent({ ticks, provider, name: 'Long', fields: [field('F', 'wstr')], values }),
  );
  const trace = traceOf(...events);
  expect(linesOf(trace, 'ndjson')).toEqual(recordLinesOf(trace));
});

test('a trace that lost its beginning tells no moments', () => {
  const trace = withoutHeader();
  const lines = linesOf(trace, 'ndjson');
  expect(lines).toEqual(recordLinesOf(trace));
  expect(lines[0]).toContain(',"time":null,');
});

test('a stack and an activity stand behind the fields', () => {
  const event = traceLoggingEvent({
    ticks: 1,
    provider,
    name: 'Where',
    fields: [],
    values: {},
    activityId: '11111111-2222-3333-4444-555555555555',
    extraItems: [stack([0x1000n])],
  });
  const trace = traceOf(event);
  const [, line] = linesOf(trace, 'ndjson');
  expect(line).toBe(recordLinesOf(trace)[1]);
  expect(line).toMatch(
    /"activityId":"11111111-2222-3333-4444-555555555555","stack":\["0x0000000000001000"\]\}$/,
  );
});

describeCorpus('a line is what JSON.stringify makes of the record, in real traces', () => {
  const small = corpusTraces().filter((name) => openCorpusTrace(name).source.size < 1_500_000);

  test.each(small)('%s', (name) => {
    const trace = openCorpusTrace(name);
    expect(linesOf(trace, 'ndjson')).toEqual(recordLinesOf(trace));
  });
});
