import { type Field, InType, type OutType, type ValueMap } from '../schema.ts';

type ItemType = Omit<Field, 'name'>;

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
  ['ItemULongLong', [InType.UInt64, 'default']],
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
  ['ItemNDIS_STATUS', [InType.UInt32, 'hex']],
  ['ItemNDIS_OID', [InType.UInt32, 'hex']],
  ['ItemIPAddr', [InType.UInt32, 'ipv4']],
  ['ItemPort', [InType.UInt16, 'port']],
  ['ItemTimestamp', [InType.FileTime, 'default']],
  ['ItemTimeDelta', [InType.Int64, 'default']],
  ['ItemWaitTime', [InType.Int64, 'default']],
]);

/** Types whose size the name tells and no count precedes. */
const SIZED: ReadonlyMap<string, ItemType> = new Map([
  ['ItemIPV6Addr', { inType: InType.Binary, outType: 'ipv6', length: { kind: 'fixed', value: 16 } }],
  ['ItemMACAddr', { inType: InType.Binary, outType: 'default', length: { kind: 'fixed', value: 6 } }],
]);

/** Types with names for their values (List) or bits (Set), by the width of the number. */
const NAMED: ReadonlyMap<string, readonly [number, boolean]> = new Map([
  ['ItemListByte', [InType.UInt8, false]],
  ['ItemListShort', [InType.UInt16, false]],
  ['ItemListLong', [InType.UInt32, false]],
  ['ItemSetByte', [InType.UInt8, true]],
  ['ItemSetShort', [InType.UInt16, true]],
  ['ItemSetLong', [InType.UInt32, true]],
]);

/** How an argument of this type lies in a message: `ItemLong`, `ItemListByte(LOW,HIGH=5)`; null for an unknown type. */
export function itemType(text: string): ItemType | null {
  const [, name, list] = text.match(/^(\w+)(?:\((.*)\))?$/) ?? [];
  const plain = PLAIN.get(name ?? '');
  if (plain !== undefined) {
    return { inType: plain[0], outType: plain[1] };
  }
  const sized = SIZED.get(name ?? '');
  if (sized !== undefined) {
    return sized;
  }
  const named = NAMED.get(name ?? '');
  if (named !== undefined && list !== undefined) {
    return { inType: named[0], outType: 'default', map: mapOf(list, named[1]) };
  }
  // The names of an enumeration stand in the symbols, not in the .tmf: its value is all that is known.
  return name === 'ItemEnum' ? { inType: InType.Int32, outType: 'default' } : null;
}

/** Names count from 0 unless they tell a value (`NAME=0x5`); those of a set are its bits from the lowest up. */
function mapOf(list: string, isBitmap: boolean): ValueMap {
  const entries = new Map<number, string>();
  let next = 0;
  for (const entry of list.split(',')) {
    const [name = '', value] = entry.split('=');
    next = value === undefined || Number.isNaN(Number(value)) ? next : Number(value);
    entries.set(isBitmap ? (1 << next) >>> 0 : next, name.trim());
    next++;
  }
  return { name: '', isBitmap, entries };
}
