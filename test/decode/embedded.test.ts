import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEventInfo, readEventInfoKey } from '../../lib/decode/embedded/event-info.ts';
import { readMapInfo } from '../../lib/decode/embedded/map-info.ts';
import { Catalog } from '../../lib/decode/index.ts';
import {
  ByteWriter,
  type EventSchema,
  eventHeaderEvent,
  eventMapEvent,
  eventSchemaEvent,
  fullHeaderEvent,
  traceEventInfo,
} from '../support/etl-writer/index.ts';
import { decodeWritten } from './decoded.ts';

const provider = '11111111-2222-3333-4444-555555555555';
/** TDH numbers of the types used here. */
const tdh = {
  wstr: 1,
  astr: 2,
  u8: 4,
  u16: 6,
  u32: 8,
  u64: 10,
  binary: 14,
  pointer: 16,
  hexOut: 18,
  ntstatusOut: 31,
};

const schema: EventSchema = {
  provider,
  id: 7,
  version: 2,
  opcode: 1,
  names: {
    provider: 'Some-Provider',
    task: 'Transfer ',
    opcode: 'win:Start',
    level: 'win:Informational',
    eventMessage: 'Sent %2 of %1 %% done%n',
  },
  properties: [
    { name: 'Count', inType: tdh.u16 },
    { name: 'Kind', inType: tdh.u32, mapName: 'Kinds' },
    { name: 'Flags', inType: tdh.u32, mapName: 'Bits' },
    { name: 'Values', inType: tdh.u16, count: { from: 'Count' } },
    { name: 'Data', inType: tdh.binary, length: { from: 'Count' } },
    {
      name: 'Pair',
      count: { from: 'Count' },
      members: [
        { name: 'Length', inType: tdh.u8 },
        { name: 'Text', inType: tdh.astr, length: { from: 'Length' } },
        { name: 'Outer', inType: tdh.u8, count: { from: 'Count' } },
      ],
    },
    { name: 'Status', inType: tdh.u32, outType: tdh.ntstatusOut },
    { name: 'Name', inType: tdh.wstr },
    { name: 'Fixed', inType: tdh.wstr, length: 3 },
  ],
};

const payload = new ByteWriter()
  .u16(2)
  .u32(1)
  .u32(0b1101)
  .u16(10)
  .u16(20)
  .bytes([0xca, 0xfe])
  .u8(1)
  .utf8('a')
  .bytes([1, 2])
  .u8(3)
  .utf8('xyz')
  .bytes([3, 4])
  .u32(0xc000_0120)
  .utf16z('name')
  .utf16('ab\0')
  .finish();

const event = eventHeaderEvent({ ticks: 1, provider, id: 7, version: 2, opcode: 1, payload });
const maps = [
  eventMapEvent(3, {
    provider,
    name: 'Kinds',
    entries: [
      { value: 1, text: 'First ' },
      { value: 2, text: 'Second ' },
    ],
  }),
  eventMapEvent(4, {
    provider,
    name: 'Bits',
    flag: 2,
    entries: [
      { value: 1, text: 'Read' },
      { value: 4, text: 'Write' },
    ],
  }),
];

const expected = {
  name: 'Transfer/Start',
  provider: 'Some-Provider',
  source: 'embedded',
  isExact: true,
  message: 'Sent First of 2 % done',
  fields: {
    Count: 2,
    Kind: 'First',
    Flags: 'Read|Write|0x8',
    Values: [10, 20],
    Data: 'cafe',
    Pair: [
      { Length: 1, Text: 'a', Outer: [1, 2] },
      { Length: 3, Text: 'xyz', Outer: [3, 4] },
    ],
    Status: '0xc0000120',
    Name: 'name',
    Fixed: 'ab',
  },
};

test('an event is decoded by a schema and maps that stand behind it', () => {
  const [decoded] = decodeWritten(new Catalog(), event, eventSchemaEvent(2, schema), ...maps);
  expect(decoded).toMatchObject(expected);
});

test('the order of schemas and maps does not matter', () => {
  const [, , , decoded] = decodeWritten(
    new Catalog(),
    ...maps.map((map, i) => ({ ...map, ticks: BigInt(i - 10) })),
    { ...eventSchemaEvent(2, schema), ticks: -1n },
    event,
  );
  expect(decoded).toMatchObject(expected);
});

test('an event of another id or version stays raw', () => {
  const others = [
    { id: 8, version: 2 },
    { id: 7, version: 3 },
  ].map((key) => eventHeaderEvent({ ticks: 1, provider, ...key, payload }));
  const decoded = decodeWritten(new Catalog(), ...others, eventSchemaEvent(2, schema));
  expect(decoded.slice(0, 2).map(({ name, source, provider }) => [name, source, provider])).toEqual([
    ['Event(8)', null, 'Some-Provider'],
    ['Event(7)', null, 'Some-Provider'],
  ]);
});

test('a classic event is known by its class and opcode', () => {
  const classId = '99999999-2222-3333-4444-555555555555';
  const classic: EventSchema = {
    provider,
    eventGuid: classId,
    id: 0,
    version: 1,
    opcode: 0,
    decodingSource: 1,
    names: { provider: 'Classic', task: 'Thing', opcode: 'Made' },
    properties: [{ name: 'Value', inType: tdh.u64 }],
  };
  const made = fullHeaderEvent({
    ticks: 1,
    guid: classId,
    opcode: 0,
    version: 1,
    payload: new ByteWriter().u64(9).finish(),
  });
  expect(decodeWritten(new Catalog(), made, eventSchemaEvent(2, classic))[0]).toMatchObject({
    name: 'Thing/Made',
    fields: { Value: 9 },
    isExact: true,
  });
});

test.each([
  [{}, 'Event(5)'],
  [{ event: 'OwnName' }, 'OwnName'],
  [{ task: 'Task' }, 'Task'],
  [{ task: 'Task', event: 'OwnName' }, 'Task'],
])('names %j make %s', (names, name) => {
  const described = eventSchemaEvent(2, { provider, id: 5, names });
  const [decoded] = decodeWritten(new Catalog(), eventHeaderEvent({ ticks: 1, provider, id: 5 }), described);
  expect(decoded?.name).toBe(name);
});

test('an opcode without a name has that of Windows, or its number', () => {
  const names = [2, 240, 99].map((opcode) => {
    const described = eventSchemaEvent(2, { provider, id: 5, opcode, names: { task: 'Task' } });
    const logged = eventHeaderEvent({ ticks: 1, provider, id: 5, opcode });
    return decodeWritten(new Catalog(), logged, described)[0]?.name;
  });
  expect(names).toEqual(['Task/Stop', 'Task/Receive', 'Task/Opcode(99)']);
});

test('no bytes in the place of a schema or map can make reading throw', () => {
  const whole = traceEventInfo(schema);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
      fc.nat(whole.length),
      (changes, length) => {
        const bytes = whole.slice(0, length);
        for (const [at, byte] of changes.filter(([at]) => at < length)) {
          bytes[at] = byte;
        }
        if (readEventInfoKey(bytes) !== null) {
          expect(readEventInfo(bytes, () => undefined).fields.length).toBeLessThanOrEqual(65_536);
        }
        readMapInfo(bytes);
      },
    ),
  );
});

test('a struct that holds itself ends', () => {
  const bytes = traceEventInfo({
    provider,
    id: 1,
    properties: [{ name: 'S', members: [{ name: 'M', inType: 8 }] }],
  });
  const view = new DataView(bytes.buffer);
  // The struct's first member becomes the struct itself, 65,535 times over.
  view.setUint16(112 + 8, 0, true);
  view.setUint16(112 + 10, 0xffff, true);
  const started = performance.now();
  readEventInfo(bytes, () => undefined);
  expect(performance.now() - started).toBeLessThan(2000);
});
