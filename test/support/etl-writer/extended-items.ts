import { ByteWriter, type Integer } from './byte-writer.ts';
import { guidBytes } from './guid.ts';

/** One extended data item of an EVENT_HEADER event. */
export interface ExtendedItem {
  readonly type: number;
  readonly data: ArrayLike<number>;
}

export const extendedType = {
  relatedActivity: 1,
  sid: 2,
  terminalSession: 3,
  instanceInfo: 4,
  stack32: 5,
  stack64: 6,
  pebsIndex: 7,
  pmc: 8,
  psmKey: 9,
  eventKey: 10,
  traceLoggingSchema: 11,
  providerTraits: 12,
  processStartKey: 13,
  controlGuid: 14,
  qpcDelta: 15,
  containerId: 16,
  stackKey32: 17,
  stackKey64: 18,
} as const;

const item = (type: number, writer: ByteWriter): ExtendedItem => ({ type, data: writer.finish() });

export const relatedActivity = (guid: string): ExtendedItem => ({
  type: extendedType.relatedActivity,
  data: guidBytes(guid),
});

/** A call stack: the match id, then the return addresses, innermost first. */
export function stack(addresses: readonly Integer[], bits: 32 | 64 = 64, matchId: Integer = 0): ExtendedItem {
  const writer = new ByteWriter().u64(matchId);
  for (const address of addresses) writer.pointer(address, bits === 64 ? 8 : 4);
  return item(bits === 64 ? extendedType.stack64 : extendedType.stack32, writer);
}

/** A stack known by its key (defined elsewhere in the trace). */
export function stackKey(key: Integer, bits: 32 | 64 = 64, matchId: Integer = 0): ExtendedItem {
  const writer = new ByteWriter()
    .u64(matchId)
    .pointer(key, bits === 64 ? 8 : 4)
    .align(8);
  return item(bits === 64 ? extendedType.stackKey64 : extendedType.stackKey32, writer);
}

/** A SID S-1-`authority`-`subAuthorities`. */
export function sidBytes(authority: number, ...subAuthorities: readonly number[]): Uint8Array {
  const writer = new ByteWriter().u8(1).u8(subAuthorities.length).u16(0);
  for (const shift of [24, 16, 8, 0]) writer.u8((authority >>> shift) & 0xff);
  for (const sub of subAuthorities) writer.u32(sub);
  return writer.finish();
}

export const sid = (authority: number, ...subAuthorities: readonly number[]): ExtendedItem => ({
  type: extendedType.sid,
  data: sidBytes(authority, ...subAuthorities),
});

export function pmcCounters(values: readonly Integer[]): ExtendedItem {
  const writer = new ByteWriter();
  for (const value of values) writer.u64(value);
  return item(extendedType.pmc, writer);
}

/** An item that is a single u64: PEBS index, event key, process start key, QPC delta, PSM key. */
export const u64Item = (type: number, value: Integer): ExtendedItem =>
  item(type, new ByteWriter().u64(value));

/** Provider traits: the provider's UTF-8 name, then a provider group (trait type 1) where there is one. */
export function providerTraits(name: string, groupGuid?: string): ExtendedItem {
  const writer = new ByteWriter().u16(0).utf8z(name);
  if (groupGuid) writer.u16(19).u8(1).bytes(guidBytes(groupGuid));
  return item(extendedType.providerTraits, writer.patch16(0, writer.length));
}

export const traceLoggingSchema = (metadata: ArrayLike<number>): ExtendedItem => ({
  type: extendedType.traceLoggingSchema,
  data: metadata,
});

/** The items in the order given, each 8-aligned and linked to the next by bit 0 of its Linkage field. */
export function writeExtendedItems(writer: ByteWriter, items: readonly ExtendedItem[]): void {
  for (const [index, { type, data }] of items.entries()) {
    const size = (8 + data.length + 7) & ~7;
    writer
      .u16(size)
      .u16(type)
      .u16(index < items.length - 1 ? 1 : 0)
      .u16(data.length);
    writer.bytes(data).zeros(size - 8 - data.length);
  }
}
