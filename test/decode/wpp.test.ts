import { beforeAll, describe, expect, test } from 'vitest';
import { Catalog, levelOf } from '../../lib/decode/index.ts';
import { loadStatusNames } from '../../lib/decode/status/index.ts';
import { TraceError } from '../../lib/etl/index.ts';
import { ByteWriter, messageEvent, sidBytes } from '../support/etl-writer/index.ts';
import { decodeWritten, eachEvent, traceOf } from './decoded.ts';

beforeAll(loadStatusNames);

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
    message: 'Sent -5 bytes to peer: 0xc0000120(STATUS_CANCELLED) (0x00000abc, FFFF800000001000)',
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
    ['ItemDouble', write().f64(2 / 3), '.2f', '0.67'],
    ['ItemDouble', write().f64(1e-7), 's', '1e-07'],
    ['ItemFloat', write().f32(0.5), 's', '0.5'],
    ['ItemString', write().utf8z('ansi'), 's', 'ansi'],
    ['ItemString', write().bytes([0x80, 0x93, 0]), 's', '€“'],
    ['ItemWString', write().utf16z('wide'), 's', 'wide'],
    ['ItemPString', write().u16(2).utf8('ab'), 's', 'ab'],
    ['ItemPWString', write().u16(4).utf16('ab'), 's', 'ab'],
    ['ItemHEXDump', write().u16(3).bytes([1, 2, 255]), 's', '0102ff'],
    ['ItemGuid', write().bytes(new Uint8Array(16).fill(0x22)), 's', '22222222-2222-2222-2222-222222222222'],
    ['ItemSid', write().bytes(sidBytes(5, 18)), 's', 'S-1-5-18'],
    ['ItemHRESULT', write().u32(0x8007_0005), 's', '0x80070005(ERROR_ACCESS_DENIED)'],
    ['ItemHRESULT', write().u32(0x8abc_def0), 's', '0x8abcdef0'],
    ['ItemNTSTATUS', write().u32(0xc000_0022), 's', '0xc0000022(STATUS_ACCESS_DENIED)'],
    ['ItemWINERROR', write().u32(2), 's', '2(ERROR_FILE_NOT_FOUND)'],
    ['ItemWINERROR', write().u32(10_061), 's', '10061(WSAECONNREFUSED)'],
    ['ItemNDIS_STATUS', write().u32(0x4001_000b), 's', '0x4001000b(NDIS_STATUS_MEDIA_CONNECT)'],
    ['ItemNDIS_OID', write().u32(0x0001_0101), 's', '0x00010101(OID_GEN_SUPPORTED_LIST)'],
    ['ItemIPAddr', write().bytes([10, 0, 0, 1]), 's', '10.0.0.1'],
    ['ItemIPV6Addr', write().bytes([...new Array(15).fill(0), 1]), 's', '::1'],
    ['ItemPort', write().bytes([0, 80]), 's', '80'],
    ['ItemMACAddr', write().bytes([1, 2, 3, 4, 5, 6]), 's', '010203040506'],
    ['ItemTimestamp', write().u64(116_444_736_000_000_000n), 's', '1970-01-01T00:00:00.0000000Z'],
    ['ItemTimeDelta', write().u64(50_000_000), 's', '5.000s'],
    ['ItemTimeDelta', write().u64(-1_234_567), 's', '-0.123s'],
    ['ItemWaitTime', write().u64(132_223_104_000_000_000n), 's', '2020-01-01T00:00:00.0000000Z'],
    ['ItemWaitTime', write().u64(-50_000_000), 's', '5.000s'],
    ['ItemChar4', write().utf8('RGBA'), 's', 'RGBA'],
    ['ItemListLong(false,true)', write().u32(1), 's', '0x00000001(true)'],
    ['ItemListLong(Low,Middle,High)', write().u32(2), 's', '0x00000002(High)'],
    // Names that occur twice, as they do in real lists.
    ['ItemListLong(Low,Other,Other)', write().u32(2), 's', '0x00000002(Other)'],
    ['ItemListByte(None=0x5,Some)', write().u8(6), 's', '0x00000006(Some)'],
    ['ItemListShort(A,B)', write().u16(9), 's', '0x00000009'],
    ['ItemSetLong(Read,Write,Last=31)', write().u32(0x8000_0001), 's', '[Read,Last]'],
    ['ItemSetLong(1,2,3)', write().u32(5), 's', '[1,3]'],
    ['ItemSetByte(1,2,3)', write().u8(0), 's', '[]'],
    ['ItemEnum(Ns::Kind)', write().u32(3), 's', '3'],
  ];

  test.each(cases)('%s', (type, args, format, text) => {
    expect(decodeMessage(tmf(`%0<%10!${format}!>`, type), args)).toMatchObject({
      isExact: true,
      message: `<${text}>`,
    });
  });
});

describe('named inserts are filled in from the file', () => {
  test.each([
    ['%0%!FUNC! Entry %10!d!', 'ContosoSend Entry 7'],
    ['%0%!LEVEL! %!FLAGS!', 'TRACE_LEVEL_ERROR NET'],
    ['%0%!FILE!(%!LINE!) in %!MOD!', 'send.c(77) in contoso'],
    ['%0%1 %2: %10', 'contoso send_c77: 7'],
    ['%0%!STDPREFIX!%10', '7'],
    ['%9!d!%8!04X!.%3!04X!::%4!s! %10', '.:: 7'],
    ['%0100%% of %%10', '100% of %10'],
    ['%0%!NOTHING!', '%!NOTHING!'],
  ])('%s', (text, message) => {
    expect(decodeMessage(tmf(text, 'ItemLong'), new ByteWriter().u32(7)).message).toBe(message);
  });

  test('a message of a tool that tells no extension has the file of its source', () => {
    const file = tmf('%0%!FILE!(%!LINE!)').replace('send_c77', 'contoso_driver_77');
    expect(decodeMessage(file, new ByteWriter()).message).toBe('send.c(77)');
  });

  test('a function’s name may hold blanks and signs', () => {
    const file = tmf('%0%!FUNC!: %10', 'ItemLong').replace(
      'FUNC=ContosoSend',
      'FUNC=Ring<int, 4>::operator %1 GLOBALS=Get()',
    );
    expect(decodeMessage(file, new ByteWriter().u32(7)).message).toBe('Ring<int, 4>::operator %1: 7');
  });
});

describe('enumerations stand behind the messages that use them', () => {
  const enumerations = [
    '#enumv _MYSTATE',
    '{',
    'StateIdle,0x0',
    'StateActive,0x1',
    'StateGone,0xFFFFFFFFFFFFFFFF',
    '}',
    '#enumv _MYFLAGS',
    '{',
    'FlagExec,0x4',
    'FlagRead,0x1',
    'FlagNone,0x0',
    '}',
    '',
  ].join('\n');
  const file = (type: string) => tmf('%0state=%10!s! n=%11!d!', type, 'ItemLong') + enumerations;

  test.each([
    ['ItemEnum(_MYSTATE)', 1, 'state=StateActive n=7', 'StateActive'],
    ['ItemEnum(_MYSTATE)', 0xffff_ffff, 'state=StateGone n=7', 'StateGone'],
    ['ItemEnum(_MYSTATE)', 9, 'state=0x9 n=7', 9],
    ['ItemEnum(_OTHER)', -1, 'state=-1 n=7', -1],
    ['ItemFlagsEnum(_MYFLAGS)', 5, 'state=FlagRead | FlagExec(0x5) n=7', 'FlagExec|FlagRead'],
    ['ItemFlagsEnum(_MYFLAGS)', 0, 'state=FlagNone(0x0) n=7', 'FlagNone'],
    ['ItemFlagsEnum(_MYFLAGS)', 8, 'state=0x8 n=7', 8],
    ['ItemFlagsEnum(_OTHER)', 5, 'state=0x5 n=7', '0x00000005'],
  ])('%s of %i', (type, value, message, shown) => {
    const decoded = decodeMessage(file(type), new ByteWriter().u32(value).u32(7));
    expect(decoded).toMatchObject({ isExact: true, message });
    expect(Object.values(decoded.fields)[0]).toBe(shown);
  });
});

test('module, level and flags come from the file', () => {
  const catalog = new Catalog();
  catalog.addTmf(tmf('%0One'), 'contoso.tmf');
  const trace = traceOf(messageEvent({ ticks: 1, guid, number: 10 }));
  const seen: unknown[] = [];
  eachEvent(trace, (event) => {
    const { provider, schema } = catalog.identityOf(event);
    seen.push([provider?.name, levelOf(event, schema), schema?.level, schema?.keywords]);
  });
  expect(seen[1]).toEqual(['contoso', 2, 'TRACE_LEVEL_ERROR', ['NET']]);
});

test.each([
  ['TRACE_LEVEL_VERBOSE', 5],
  ['4', 4],
  // A level of the driver's own: its number stands in no file.
  ['DBG_INIT', 0],
])('the level %s is %i', (level, number) => {
  const catalog = new Catalog();
  catalog.addTmf(tmf('%0One').replace('TRACE_LEVEL_ERROR', level), 'contoso.tmf');
  eachEvent(traceOf(messageEvent({ ticks: 1, guid, number: 10 })), (event) => {
    if (event.messageFlags !== 0) {
      expect(levelOf(event, catalog.identityOf(event).schema)).toBe(number);
    }
  });
});

test.each([
  ['ANSI', Uint8Array.from(tmf('%0Gr\u00fc\u00dfe'), (character) => character.charCodeAt(0))],
  ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${tmf('%0Gr\u00fc\u00dfe')}`)],
  ['UTF-16', new ByteWriter().u16(0xfeff).utf16(tmf('%0Gr\u00fc\u00dfe')).finish()],
])('a file in %s', (_, bytes) => {
  const catalog = new Catalog();
  expect(catalog.addTmf(bytes, 'contoso.tmf')).toEqual([]);
  expect(decodeWritten(catalog, messageEvent({ ticks: 1, guid, number: 10 }))[0]?.message).toBe(
    'Gr\u00fc\u00dfe',
  );
});

test('a file holds the messages of several sources', () => {
  const otherGuid = guid.replace('4ed7', '5ed7');
  const other = tmf('%0Other').replaceAll(guid, otherGuid);
  const catalog = new Catalog();
  catalog.addTmf(tmf('%0One') + other, 'all.tmf');
  const events = [guid, otherGuid].map((id) => messageEvent({ ticks: 1, guid: id, number: 10 }));
  expect(decodeWritten(catalog, ...events).map(({ message }) => message)).toEqual(['One', 'Other']);
});

test.each([
  ['nothing', '// PDB: a.pdb\n'],
  ['enumerations alone', '#enumv A\n{\nB,0x0\n}\n'],
  ['something else', 'MZ\0\0'],
])('a file that holds %s is refused', (_, file) => {
  const add = () => new Catalog().addTmf(file, 'contoso.tmf');
  expect(add).toThrow(TraceError);
  expect(add).toThrow('contoso.tmf: not a trace message format file (.tmf): it holds no message');
});

describe('a fault costs the message or argument that it stands in, and is told by its line', () => {
  const sound = `\n#typev sound_c1 11 "%0n=%10!d!"\n{\nn, ItemLong -- 10\n}\n`;
  const argument = (line: string) =>
    `${guid} a\n#typev a_c1 10 "%0%10!d! %11!s!"\n{\nn, ItemLong -- 10\n${line}\n}${sound}`;
  const cases: readonly (readonly [string, string, string, string, string | undefined])[] = [
    [
      'a message before its GUID',
      `#typev a_c1 10 "x"\n${guid} a${sound}`,
      'line 1: a message before the GUID that it belongs to',
      'Message(10)',
      undefined,
    ],
    [
      'a message without a text',
      `${guid} a\n#typev a_c1 10\n{\nn, ItemLong -- 10\n}${sound}`,
      'line 2: not a #typev line of a .tmf file',
      'Message(10)',
      undefined,
    ],
    ['an argument of no form', argument('nonsense'), 'line 5: "nonsense" is no argument', 'a_c1', '7 %2!s!'],
    [
      'an unknown type',
      argument('x, ItemOdd -- 11'),
      'line 5: argument type ItemOdd is not known',
      'a_c1',
      '7 %2!s!',
    ],
    [
      'a number that is left out',
      argument('x, ItemLong -- 12'),
      'line 5: argument 12 where 11 is due',
      'a_c1',
      '7 %2!s!',
    ],
  ];

  test.each(cases)('%s', (_, file, fault, name, message) => {
    const catalog = new Catalog();
    const faults = catalog.addTmf(file, 'contoso.tmf');
    expect(faults).toEqual([expect.stringContaining(fault)]);
    const args = new ByteWriter().u32(7).u32(8).finish();
    const events = [10, 11].map((number) => messageEvent({ ticks: number, guid, number, args }));
    expect(decodeWritten(catalog, ...events)).toMatchObject([
      { name, message },
      { name: 'sound_c1', message: 'n=7' },
    ]);
  });
});
