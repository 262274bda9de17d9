import { expect, test } from 'vitest';
import { Catalog } from '../../lib/decode/index.ts';
import {
  ByteWriter,
  eventHeaderEvent,
  eventSourceManifest,
  type RawEvent,
} from '../support/etl-writer/index.ts';
import { decodeAll, decodeWritten, traceOf } from './decoded.ts';

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

function ofProcess(pid: number, event: RawEvent): RawEvent {
  const bytes = event.bytes.slice();
  new DataView(bytes.buffer).setUint32(12, pid, true);
  return { ...event, bytes };
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
