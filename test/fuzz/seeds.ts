import {
  compactEvent,
  compress,
  eventHeaderEvent,
  eventMapEvent,
  eventSchemaEvent,
  eventSourceManifest,
  field,
  fullHeaderEvent,
  instanceEvent,
  messageEvent,
  on,
  type PlacedEvent,
  perfInfoEvent,
  pmcCounters,
  sid,
  stack,
  stackKey,
  systemEvent,
  traceLoggingEvent,
  writeTrace,
} from '../support/etl-writer/index.ts';
import { HOSTILE_NAMES } from '../support/hostile-names.ts';
import { synthesise } from '../support/synthesiser/index.ts';
import { MESSAGE_GUID, PROVIDER, schemaInput } from './schemas.ts';
import { questionSeeds } from './where.ts';

const provider = '11111111-2222-3333-4444-555555555555';
const formats = ['lznt1', 'xpress', 'xpress-huffman'] as const;
const manifest =
  '<instrumentationManifest><instrumentation><events><provider name="Fuzz" guid="{11111111-2222-3333-4444-555555555555}">' +
  '<events><event value="3" version="0" template="t" opcode="o"/></events><opcodes><opcode name="o" value="10"/></opcodes>' +
  '<templates><template tid="t"><data name="n" inType="win:UInt16"/><data name="s" inType="win:AnsiString" length="n"/>' +
  '</template></templates></provider></events></instrumentation></instrumentationManifest>';

/** Small inputs from which mutation starts: each kind of file, header, item and schema at least once. */
export function seeds(target: string): Uint8Array[] {
  switch (target) {
    case 'decompress':
      return compressedSeeds();
    case 'names':
      return HOSTILE_NAMES.map((name) => new Uint8Array(Buffer.from(name, 'utf16le')));
    case 'where':
      return questionSeeds();
    case 'schemas':
      return [...tmfSeeds(), ...manifestSeeds(), ...pairSeeds()];
    default:
      return [...driverTraces(), ...eventTraces()];
  }
}

/** Arguments that each type of WPP makes something of, and what precedes strings and dumps. */
const ARGUMENTS = [2, 0, 65, 66, 0, 0, 34, 0, 0, 192, 1, 5, 0, 0, 0, 0, 0, 0, 0, 248, 63];

function tmfSeeds(): Uint8Array[] {
  const types =
    'ItemChar ItemUShort ItemLong ItemULongLong ItemDouble ItemFloat ItemPtr ItemString ItemWString ItemPString ItemPWString ' +
    'ItemHEXDump ItemGuid ItemSid ItemNTSTATUS ItemHRESULT ItemWINERROR ItemNDIS_STATUS ItemNDIS_OID ItemIPAddr ItemIPV6Addr ' +
    'ItemPort ItemMACAddr ItemTimestamp ItemTimeDelta ItemWaitTime ItemChar4 ItemListLong(A,B=5) ItemSetByte(1,2,3) ' +
    'ItemEnum(_S) ItemFlagsEnum(_S) ItemOdd';
  const enumeration = '#enumv _S\n{\nIdle,0x0\nActive,0x1\nGone,0xFFFFFFFFFFFFFFFF\n}\n';
  return types.split(' ').map((type) => {
    const format = type.includes('(') || /[gtS]$|STATUS/.test(type) ? 's' : 'I64d';
    const message = (number: number, text: string, args: string) =>
      `#typev fuzz_c${number} ${number} "${text}" //   LEVEL=TRACE_LEVEL_ERROR FLAGS=NET FUNC=Fuzz<int>::Run\n{\n${args}}\n`;
    return schemaInput(
      'tmf',
      ARGUMENTS,
      `${MESSAGE_GUID} fuzz // SRC=fuzz.c MJ= MN=\n` +
        message(10, `%0%!FUNC! %!LEVEL! %10!${format}! %2 100%%`, `a, ${type} -- 10\n`) +
        message(
          11,
          '%0%10!d! %11!s! %12!.2f!',
          `n, ItemLong -- 10\nx, ${type} -- 11\ny, ItemDouble -- 12\n`,
        ) +
        enumeration,
    );
  });
}

function manifestSeeds(): Uint8Array[] {
  const template = (data: string) =>
    `<m><provider name="Fuzz" guid="{${PROVIDER}}"><maps><valueMap name="M"><map value="0" message="$(string.Z)"/>` +
    '<map value="5" symbol="Five"/></valueMap><bitMap name="B"><map value="0x1" symbol="One"/></bitMap></maps>' +
    `<tasks><task name="T" value="1"/></tasks><templates><template tid="T">${data}</template></templates>` +
    '<events><event value="1" task="T" opcode="win:Start" template="T" message="$(string.E)"/><event value="2" task="U" opcode="O"/>' +
    '</events></provider><counters><provider/></counters><localization><resources culture="en-US"><stringTable>' +
    '<string id="E" value="%1!08x! %2!s! %3 %%"/><string id="Z" value="Zero "/></stringTable></resources></localization></m>';
  const field = (name: string, type: string, more = '') =>
    `<data name="${name}" inType="win:${type}" ${more}/>`;
  const templates = [
    field('n', 'UInt16', 'map="M"') +
      field('s', 'AnsiString', 'length="n"') +
      field('h', 'HexInt32', 'map="B"'),
    field('n', 'UInt16') +
      `<struct name="s" count="n">${field('b', 'UInt8')}${field('x', 'Binary', 'length="b"')}</struct>`,
    field('d', 'Double', 'outType="win:HResult"') + field('t', 'SYSTEMTIME') + field('o', 'Odd'),
    field('t', 'FILETIME', 'outType="win:NTSTATUS"') + field('m', 'Int8', 'map="X" count="n"'),
  ];
  return templates.flatMap((data) =>
    [ARGUMENTS, ARGUMENTS.slice(1)].map((payload) => schemaInput('manifest', payload, template(data))),
  );
}

/** In-type, out-type, count and format, and TraceLogging's bytes for the same. */
function pairSeeds(): Uint8Array[] {
  return Array.from({ length: 26 }, (_, type) => {
    const out = (7 * type) % 40;
    return schemaInput('pair', ARGUMENTS, [type, 0, out, (type % 3) * 17, type, 70, 0, type | 0x80, out]);
  });
}

function compressedSeeds(): Uint8Array[] {
  const texts = ['', 'a', 'abcabcabcabc', 'x'.repeat(5000), manifest + manifest.slice(7, 300) + manifest];
  return texts.flatMap((text) =>
    formats.map((format, i) => {
      const plain = new TextEncoder().encode(text);
      const packed = plain.length === 0 ? plain : compress(plain, format);
      return Uint8Array.from([i, plain.length >> 8, plain.length & 255, ...packed]);
    }),
  );
}

function driverTraces(): Uint8Array[] {
  const small = { events: 60, concurrency: 3, noise: 0.1, tailSeconds: 1 };
  const one = synthesise({ ...small, seed: 1, processors: 2, faults: { 'irp-leak': 1 } });
  const two = synthesise({
    ...small,
    seed: 2,
    processors: 1,
    bits: 32,
    clock: 'system',
    lateStart: 'rundown',
  });
  return [
    one.write({ bufferSize: 2048 }).bytes,
    one.write({ bufferSize: 4096, style: 'windows7', rotate: 1 }).bytes,
    one.write({ bufferSize: 4096, relogged: true, compression: 'xpress' }).bytes,
    two.write({ bufferSize: 2048, closed: false }).bytes,
    two.write({ bufferSize: 4096, compression: 'lznt1' }).bytes,
    two.write({ bufferSize: 4096, compression: 'xpress-huffman' }).bytes,
  ];
}

/** Events of each kind of header, with schemas of each source. */
export function eventTraces(): Uint8Array[] {
  const payload = new Uint8Array(40).fill(1);
  const kernel = [0, 1, 2, 3, 5, 6, 10, 20, 24, 26].flatMap((group) =>
    [0, 1, 2, 3, 5, 10, 32, 36, 37].flatMap((opcode) => [
      systemEvent({ ticks: 5, group, opcode, version: 3, payload }),
      perfInfoEvent({ ticks: 6, group, opcode, version: 2, payload, pmc: [1, 2] }),
    ]),
  );
  const items = [sid(5, 18), stack([1, 2]), stack([1, 2], 32), stackKey(7), pmcCounters([1])];
  const schema = {
    provider,
    id: 7,
    names: { provider: 'Fuzz', task: 'T', eventMessage: '%1 of %2!x!%n' },
    properties: [
      { name: 'Count', inType: 6 },
      { name: 'Kind', inType: 8, mapName: 'Kinds' },
      { name: 'Pairs', count: { from: 'Count' }, members: [{ name: 'Text', inType: 2, length: 3 }] },
    ],
  };
  const described = [
    eventSchemaEvent(7, schema),
    eventMapEvent(7, { provider, name: 'Kinds', entries: [{ value: 1, text: 'One' }] }),
    eventHeaderEvent({ ticks: 8, provider, id: 7, payload: [1, 0, 1, 0, 0, 0, 65, 66, 67] }),
    eventHeaderEvent({ ticks: 9, provider, id: 3, items, payload: [2, 0, 65, 66] }),
    ...eventSourceManifest({
      ticks: 9,
      provider: { name: 'Fuzz', guid: provider },
      xml: manifest,
      chunkSize: 300,
    }),
    traceLoggingEvent({
      ticks: 10,
      provider: { name: 'Fuzz' },
      name: 'Event',
      fields: [field('a', 'u32'), field('b', 'astr')],
      values: { a: 5, b: 'text' },
    }),
  ];
  const classic = [
    compactEvent({ ticks: 1, group: 3, opcode: 1, payload }),
    fullHeaderEvent({ ticks: 2, guid: provider, opcode: 1, payload }),
    instanceEvent({ ticks: 3, guid: provider, instanceId: 1, payload }),
    messageEvent({
      ticks: 4,
      number: 10,
      guid: provider,
      sequence: 1,
      thread: { tid: 1, pid: 2 },
      args: payload,
    }),
  ];
  const placed = (events: readonly { ticks: bigint; bytes: Uint8Array }[]): PlacedEvent[] => on(0, ...events);
  return [
    writeTrace(placed([...classic, ...kernel]), { bufferSize: 8192, startTicks: 0 }).bytes,
    writeTrace(placed([...classic, ...described]), { bufferSize: 4096, startTicks: 0 }).bytes,
  ];
}
