import { describe, expect, test } from 'vitest';
import { Catalog } from '../../lib/decode/index.ts';
import { readManifest } from '../../lib/decode/manifest/index.ts';
import { TraceError } from '../../lib/etl/index.ts';
import { ByteWriter, eventHeaderEvent, eventSchemaEvent } from '../support/etl-writer/index.ts';
import { decodeWritten } from './decoded.ts';

const provider = 'bbbbbbbb-1111-2222-3333-444444444444';

/** A manifest as one writes it for the message compiler. */
function manifest(events: string, templates = '', more = ''): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<instrumentationManifest xmlns="http://schemas.microsoft.com/win/2004/08/events"
    xmlns:win="http://manifests.microsoft.com/win/2004/08/windows/events"
    xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <instrumentation>
    <events>
      <provider name="Contoso-Net" guid="{BBBBBBBB-1111-2222-3333-444444444444}" symbol="CONTOSO"
          resourceFileName="c.sys" messageFileName="c.sys">
        <!-- a comment -->
        <channels>
          <importChannel chid="SYS" name="System"/>
          <channel chid="OPS" name="Contoso-Net/Operational" type="Operational" enabled="true"/>
        </channels>
        <levels><level name="Chatty" value="16" message="$(string.Level.Chatty)"/></levels>
        <tasks>
          <task name="Send" value="1" message="$(string.Task.Send)">
            <opcodes><opcode name="Retry" value="20" message="$(string.Opcode.Retry)"/></opcodes>
          </task>
          <task name="Receive" value="2"/>
        </tasks>
        <opcodes><opcode name="Done" value="21"/></opcodes>
        <keywords><keyword name="Data" mask="0x1"/><keyword name="Control" mask="0x2" message="$(string.Control)"/></keywords>
        <maps>
          <valueMap name="Family">
            <map value="2" message="$(string.Map.IPv4)"/>
            <map value="0x17" message="$(string.Map.IPv6)"/>
          </valueMap>
          <bitMap name="Flags">
            <map value="0x1" message="$(string.Map.Push)"/>
            <map value="0x80000000" message="$(string.Map.Last)"/>
          </bitMap>
        </maps>
        <templates>${templates}</templates>
        <events>
${events}
        </events>
      </provider>
    </events>
  </instrumentation>
  ${more}
  <localization>
    <resources culture="de-DE"><stringTable><string id="Task.Send" value="Senden"/><string id="Only.German" value="Nur hier"/></stringTable></resources>
    <resources culture="en-US">
      <stringTable>
        <string id="Task.Send" value="Sending"/>
        <string id="Opcode.Retry" value="Again"/>
        <string id="Level.Chatty" value="Very chatty"/>
        <string id="Control" value="Control plane"/>
        <string id="Map.IPv4" value="IPv4"/>
        <string id="Map.IPv6" value="IPv6"/>
        <string id="Map.Push" value="Push"/>
        <string id="Map.Last" value="Last"/>
        <string id="Event.Sent" value="Sent %1 bytes to %2.%nFlags: %3"/>
      </stringTable>
    </resources>
  </localization>
</instrumentationManifest>`;
}

function decodeBy(xml: string, event: Omit<Parameters<typeof eventHeaderEvent>[0], 'ticks' | 'provider'>) {
  const catalog = new Catalog();
  catalog.addManifest(xml, 'contoso.man');
  const [decoded] = decodeWritten(catalog, eventHeaderEvent({ ticks: 1, provider, ...event }));
  return decoded!;
}

test('an event has its names, its fields and its message from the manifest', () => {
  const xml = manifest(
    `<event value="1" version="3" symbol="SENT" channel="OPS" level="Chatty" task="Send" opcode="Retry"
       keywords="Data Control win:ResponseTime" template="Sent" message="$(string.Event.Sent)"/>`,
    `<template tid="Sent">
       <data name="Bytes" inType="win:UInt32"/>
       <data name="Family" inType="win:UInt16" map="Family"/>
       <data name="Flags" inType="win:UInt32" outType="win:HexInt32" map="Flags"/>
     </template>`,
  );
  const payload = new ByteWriter().u32(1500).u16(23).u32(0x8000_0001).finish();
  const decoded = decodeBy(xml, { id: 1, version: 3, payload });
  expect(decoded).toMatchObject({
    name: 'Sending/Again',
    provider: 'Contoso-Net',
    source: 'manifest',
    isExact: true,
    fields: { Bytes: 1500, Family: 'IPv6', Flags: 'Push|Last' },
    message: 'Sent 1500 bytes to IPv6.\nFlags: Push|Last',
  });
});

test('level, channel and keywords have the names that Windows shows', () => {
  const xml = manifest(
    '<event value="1" channel="OPS" level="Chatty" keywords="Data Control win:ResponseTime"/>' +
      '<event value="2" channel="SYS" level="win:Error"/>',
  );
  const schemas = readManifest(xml, 'contoso.man').providers[0]?.events.map((event) => event.schema);
  expect(schemas).toMatchObject([
    {
      channel: 'Contoso-Net/Operational',
      level: 'Very chatty',
      keywords: ['Data', 'Control plane', 'ResponseTime'],
    },
    { channel: 'System', level: 'Error' },
  ]);
});

test.each([
  ['task="Send"', 'Sending'],
  ['task="Receive"', 'Receive'],
  ['task="Receive" opcode="win:Stop"', 'Receive/Stop'],
  ['task="Receive" opcode="win:Info"', 'Receive'],
  ['task="Receive" opcode="Done"', 'Receive/Done'],
  ['name="Own" symbol="OWN"', 'Own'],
  ['symbol="OWN"', 'OWN'],
  ['', 'Event(9)'],
])('an event with %s is called %s', (attributes, name) => {
  expect(decodeBy(manifest(`<event value="9" ${attributes}/>`), { id: 9 }).name).toBe(name);
});

test('every type of a template', () => {
  const names =
    'Int8 UInt8 Int16 UInt16 Int32 UInt32 Int64 UInt64 Float Double Boolean GUID Pointer FILETIME SYSTEMTIME HexInt32 HexInt64 UnicodeString AnsiString CountedUnicodeString CountedAnsiString CountedBinary';
  const data = names.split(' ').map((type) => `<data name="${type}" inType="win:${type}"/>`);
  const xml = manifest(
    '<event value="1" template="All"/>',
    `<template tid="All">${data.join('')}</template>`,
  );
  const payload = new ByteWriter()
    .u8(-1)
    .u8(255)
    .u16(-1)
    .u16(65_535)
    .u32(-1)
    .u32(-1)
    .u64(-1)
    .u64(-1)
    .f32(0.5)
    .f64(0.25)
    .u32(1)
    .bytes(new Uint8Array(16).fill(0x11))
    .u64(4096)
    .u64(116_444_736_000_000_000n)
    .u16(2026)
    .u16(11)
    .u16(1)
    .u16(23)
    .u16(1)
    .u16(2)
    .u16(3)
    .u16(4)
    .u32(15)
    .u64(15)
    .utf16z('wide')
    .utf8z('ansi')
    .u16(4)
    .utf16('ab')
    .u16(2)
    .utf8('cd')
    .u16(1)
    .u8(7)
    .finish();
  const decoded = decodeBy(xml, { id: 1, payload });
  expect(decoded.isExact).toBe(true);
  expect(Object.values(decoded.fields)).toEqual([
    -1,
    255,
    -1,
    65_535,
    -1,
    4_294_967_295,
    -1,
    2n ** 64n - 1n,
    0.5,
    0.25,
    true,
    '11111111-1111-1111-1111-111111111111',
    '0x0000000000001000',
    '1970-01-01T00:00:00.0000000Z',
    '2026-11-23T01:02:03.004Z',
    '0x0000000f',
    '0x000000000000000f',
    'wide',
    'ansi',
    'ab',
    'cd',
    '07',
  ]);
});

test('counts and lengths by number and by field, in structs too', () => {
  const xml = manifest(
    '<event value="1" template="T"/>',
    `<template tid="T">
       <data name="Count" inType="win:UInt16"/>
       <data name="Ports" inType="win:UInt16" outType="win:Port" count="Count"/>
       <data name="Pair" inType="win:UInt8" count="2"/>
       <data name="Mac" inType="win:Binary" length="6"/>
       <data name="Address" inType="win:Binary" outType="win:IPv6"/>
       <struct name="Items" count="Count">
         <data name="Size" inType="win:UInt8"/>
         <data name="Bytes" inType="win:Binary" length="Size"/>
         <data name="Name" inType="win:UnicodeString" length="2"/>
         <data name="PerItem" inType="win:UInt8" count="Count"/>
       </struct>
     </template>`,
  );
  const payload = new ByteWriter()
    .u16(2)
    .u16(0x5000)
    .u16(0xbb01)
    .u8(1)
    .u8(2)
    .bytes([1, 2, 3, 4, 5, 6])
    .bytes([...new Array(15).fill(0), 1])
    .u8(1)
    .u8(9)
    .utf16('ab')
    .u8(1)
    .u8(2)
    .u8(0)
    .utf16('cd')
    .u8(3)
    .u8(4)
    .finish();
  const decoded = decodeBy(xml, { id: 1, payload });
  expect(decoded.isExact).toBe(true);
  expect(decoded.fields).toEqual({
    Count: 2,
    Ports: [80, 443],
    Pair: [1, 2],
    Mac: '010203040506',
    Address: '::1',
    Items: [
      { Size: 1, Bytes: '09', Name: 'ab', PerItem: [1, 2] },
      { Size: 0, Bytes: '', Name: 'cd', PerItem: [3, 4] },
    ],
  });
});

test("the user's manifest goes before a schema in the trace", () => {
  const catalog = new Catalog();
  catalog.addManifest(manifest('<event value="1" task="Receive"/>'), 'contoso.man');
  const inTrace = eventSchemaEvent(2, { provider, id: 1, names: { task: 'Other' } });
  expect(decodeWritten(catalog, eventHeaderEvent({ ticks: 1, provider, id: 1 }), inTrace)[0]?.name).toBe(
    'Receive',
  );
});

test('a text that the English table lacks comes from another', () => {
  const xml = manifest('<event value="1" message="$(string.Only.German)"/>');
  expect(decodeBy(xml, { id: 1 }).message).toBe('Nur hier');
});

test('a byte-order mark and a namespace prefix do not matter', () => {
  const prefixed = manifest('<event value="1" task="Receive"/>').replace(
    /<(\/?)(provider|events|event|tasks|task)\b/g,
    '<$1e:$2',
  );
  expect(decodeBy(`\ufeff${prefixed}`, { id: 1 }).name).toBe('Receive');
});

test.each([
  ['no XML', 'PK\u0003\u0004', 'line 1, column'],
  ['an element that is not closed', '<a>\n<b>\n</a>', 'line 3, column'],
  ['XML that is no manifest', '<a/>', 'declares no provider'],
])('%s is refused by file and line', (_, xml, reason) => {
  const add = () => new Catalog().addManifest(xml, 'contoso.man');
  expect(add).toThrow(TraceError);
  expect(add).toThrow('contoso.man: ');
  expect(add).toThrow(reason);
});

describe('a fault costs what it stands in, and is told by its line', () => {
  const good = '<event value="7" symbol="GOOD" template="G"/>';
  const template = '<template tid="G"><data name="N" inType="win:UInt32"/></template>';
  const withEvent = (event: string, templates = '') => manifest(good + event, template + templates);
  const payload = new ByteWriter().u32(5).u32(6).finish();

  /** What the faulty event is then called, and what of its payload has a name. */
  const cases: readonly (readonly [string, string, string, string, object])[] = [
    [
      'an unknown type costs the field and what follows it',
      withEvent(
        '<event value="9" symbol="BAD" template="T"/>',
        '<template tid="T"><data name="A" inType="win:UInt32"/>\n<data name="B" inType="win:NewType9"/></template>',
      ),
      'line 34: inType "win:NewType9" of "B" is not known',
      'BAD',
      { A: 5 },
    ],
    [
      'an unknown map leaves the number',
      withEvent(
        '<event value="9" symbol="BAD" template="T"/>',
        '<template tid="T"><data name="A" inType="win:UInt32" map="M"/></template>',
      ),
      'line 33: map "M" is not declared',
      'BAD',
      { A: 5 },
    ],
    [
      'an unknown length costs the field and what follows it',
      withEvent(
        '<event value="9" symbol="BAD" template="T"/>',
        '<template tid="T"><data name="A" inType="win:UInt32"/><data name="B" inType="win:Binary" length="L"/></template>',
      ),
      'line 33: length "L" is neither a number nor a field before',
      'BAD',
      { A: 5 },
    ],
    [
      'an unknown count of structs, likewise',
      withEvent(
        '<event value="9" symbol="BAD" template="T"/>',
        '<template tid="T"><data name="A" inType="win:UInt32"/><struct name="S" count="L"><data name="B" inType="win:UInt8"/></struct></template>',
      ),
      'line 33: count "L" is neither a number nor a field before',
      'BAD',
      { A: 5 },
    ],
    [
      'an unknown template costs the fields',
      withEvent('<event value="9" symbol="BAD" template="T"/>'),
      'line 35: template "T" is not declared',
      'BAD',
      {},
    ],
    [
      'an unknown task is called as the event calls it',
      withEvent('<event value="9" symbol="BAD" task="Task9" template="G"/>'),
      'line 35: task "Task9" is not declared',
      'Task9',
      { N: 5 },
    ],
    [
      'an unknown opcode, likewise',
      withEvent('<event value="9" task="Receive" opcode="Opcode9" template="G"/>'),
      'line 35: opcode "Opcode9" is not declared',
      'Receive/Opcode9',
      { N: 5 },
    ],
    [
      'an event without a number is left out',
      withEvent('<event symbol="BAD" template="G"/>'),
      'line 35: <event> lacks its attribute "value"',
      'Event(9)',
      {},
    ],
    [
      'an event whose number is none, likewise',
      withEvent('<event value="nine" symbol="BAD" template="G"/>'),
      'line 35: "nine" is no number for "value"',
      'Event(9)',
      {},
    ],
    [
      'a map’s value that is no number leaves the others',
      withEvent(
        '<event value="9" symbol="BAD" template="T"/>',
        '<template tid="T"><data name="A" inType="win:UInt32" map="Family"/></template>',
      ).replace(
        '<map value="2" message="$(string.Map.IPv4)"/>',
        '<map value="two" message="$(string.Map.IPv4)"/>',
      ),
      'line 25: map "Family": "two" is no number for "value"',
      'BAD',
      { A: 5 },
    ],
    [
      'a task without a name',
      withEvent('<event value="9" symbol="BAD" template="G"/>').replace('<task name="Receive"', '<task'),
      'line 19: <task> lacks its attribute "name"',
      'BAD',
      { N: 5 },
    ],
  ];

  test.each(cases)('%s', (_, xml, fault, name, fields) => {
    const catalog = new Catalog();
    expect(catalog.addManifest(xml, 'contoso.man')).toEqual([fault]);
    const events = [7, 9].map((id) => eventHeaderEvent({ ticks: id, provider, id, payload }));
    expect(decodeWritten(catalog, ...events)).toMatchObject([
      { name: 'GOOD', fields: { N: 5 } },
      { name, fields },
    ]);
    expect(Object.keys(decodeWritten(catalog, ...events)[1]!.fields)).toEqual(Object.keys(fields));
  });

  test('a provider whose GUID is none leaves the others', () => {
    const bad = '<provider name="Bad" guid="{BBBB}"><events><event value="1"/></events></provider>';
    const xml = manifest(good, template).replace('<provider name="Contoso-Net"', `${bad}$&`);
    const catalog = new Catalog();
    expect(catalog.addManifest(xml, 'contoso.man')).toEqual(['line 7: "{BBBB}" is no GUID']);
    expect(catalog.addManifest(xml.replace('guid="{BBBB}"', ''), 'contoso.man')).toEqual([
      'line 7: <provider> lacks its attribute "guid"',
    ]);
    const event = eventHeaderEvent({ ticks: 1, provider, id: 7, payload });
    expect(decodeWritten(catalog, event)[0]).toMatchObject({ name: 'GOOD', provider: 'Contoso-Net' });
  });
});

describe('performance counters', () => {
  const counters = `<counters xmlns="http://schemas.microsoft.com/win/2005/12/counters">
    <provider applicationIdentity="own.sys" providerGuid="{9b8a3a60-93c1-4033-8860-a937ac4e0399}"/></counters>`;

  test('beside events are no fault', () => {
    const xml = manifest('<event value="7" symbol="GOOD"/>').replace('</instrumentation>', `${counters}$&`);
    const catalog = new Catalog();
    expect(catalog.addManifest(xml, 'contoso.man')).toEqual([]);
    expect(decodeWritten(catalog, eventHeaderEvent({ ticks: 1, provider, id: 7 }))[0]?.name).toBe('GOOD');
  });

  test('alone are told of', () => {
    const faults = new Catalog().addManifest(`<instrumentation>${counters}</instrumentation>`, 'contoso.man');
    expect(faults).toEqual(['line 1: it declares performance counters alone, and no events']);
  });
});

describe('the encoding is the one that the file declares', () => {
  const text = manifest('<event value="1" name="Prüfung €"/>').replace(/<\?xml.*\?>/, '');
  const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>${text}`;
  const utf16 = (xml: string, isLittle: boolean) => {
    const bytes = new Uint8Array(2 * xml.length);
    const view = new DataView(bytes.buffer);
    [...xml].forEach((character, i) => {
      view.setUint16(2 * i, character.charCodeAt(0), isLittle);
    });
    return bytes;
  };
  const utf8 = (xml: string) => new TextEncoder().encode(xml);
  const windows1252 = (xml: string) =>
    Uint8Array.from(xml, (character) => (character === '€' ? 0x80 : character.charCodeAt(0)));

  test.each([
    ['UTF-8', utf8(declared('utf-8'))],
    ['UTF-8 without a declaration', utf8(text)],
    ['UTF-8 with a mark, whatever it declares', utf8(`\ufeff${declared('windows-1252')}`)],
    ['UTF-8 that was once UTF-16', utf8(declared('UTF-16'))],
    ['windows-1252', windows1252(declared('windows-1252'))],
    ['windows-1252 by another case', windows1252(declared('Windows-1252').replaceAll('"', "'"))],
    ['UTF-16 with a little-endian mark', utf16(`\ufeff${declared('UTF-16')}`, true)],
    ['UTF-16 with a big-endian mark', utf16(`\ufeff${declared('UTF-16')}`, false)],
    ['little-endian UTF-16 without a mark', utf16(declared('UTF-16LE'), true)],
    ['big-endian UTF-16 without a mark', utf16(declared('UTF-16BE'), false)],
  ])('%s', (_, bytes) => {
    const catalog = new Catalog();
    expect(catalog.addManifest(bytes, 'contoso.man')).toEqual([]);
    expect(decodeWritten(catalog, eventHeaderEvent({ ticks: 1, provider, id: 1 }))[0]?.name).toBe(
      'Prüfung €',
    );
  });

  test('an encoding that nobody knows is refused', () => {
    expect(() => new Catalog().addManifest(utf8(declared('EBCDIC-9')), 'contoso.man')).toThrow(
      'contoso.man: line 1: the encoding "EBCDIC-9" is not known',
    );
  });
});

/** A manifest whose one event has so many fields, each after its count. */
function withFields(count: number): string {
  const data = Array.from({ length: count }, (_, at) =>
    at % 2 === 0
      ? `<data name="Count${at}" inType="win:UInt16"/>`
      : `<data name="Bytes${at}" inType="win:Binary" length="Count${at - 1}"/>`,
  );
  return manifest(
    '<event value="1" template="T"/><event value="2"/>',
    `<template tid="T">${data.join('')}</template>`,
  );
}

function timeToRead(xml: string): number {
  const began = performance.now();
  readManifest(xml, 'contoso.man');
  return performance.now() - began;
}

test('of 100,000 fields in a template as many are taken as an event may have, and the rest is told', () => {
  const { providers, faults } = readManifest(withFields(100_000), 'contoso.man');
  expect(providers[0]?.events.map(({ schema }) => schema.fields.length)).toEqual([4096, 0]);
  expect(faults).toEqual([expect.stringMatching(/more than 4096 fields: what follows is left out$/)]);
});

test('eight times as many fields take nowhere near 64 times as long', () => {
  const [few, many] = [withFields(12_500), withFields(100_000)];
  timeToRead(few);
  const [short, long] = [few, many].map((xml) => Math.min(timeToRead(xml), timeToRead(xml)));
  expect(long! / short!).toBeLessThan(24);
});
