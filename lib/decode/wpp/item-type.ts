import { type Field, InType, type OutType, type ValueMap } from '../schema.ts';

type ItemType = Omit<Field, 'name'>;

/** The enumerations that a .tmf file holds, by name: what their values are called. */
export type Enumerations = ReadonlyMap<string, ReadonlyMap<number, string>>;

const PLAIN: ReadonlyMap<string, readonly [number, OutType]> = new Map([
  ['ItemChar', [InType.Int8, 'default']],
  ['ItemUChar', [InType.UInt8, 'default']],
  ['ItemShort', [InType.Int16, 'default']],
  ['ItemUShort', [InType.UInt16, 'default']],
  ['ItemLong', [InType.Int32, 'default']],
  ['ItemULong', [InType.UInt32, 'default']],
  ['ItemULongX', [InType.UInt32, 'default']],
  ['ItemLongLong', [InType.Int64, 'default']],
  ['ItemLongLongX', [InType.Int64, 'default']],
  ['ItemLongLongXX', [InType.Int64, 'default']],
  ['ItemLongLongO', [InType.Int64, 'default']],
  ['ItemQuad', [InType.Int64, 'default']],
  ['ItemULongLong', [InType.UInt64, 'default']],
  ['ItemUQuad', [InType.UInt64, 'default']],
  ['ItemFloat', [InType.Float, 'default']],
  ['ItemDouble', [InType.Double, 'default']],
  ['ItemPtr', [InType.Pointer, 'default']],
  ['ItemString', [InType.AnsiString, 'default']],
  ['ItemRString', [InType.AnsiString, 'default']],
  ['ItemWString', [InType.UnicodeString, 'default']],
  ['ItemRWString', [InType.UnicodeString, 'default']],
  ['ItemPString', [InType.CountedAnsiString, 'default']],
  ['ItemPWString', [InType.CountedUnicodeString, 'default']],
  ['ItemHEXDump', [InType.CountedBinary, 'default']],
  ['ItemHexDump', [InType.CountedBinary, 'default']],
  ['ItemHexBytes', [InType.CountedBinary, 'default']],
  ['ItemGuid', [InType.Guid, 'default']],
  ['ItemCLSID', [InType.Guid, 'default']],
  ['ItemLIBID', [InType.Guid, 'default']],
  ['ItemIID', [InType.Guid, 'default']],
  ['ItemSid', [InType.Sid, 'default']],
  ['ItemNTSTATUS', [InType.UInt32, 'ntstatus']],
  ['ItemNTerror', [InType.UInt32, 'ntstatus']],
  ['ItemHRESULT', [InType.UInt32, 'hresult']],
  ['ItemWINERROR', [InType.UInt32, 'win32error']],
  ['ItemNDIS_STATUS', [InType.UInt32, 'ndisstatus']],
  ['ItemNDIS_OID', [InType.UInt32, 'ndisoid']],
  ['ItemIPAddr', [InType.UInt32, 'ipv4']],
  ['ItemPort', [InType.UInt16, 'port']],
  ['ItemTimestamp', [InType.FileTime, 'default']],
  ['ItemTimeDelta', [InType.Int64, 'timedelta']],
  ['ItemWaitTime', [InType.Int64, 'waittime']],
]);

/** Types whose size the name tells and no count precedes. */
const SIZED: ReadonlyMap<string, ItemType> = new Map([
  ['ItemIPV6Addr', { inType: InType.Binary, outType: 'ipv6', length: { kind: 'fixed', value: 16 } }],
  ['ItemMACAddr', { inType: InType.Binary, outType: 'default', length: { kind: 'fixed', value: 6 } }],
  ['ItemChar4', { inType: InType.AnsiChar, outType: 'default', count: { kind: 'fixed', value: 4 } }],
]);

/** Types with names for their values (List) or bits (Set), by the width of the number. */
const NAMED: ReadonlyMap<string, readonly [number, 'list' | 'set']> = new Map([
  ['ItemListByte', [InType.UInt8, 'list']],
  ['ItemListShort', [InType.UInt16, 'list']],
  ['ItemListLong', [InType.UInt32, 'list']],
  ['ItemSetByte', [InType.UInt8, 'set']],
  ['ItemSetShort', [InType.UInt16, 'set']],
  ['ItemSetLong', [InType.UInt32, 'set']],
]);

/** Types whose names stand in an enumeration of the file. */
const ENUMERATED: ReadonlyMap<string, 'enum' | 'flags'> = new Map([
  ['ItemEnum', 'enum'],
  ['ItemFlagsEnum', 'flags'],
]);

/**
 * How an argument of this type lies in a message: `ItemLong`, `ItemListByte(LOW,HIGH=5)`, `ItemEnum(_STATE)`; null for an
 * unknown type.
 */
export function itemType(text: string, enumerations: Enumerations): ItemType | null {
  const [, name = '', list] = text.match(/^(\w+)(?:\((.*)\))?$/) ?? [];
  const plain = PLAIN.get(name);
  if (plain !== undefined) {
    return { inType: plain[0], outType: plain[1] };
  }
  const sized = SIZED.get(name);
  if (sized !== undefined) {
    return sized;
  }
  const named = NAMED.get(name);
  if (named !== undefined && list !== undefined) {
    return { inType: named[0], outType: 'default', map: mapOf(list, named[1]) };
  }
  const kind = ENUMERATED.get(name);
  return kind === undefined ? null : enumerated(kind, list?.trim() ?? '', enumerations);
}

/** A value of an enumeration that the file does not hold, as older tools leave it out, is a number. */
function enumerated(kind: 'enum' | 'flags', name: string, enumerations: Enumerations): ItemType {
  const entries = enumerations.get(name);
  return entries === undefined
    ? { inType: kind === 'enum' ? InType.Int32 : InType.HexInt32, outType: 'default' }
    : { inType: InType.UInt32, outType: 'default', map: { name, isBitmap: kind === 'flags', entries, kind } };
}

/** Names count from 0 unless they tell a value (`NAME=0x5`); those of a set are its bits from the lowest up. */
function mapOf(list: string, kind: 'list' | 'set'): ValueMap {
  const entries = new Map<number, string>();
  let next = 0;
  for (const entry of list.split(',')) {
    const [name = '', value] = entry.split('=');
    next = value === undefined || Number.isNaN(Number(value)) ? next : Number(value);
    entries.set(kind === 'set' ? (1 << next) >>> 0 : next, name.trim());
    next++;
  }
  return { name: '', isBitmap: kind === 'set', entries, kind };
}
