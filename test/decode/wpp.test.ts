import { describe, expect, test } from 'vitest';
import { Catalog } from '../../lib/decode/index.ts';
import { TraceError } from '../../lib/etl/index.ts';
import { ByteWriter, messageEvent, sidBytes } from '../support/etl-writer/index.ts';
import { decodeWritten } from './decoded.ts';

const guid = '4ed73968-00d8-34f3-557f-85fe0ce17799';

/** A .tmf file as tracepdb writes it, with one message of the given text and arguments. */
function tmf(text: string, ...types: string[]): string {
  return [
    '// PDB:  contoso.pdb',
    '// PDB:  Last Updated :2026-11-1:9:0:0:0 (UTC) [tracepdb]',
    `${guid} contoso // SRC=send.c MJ= MN=`,
    `#typev send_c77 10 "${text}" //   LEVEL=TRACE_LEVEL_ERROR FLAGS=NET FUNC=ContosoSend`,
    '{',
    ...types.map((type, i) => `list[${i}, x], ${type} -- ${10 + i}`),
    '}',
    '',
  ].join('\r\n');
}

function decodeMessage(file: string, args: ByteWriter, bits: 32 | 64 = 64) {
  const catalog = new Catalog();
  catalog.addTmf(file, 'contoso.tmf');
  const event = messageEvent({
    ticks: 1,
    guid,
    number: 10,
    args: args.finish(),
    bits,
    thread: { tid: 1, pid: 2 },
  });
  return decodeWritten(catalog, event)[0]!;
}

test('without a .tmf a message keeps its number and its bytes', () => {
  const event = messageEvent({ ticks: 1, guid, number: 43, args: [1, 2, 3] });
  expect(decodeWritten(new Catalog(), event)[0]).toMatchObject({
    name: 'Message(43)',
    source: null,
    payloadBytes: 3,
  });
});

test('with one it has its text', () => {
  const file = tmf(
    '%0Sent %11!d! bytes to %10!s!: %12!s! (0x%13!08x!, %14!p!)',
    'ItemString',
    'ItemLong',
    'ItemNTSTATUS',
    'ItemULong',
    'ItemPtr',
  );
  const args = new ByteWriter().utf8z('peer').u32(-5).u32(0xc000_0120).u32(0xabc).u64(0xffff_8000_0000_1000n);
  expect(decodeMessage(file, args)).toMatchObject({
    name: 'send_c77',
    provider: 'contoso',
    source: 'wpp',
    isExact: true,
    message: 'Sent -5 bytes to peer: 0xC0000120 (STATUS_CANCELLED) (0x00000abc, FFFF800000001000)',
  });
});

test('a pointer has the width that the message tells', () => {
  const decoded = decodeMessage(
    tmf('%0%10!p! %11!d!', 'ItemPtr', 'ItemLong'),
    new ByteWriter().u32(0x1000).u32(7),
    32,
  );
  expect(decoded).toMatchObject({ isExact: true, message: '00001000 7' });
});

describe('an argument of each type', () => {
  const write = () => new ByteWriter();
  const cases: readonly (readonly [string, ByteWriter, string, string])[] = [
    ['ItemChar', write().u8(-2), 'd', '-2'],
    ['ItemUChar', write().u8(254), 'u', '254'],
    ['ItemShort', write().u16(-2), 'd', '-2'],
    ['ItemUShort', write().u16(65_534), 'u', '65534'],
    ['ItemULongX', write().u32(0xbeef), 'X', 'BEEF'],
    ['ItemLongLong', write().u64(-3), 'I64d', '-3'],
    ['ItemULongLong', write().u64(2n ** 63n), 'I64u', '9223372036854775808'],
    ['ItemLongLongXX', write().u64(0xabc), 'I64X', 'ABC'],
    ['ItemDouble', write().f64(1.5), 'f', '1.500000'],
    ['ItemString', write().utf8z('ansi'), 's', 'ansi'],
    ['ItemWString', write().utf16z('wide'), 's', 'wide'],
    ['ItemPString', write().u16(2).utf8('ab'), 's', 'ab'],
    ['ItemPWString', write().u16(4).utf16('ab'), 's', 'ab'],
    ['ItemHEXDump', write().u16(3).bytes([1, 2, 255]), 's', '0102ff'],
    ['ItemGuid', write().bytes(new Uint8Array(16).fill(0x22)), 's', '22222222-2222-2222-2222-222222222222'],
    ['ItemSid', write().bytes(sidBytes(5, 18)), 's', 'S-1-5-18'],
    ['ItemHRESULT', write().u32(0x8007_0005), 's', '0x80070005'],
    ['ItemWINERROR', write().u32(5), 's', '5 (ERROR_ACCESS_DENIED)'],
    ['ItemIPAddr', write().bytes([10, 0, 0, 1]), 's', '10.0.0.1'],
    ['ItemIPV6Addr', write().bytes([...new Array(15).fill(0), 1]), 's', '::1'],
    ['ItemPort', write().bytes([0, 80]), 's', '80'],
    ['ItemMACAddr', write().bytes([1, 2, 3, 4, 5, 6]), 's', '010203040506'],
    ['ItemTimestamp', write().u64(116_444_736_000_000_000n), 's', '1970-01-01T00:00:00.0000000Z'],
    ['ItemListLong(Low,Middle,High)', write().u32(2), 's', 'High'],
    ['ItemListByte(None=0x5,Some)', write().u8(6), 's', 'Some'],
    ['ItemListShort(A,B)', write().u16(9), 's', '9'],
    ['ItemSetLong(Read,Write,Last=31)', write().u32(0x8000_0001), 's', 'Read|Last'],
    ['ItemEnum(Ns::Kind)', write().u32(3), 's', '3'],
  ];

  test.each(cases)('%s', (type, args, format, text) => {
    expect(decodeMessage(tmf(`%0<%10!${format}!>`, type), args)).toMatchObject({
      isExact: true,
      message: `<${text}>`,
    });
  });
});

test('a file holds the messages of several sources', () => {
  const other = tmf('%0Other', '')
    .replaceAll(guid, guid.replace('4ed7', '5ed7'))
    .replace('list[0, x],  -- 10\r\n', '');
  const catalog = new Catalog();
  catalog.addTmf(tmf('%0One') + other, 'all.tmf');
  const events = [guid, guid.replace('4ed7', '5ed7')].map((id) =>
    messageEvent({ ticks: 1, guid: id, number: 10 }),
  );
  expect(decodeWritten(catalog, ...events).map(({ message }) => message)).toEqual(['One', 'Other']);
});

describe('what is wrong with a .tmf is told by file and line', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['nothing in it', '// PDB: a.pdb\n', 'contoso.tmf: not a trace message format file'],
    ['a message before its GUID', '#typev a 10 "x"', 'contoso.tmf: line 1: a message before the GUID'],
    ['a message without a text', `${guid} a\n#typev a 10`, 'contoso.tmf: line 2: not a #typev line'],
    [
      'an argument of no form',
      `${guid} a\n#typev a 10 "x"\n{\nnonsense\n}`,
      'contoso.tmf: line 4: "nonsense" is no argument',
    ],
    [
      'an unknown type',
      `${guid} a\n#typev a 10 "x"\n{\na, ItemOdd -- 10\n}`,
      'contoso.tmf: line 4: argument type ItemOdd is not known',
    ],
    [
      'a number that is left out',
      `${guid} a\n#typev a 10 "x"\n{\na, ItemLong -- 11\n}`,
      'contoso.tmf: line 4: argument 11 where 10 is due',
    ],
  ];

  test.each(cases)('%s', (_, file, reason) => {
    const add = () => new Catalog().addTmf(file, 'contoso.tmf');
    expect(add).toThrow(TraceError);
    expect(add).toThrow(reason);
  });
});
