import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesSource, type EventForms, Recording, Trace } from '../../../lib/etl/index.ts';
import type { Row } from '../../../lib/wsk/events/row.ts';
import { SLOT_NAMES, Slot } from '../../../lib/wsk/events/schema.ts';
import { Reading, type ReadingOptions, type TimedCollector } from '../../../lib/wsk/reading.ts';
import { Sources } from '../../../lib/wsk/sources.ts';
import {
  field,
  on,
  type PlacedEvent,
  traceLoggingEvent,
  writeTrace,
} from '../../support/etl-writer/index.ts';
import { type SynthesiserOptions, synthesise } from '../../support/synthesiser/index.ts';

const FIXTURES = readdirSync('fixtures').filter((name) => name.endsWith('.etl'));

/** All that a row tells, as a text: thousands of them are compared. */
function told(row: Row): string {
  const { kind, source, processor, thread, process, clockNs, slots, site, what, address } = row;
  const values = SLOT_NAMES.map((name) => [row.low(Slot[name]), row.high(Slot[name])]);
  const bytes = [...address];
  return JSON.stringify([
    kind,
    source,
    processor,
    thread,
    process,
    clockNs,
    slots,
    values,
    site,
    what,
    bytes,
  ]);
}

/** All rows of a trace. */
function rowsOf(bytes: Uint8Array, options: Partial<ReadingOptions> = {}): string[] {
  const reading = new Reading(new Recording([Trace.open(bytesSource(bytes))]), {
    selected: new Sources([]),
    mappings: [],
    collectors: [],
    onProgress: undefined,
    onSource: () => {},
    onKind: () => {},
    ...options,
  });
  reading.begin();
  const rows: string[] = [];
  for (let row = reading.next(); row !== null; row = reading.next()) {
    rows.push(told(row));
  }
  return rows;
}

/** Takes all room for known texts, and for the fields of forms, before the pass can use it. */
function withoutRoom(): TimedCollector {
  let forms: EventForms | undefined;
  return {
    add(event) {
      if (event.forms !== forms) {
        forms = event.forms!;
        const steps = new Int32Array(1000);
        const plan = { form: 0, words: 8, steps, text: null };
        while (!forms.fields(plan).isShared) {}
      }
    },
  };
}

const everything: TimedCollector = { add() {} };
const nothing: TimedCollector = { add() {}, wants: () => false };

function expectSame(bytes: Uint8Array): void {
  const rows = rowsOf(bytes);
  expect(rowsOf(bytes, { mostRowBytes: 0 })).toEqual(rows);
  expect(rowsOf(bytes, { mostRowBytes: 1000 })).toEqual(rows);
  expect(rowsOf(bytes, { collectors: [everything] })).toEqual(rows);
  expect(rowsOf(bytes, { collectors: [nothing] })).toEqual(rows);
  expect(rowsOf(bytes, { collectors: [withoutRoom()] })).toEqual(rows);
}

const provider = { name: 'WskTraceDriver' };
const functions = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
  fc.constantFrom('', 'Send', 'x'.repeat(255), 'x'.repeat(256), 'x'.repeat(257), 'x'.repeat(3000)),
);
/** Issues of calls, each from some place in the code, with or without a line, by narrow or wide names. */
const issues = fc.array(
  fc.record({
    name: functions,
    line: fc.constantFrom(0, 1, 7, 70_000),
    isWide: fc.boolean(),
    hasName: fc.boolean(),
    hasLine: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);

function issue(
  { name, line, isWide, hasName, hasLine }: { [key: string]: unknown },
  ticks: number,
): PlacedEvent[] {
  const fields = [
    field('CallId', 'u64'),
    ...(hasName ? [field('Function', isWide ? 'wstr' : 'astr')] : []),
    ...(hasLine ? [field('Line', 'u32')] : []),
  ];
  const values = { CallId: BigInt(ticks), Function: String(name), Line: Number(line) };
  const event = { ticks: BigInt(ticks), tid: 5, pid: 4, provider, name: 'WskCallIssued', fields, values };
  return on(ticks % 3, traceLoggingEvent(event));
}

describe('rows that the walk writes are those that a reader makes', () => {
  test.each(FIXTURES)('of %s', (name) => expectSame(readFileSync(`fixtures/${name}`)));

  test('of any driver', () => {
    const drivers: fc.Arbitrary<Partial<SynthesiserOptions>> = fc.record({
      seed: fc.nat(),
      events: fc.integer({ min: 1, max: 1500 }),
      processors: fc.integer({ min: 1, max: 8 }),
      noise: fc.constantFrom(0, 0.5),
    });
    fc.assert(
      fc.property(drivers, (driver) => expectSame(synthesise(driver).write({}).bytes)),
      { numRuns: 12 },
    );
  });

  test('of calls from any places in the code', () => {
    fc.assert(
      fc.property(issues, fc.integer({ min: 1, max: 4 }), (places, times) => {
        const placed = Array.from({ length: times }, () => places)
          .flat()
          .flatMap((place, i) => issue(place, i + 1));
        expectSame(writeTrace(placed, { startTicks: 0n, perfFreq: 3_000_000, processors: 3 }).bytes);
      }),
      { numRuns: 60 },
    );
  });

  test('of more places than a pass knows by number', () => {
    const placed = Array.from({ length: 6000 }, (_, i) =>
      issue(
        { name: `Function${String(i % 3000).padStart(200, '0')}`, line: i % 2, hasName: true, hasLine: true },
        i + 1,
      ),
    ).flat();
    expectSame(writeTrace(placed, { startTicks: 0n, perfFreq: 10_000_000, processors: 3 }).bytes);
  });
});
