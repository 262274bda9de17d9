import { describe, expect, test } from 'vitest';
import { Catalog, factsOf, Tally } from '../../lib/decode/index.ts';
import {
  ByteWriter,
  eventHeaderEvent,
  eventSourceManifest,
  ofProcess,
  type RawEvent,
  systemEvent,
} from '../support/etl-writer/index.ts';
import { decodeAll, decodeWritten, eachEvent, traceOf } from './decoded.ts';

const provider = { name: 'My-Source', guid: 'aaaaaaaa-1111-2222-3333-444444444444' };

const xml = `<instrumentationManifest xmlns="http://schemas.microsoft.com/win/2004/08/events">
 <instrumentation xmlns:win="http://manifests.microsoft.com/win/2004/08/windows/events">
  <events xmlns="http://schemas.microsoft.com/win/2004/08/events">
   <provider name="My-Source" guid="{AAAAAAAA-1111-2222-3333-444444444444}" symbol="MySource">
    <tasks>
     <task name="Saved" message="$(string.task_Saved)" value="65533"/>
     <task name="Work" message="$(string.task_Work)" value="1"/>
    </tasks>
    <opcodes><opcode name="Halfway" message="$(string.opcode_Halfway)" value="11"/></opcodes>
    <maps>
     <valueMap name="Color"><map value="0x0" message="$(string.map_Red)"/><map value="0x1" message="$(string.map_Blue)"/></valueMap>
    </maps>
    <events>
     <event value="1" version="0" level="win:Informational" symbol="Saved" message="$(string.event_Saved)" task="Saved" template="SavedArgs"/>
     <event value="2" version="0" level="win:Informational" symbol="WorkStart" task="Work" opcode="win:Start"/>
     <event value="3" version="0" level="win:Informational" symbol="WorkHalfway" task="Work" opcode="Halfway"/>
    </events>
    <templates>
     <template tid="SavedArgs">
      <data name="path" inType="win:UnicodeString"/>
      <data name="color" inType="win:Int32" map="Color"/>
      <data name="ok" inType="win:Boolean"/>
      <data name="bytesSize" inType="win:UInt32"/>
      <data name="bytes" inType="win:Binary" length="bytesSize"/>
     </template>
    </templates>
   </provider>
  </events>
 </instrumentation>
 <localization><resources culture="en-US"><stringTable>
  <string id="task_Saved" value="Saved"/><string id="task_Work" value="Work"/>
  <string id="opcode_Halfway" value="Halfway"/>
  <string id="map_Red" value="Red"/><string id="map_Blue" value="Blue"/>
  <string id="event_Saved" value="Saved %1 in %2"/>
 </stringTable></resources></localization>
</instrumentationManifest>`;

const payload = new ByteWriter().utf16z('a.txt').u32(1).u32(1).u32(3).bytes([1, 2, 3]).finish();
const logged = [
  eventHeaderEvent({ ticks: 1, provider: provider.guid, id: 1, task: 65_533, payload }),
  eventHeaderEvent({ ticks: 2, provider: provider.guid, id: 2, opcode: 1 }),
  eventHeaderEvent({ ticks: 3, provider: provider.guid, id: 3, opcode: 11 }),
];

function expectDecoded(
  events: readonly {
    readonly name: string;
    readonly fields: object;
    readonly message?: string | undefined;
  }[],
) {
  expect(events.slice(0, 3).map(({ name }) => name)).toEqual(['Saved', 'Work/Start', 'Work/Halfway']);
  expect(events[0]?.fields).toEqual({
    path: 'a.txt',
    color: 'Blue',
    ok: true,
    bytesSize: 3,
    bytes: '010203',
  });
  expect(events[0]?.message).toBe('Saved a.txt in Blue');
}

test.each([0xff00, 1000, 64])('a manifest in pieces of %i bytes describes events before it', (chunkSize) => {
  const decoded = decodeWritten(
    new Catalog(),
    ...logged,
    ...eventSourceManifest({ ticks: 9, provider, xml, chunkSize }),
  );
  expectDecoded(decoded);
  expect(decoded[3]).toMatchObject({ name: 'ManifestData', provider: 'My-Source', isExact: true });
  expect(decoded[3]?.fields).toMatchObject({
    Format: 1,
    TotalChunks: Math.ceil(xml.length / chunkSize),
    ChunkNumber: 0,
  });
});

test('pieces that two processes write at the same time are kept apart', () => {
  const pieces = eventSourceManifest({ ticks: 9, provider, xml, chunkSize: 500 });
  const interleaved = pieces.flatMap((piece) => [ofProcess(1, piece), ofProcess(2, piece)]);
  expectDecoded(decodeWritten(new Catalog(), ...logged, ...interleaved));
});

test('a piece that comes again begins the manifest anew', () => {
  const pieces = eventSourceManifest({ ticks: 9, provider, xml, chunkSize: 500 });
  expectDecoded(decodeWritten(new Catalog(), ...logged, pieces[0]!, pieces[1]!, ...pieces));
});

test('a manifest that lacks a piece describes nothing', () => {
  const pieces = eventSourceManifest({ ticks: 9, provider, xml, chunkSize: 500 });
  const decoded = decodeWritten(new Catalog(), ...logged, ...pieces.slice(1));
  expect(decoded[0]).toMatchObject({ name: 'Event(1)', source: null });
});

test('a manifest that is no XML is told of, and the events stay raw', () => {
  const catalog = new Catalog();
  const broken = eventSourceManifest({ ticks: 9, provider, xml: xml.replace('</events>', '') });
  expect(decodeWritten(catalog, ...logged, ...broken)[0]?.name).toBe('Event(1)');
  expect(catalog.faults).toHaveLength(1);
  expect(catalog.faults[0]).toMatch(
    /^manifest of aaaaaaaa-1111-2222-3333-444444444444: line 27, column \d+: /,
  );
});

test('the provider has its name from its manifest, events or not', () => {
  const catalog = new Catalog();
  decodeAll(traceOf(...eventSourceManifest({ ticks: 9, provider, xml })), catalog);
  expect(catalog.providers.byId(provider.guid)?.name).toBe('My-Source');
});

test('a map that is not declared costs its names alone, and is told of once', () => {
  const catalog = new Catalog();
  const faulty = xml.replace('map="Color"', 'map="Missing"');
  const pieces = eventSourceManifest({ ticks: 9, provider, xml: faulty });
  const decoded = decodeWritten(catalog, ...logged, ...pieces, ...pieces.map((piece) => ofProcess(7, piece)));
  expect(decoded[0]).toMatchObject({ name: 'Saved', fields: { path: 'a.txt', color: 1 }, isExact: true });
  expect(decoded[1]?.name).toBe('Work/Start');
  expect(catalog.faults).toEqual([`manifest of ${provider.guid}: line 21: map "Missing" is not declared`]);
});

/** Two builds of one program: .NET numbers the events of each as they stand in its code. */
describe('two processes with one provider and different events', () => {
  const layout = (type: string, task: string) => `<m><provider name="My-Source" guid="{${provider.guid}}">
    <tasks><task name="${task}" value="1"/></tasks>
    <templates><template tid="T"><data name="foo" inType="win:${type}"/></template></templates>
    <events><event value="1" task="${task}" template="T"/></events></provider></m>`;
  const written = (pid: number, xml: string) =>
    eventSourceManifest({ ticks: 9, provider, xml }).map((piece) => ofProcess(pid, piece));
  const event = (pid: number, bytes: Uint8Array) =>
    eventHeaderEvent({ ticks: 1, provider: provider.guid, pid, id: 1, payload: bytes });
  const number = event(100, new ByteWriter().u32(42).finish());
  const text = event(101, new ByteWriter().utf16z('hello').finish());
  const manifests = [written(100, layout('Int32', 'Old')), written(101, layout('UnicodeString', 'New'))];

  test.each([
    ['manifests first', [...manifests.flat(), number, text]],
    ['events first', [number, text, ...manifests.flat()]],
    ['the other order', [text, number, ...manifests.toReversed().flat()]],
  ])('are each decoded by its own manifest: %s', (_, events) => {
    const decoded = decodeWritten(new Catalog(), ...events).filter(({ name }) => name !== 'ManifestData');
    const byName = decoded.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(byName.map(({ name, fields }) => [name, fields])).toEqual([
      ['New', { foo: 'hello' }],
      ['Old', { foo: 42 }],
    ]);
  });

  test('a third, whose manifest the trace lacks, is decoded where the others agree', () => {
    const third = event(102, new ByteWriter().u32(7).finish());
    const agree = decodeWritten(
      new Catalog(),
      third,
      ...written(100, layout('Int32', 'Old')),
      ...written(101, layout('Int32', 'Old').replace('<m>', '<m >')),
    );
    expect(agree[0]).toMatchObject({ name: 'Old', fields: { foo: 7 } });
    expect(decodeWritten(new Catalog(), third, ...manifests.flat())[0]).toMatchObject({
      name: 'Event(1)',
      source: null,
    });
  });

  describe('that have one number, one after the other', () => {
    const at = (ticks: number, one: RawEvent): RawEvent => {
      const bytes = one.bytes.slice();
      new DataView(bytes.buffer).setBigUint64(16, BigInt(ticks), true);
      return { ...one, ticks: BigInt(ticks), bytes };
    };
    const old = (ticks: number) => at(ticks, event(100, new ByteWriter().u32(42).finish()));
    const later = (ticks: number) => at(ticks, event(100, new ByteWriter().utf16z('hello').finish()));
    const wrote = (ticks: number, type: string, task: string) =>
      written(100, layout(type, task)).map((piece) => at(ticks, piece));
    const [oldManifest, newManifest] = [['Int32', 'Old'] as const, ['UnicodeString', 'New'] as const];
    const kernelProcess = (ticks: number, pid: number) =>
      eventHeaderEvent({
        ticks,
        provider: '22fb2cd6-0e7b-422b-a0c7-2fad1fd0e716',
        id: 1,
        version: 3,
        pid: 4,
        payload: new ByteWriter().u32(pid).zeros(60).finish(),
      });
    const classic = (ticks: number, pid: number) =>
      systemEvent({
        ticks,
        group: 3,
        opcode: 1,
        version: 4,
        payload: new ByteWriter().u64(1).u32(pid).zeros(60).finish(),
      });
    const namesOf = (...events: RawEvent[]) =>
      decodeWritten(new Catalog(), ...events)
        .filter(({ provider, name }) => provider === 'My-Source' && name !== 'ManifestData')
        .map(({ name, fields }) => [name, fields]);
    const both = [
      ['Old', { foo: 42 }],
      ['New', { foo: 'hello' }],
    ];

    test('are each decoded by the manifest that was written last before the event', () => {
      const events = [...wrote(10, ...oldManifest), old(20), ...wrote(30, ...newManifest), later(40)];
      expect(namesOf(...events)).toEqual(both);
      expect(namesOf(...events.toReversed())).toEqual(both.toReversed());
      // At the end of a session each process that is left writes its manifest again.
      expect(namesOf(...events, ...wrote(50, ...newManifest))).toEqual(both);
    });

    test('by the first one where the trace begins behind it, as one that overwrites its beginning does', () => {
      const events = [old(20), ...wrote(25, ...oldManifest), ...wrote(30, ...newManifest), later(40)];
      expect(namesOf(...events)).toEqual(both);
    });

    test.each([
      ['the kernel', classic],
      ['Microsoft-Windows-Kernel-Process', kernelProcess],
    ])('and where %s tells when the second was started, by none of the first', (_, started) => {
      const events = [...wrote(10, ...oldManifest), old(20), started(25, 100), later(28)];
      expect(namesOf(...events, ...wrote(30, ...newManifest))).toEqual(both);
      // Of the second no manifest is there, and another program's differs.
      expect(namesOf(...events, ...manifests[1]!)).toEqual([
        ['Old', { foo: 42 }],
        ['Event(1)', {}],
      ]);
      // Another process's start tells nothing.
      expect(namesOf(...wrote(10, ...oldManifest), started(15, 4), old(20))).toEqual([both[0]]);
    });

    test('are counted under their own names where many processes were started before', async () => {
      const trace = traceOf(
        ...[classic(1, 4), classic(2, 8), classic(3, 12), ...wrote(10, ...oldManifest), old(20)],
        ...[classic(25, 100), later(28), ...wrote(30, ...newManifest)],
      );
      const { providers } = await factsOf(trace);
      expect(providers.find(({ name }) => name === 'My-Source')?.eventNames).toEqual({
        ManifestData: 2,
        Old: 1,
        New: 1,
      });
    });

    test('are counted under their own names', async () => {
      const trace = traceOf(
        ...[old(20), old(21), ...wrote(25, ...oldManifest), old(27)],
        ...[...wrote(30, ...newManifest), later(40), later(41)],
      );
      const { providers } = await factsOf(trace);
      expect(providers.find(({ name }) => name === 'My-Source')?.eventNames).toEqual({
        ManifestData: 2,
        Old: 3,
        New: 2,
      });
    });
  });

  test('are counted under their own names, though only one pass is made', () => {
    const trace = traceOf(...manifests.flat(), number, text, number);
    const catalog = new Catalog();
    const tally = new Tally();
    eachEvent(trace, (one) => {
      catalog.add(one);
      tally.add(one, catalog.identityOf(one));
    });
    const facts = tally.facts(trace, trace.index.damage);
    expect(facts.providers.find(({ name }) => name === 'My-Source')?.eventNames).toEqual({
      ManifestData: 2,
      Old: 2,
      New: 1,
    });
  });
});
