import { readdirSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Catalog } from '../../../lib/decode/index.ts';
import { openTrace } from '../../../lib/etl/file/index.ts';
import type { Trace } from '../../../lib/etl/index.ts';
import { samples } from '../../decode/arbitrary-schema.ts';
import { traceOf } from '../../decode/decoded.ts';
import { fixture } from '../../support/cli.ts';
import { corpusTraces, describeCorpus, openCorpusTrace } from '../../support/corpus.ts';
import {
  ByteWriter,
  eventHeaderEvent,
  field,
  stack,
  systemEvent,
  traceLoggingEvent,
} from '../../support/etl-writer/index.ts';
import { useFolder } from '../../support/folder.ts';
import { csvCellsOf, plainCsvRow } from '../../support/plain-csv.ts';
import { pythonWith, runPython } from '../../support/python.ts';
import { cutTraces, printed, recordsOf, withoutHeader } from './lines.ts';

const folder = useFolder();
const FIXTURES = readdirSync(fixture('')).filter((name) => name.endsWith('.etl'));

/** Names with whatever gives a cell its quotes, and what is more than a byte. */
const name = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', ',', '"', '\n', '\r', 'é', '😀'),
  maxLength: 8,
});

/** The trace's rows, which must be those of its events' records. */
function expectPlainCsv(trace: Trace, catalog = () => new Catalog()): string {
  const csv = printed(trace, 'csv', catalog());
  const head = csv.slice(0, csv.indexOf('\n'));
  const rows = recordsOf(trace, catalog()).map((record) => plainCsvRow(head, record));
  expect(csv).toBe([head, ...rows].map((row) => `${row}\n`).join(''));
  return csv;
}

describe('rows are the cells of the events’ records', () => {
  test('with fields of any types and values, and names of any characters', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name, samples), { minLength: 1, maxLength: 4 }), (events) => {
        expectPlainCsv(
          traceOf(
            ...events.map(([provider, event, fields], ticks) =>
              traceLoggingEvent({
                ticks,
                provider: { name: provider },
                name: event,
                fields: fields.map((sample) => sample.field),
                values: Object.fromEntries(fields.map((sample) => [sample.field.name, sample.value])),
              }),
            ),
          ),
        );
      }),
    );
  });

  test('with payloads that end anywhere', () => {
    fc.assert(
      fc.property(cutTraces, (trace) => {
        expectPlainCsv(trace);
      }),
    );
  });

  test('with quotes and backslashes in a string', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', '\\', ',', '#', '['), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (A, B) => {
        const fields = [field('A', 'astr'), field('"B"', 'countedWstr')];
        const values = { A, '"B"': B };
        expectPlainCsv(
          traceOf(traceLoggingEvent({ ticks: 1, provider: { name: 'Test' }, name: 'E', fields, values })),
        );
      }),
    );
  });

  test.each(FIXTURES)('for each event of %s', async (file) => {
    const trace = await openTrace(fixture(file));
    expectPlainCsv(trace);
    trace.close();
  });
});

const PROVIDER = 'bbbbbbbb-1111-2222-3333-444444444444';
const MANIFEST = `<instrumentationManifest xmlns="http://schemas.microsoft.com/win/2004/08/events">
  <instrumentation><events><provider name="Contoso" guid="{${PROVIDER}}" symbol="C" resourceFileName="c" messageFileName="c">
    <templates><template tid="T"><data name="Name" inType="win:AnsiString"/></template></templates>
    <events><event value="1" version="0" template="T" message="$(string.M)"/></events>
  </provider></events></instrumentation>
  <localization><resources culture="en-US"><stringTable>
    <string id="M" value="It is called &quot;%1&quot;, says%nthe driver."/>
  </stringTable></resources></localization>
</instrumentationManifest>`;

function withManifest(): Catalog {
  const catalog = new Catalog();
  catalog.addManifest(MANIFEST, 'contoso.man');
  return catalog;
}

/** A process of some name, and an event with everything that a row can hold but fields. */
function everything(): Trace {
  const start = new ByteWriter().u64(0x1000).u32(44).u32(4).u32(0).u32(0).u64(0).u32(0).u32(0);
  start.utf8z('a "driver", or so').utf16z('').utf16z('').utf16z('');
  const what = { ticks: 2, provider: PROVIDER, id: 1, pid: 44, tid: 45 };
  return traceOf(
    systemEvent({ ticks: 0, group: 3, opcode: 1, version: 4, payload: start.finish() }),
    traceLoggingEvent({
      ticks: 1,
      provider: { name: 'Test' },
      name: 'Nothing',
      fields: [],
      values: {},
      activityId: '11111111-2222-3333-4444-555555555555',
      extraItems: [stack([0x1000n, 0x2000n])],
    }),
    eventHeaderEvent({ ...what, payload: new ByteWriter().utf8z('x,"y"').u8(7).finish() }),
    eventHeaderEvent({
      ...what,
      ticks: 3,
      provider: '99999999-1111-2222-3333-444444444444',
      payload: [1, 2],
    }),
  );
}

test('names, messages, stacks and bytes that no field tells of have cells of their own', () => {
  const csv = expectPlainCsv(everything(), withManifest);
  expect(csv).toContain(',"a ""driver"", or so",');
  expect(csv).toContain(
    ',"{""Name"":""x,\\""y\\""""}","It is called ""x,""y"""", says\nthe driver.",,,,07,\n',
  );
  expect(csv).toContain(
    ',{},,11111111-2222-3333-4444-555555555555,,0x0000000000001000 0x0000000000002000,,\n',
  );
  expect(csv).toMatch(/,\{\},,,,,0102,\n$/);
});

test('a trace that lost its beginning tells no moments', () => {
  const csv = expectPlainCsv(withoutHeader());
  expect(csv.split('\n')[1]).toMatch(/^0,\d+,,0,/);
});

test('rows that fill several pieces stay whole', () => {
  const values = { F: '"é",'.repeat(7_000) };
  const events = Array.from({ length: 20 }, (_, ticks) =>
    traceLoggingEvent({
      ticks,
      provider: { name: 'Test' },
      name: 'Long',
      fields: [field('F', 'wstr')],
      values,
    }),
  );
  expectPlainCsv(traceOf(...events));
});

const python = pythonWith('csv', 'json');

test.skipIf(python === null)('Python reads from it what the records hold', async () => {
  const wine = await openTrace(fixture('wine-echo-clean.etl'));
  for (const trace of [wine, everything()]) {
    const file = folder.at('events.csv');
    writeFileSync(file, printed(trace, 'csv', withManifest()));
    const read = runPython(
      python!,
      'import csv, json, sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")))))',
      file,
    ) as Record<string, string>[];
    const none = Object.fromEntries(Object.keys(read[0]!).map((column) => [column, '']));
    expect(read).toEqual(
      recordsOf(trace, withManifest()).map((record) => ({ ...none, ...csvCellsOf(record) })),
    );
  }
  wine.close();
});

describeCorpus('rows are the cells of the events’ records, in real traces', () => {
  const small = corpusTraces().filter((name) => openCorpusTrace(name).source.size < 1_500_000);

  test.each(small)('%s', (name) => {
    expectPlainCsv(openCorpusTrace(name));
  });
});
