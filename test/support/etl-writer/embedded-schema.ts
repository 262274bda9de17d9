import { ByteWriter, type Integer } from './byte-writer.ts';
import { fullHeaderEvent } from './classic-events.ts';
import type { RawEvent } from './event.ts';
import { guidBytes, nullGuid } from './guid.ts';

/** The event class under which a merge embeds schemas: opcode 32 an event's, opcode 33 a map's. */
export const schemaClass = 'bbccf6c1-6cd1-48c4-80ff-839482e37671';

/** A property of an event, its types as TDH numbers. A length or count may be another property's value, by name. */
export interface SchemaProperty {
  name: string;
  inType?: number;
  outType?: number;
  mapName?: string;
  length?: number | { from: string };
  count?: number | { from: string };
  /** The members, where the property is a struct. */
  members?: readonly SchemaProperty[];
  tags?: number;
}

export interface EventSchema {
  provider: string;
  eventGuid?: string;
  id: number;
  version?: number;
  channel?: number;
  level?: number;
  opcode?: number;
  task?: number;
  keyword?: Integer;
  /** 0 manifest, 1 WMI class, 2 WPP, 3 TraceLogging. */
  decodingSource?: number;
  /** Texts by what they name; those left out are absent (offset 0). */
  names?: Partial<Record<keyof typeof nameOffset, string>>;
  properties?: readonly SchemaProperty[];
}

export interface EventMap {
  provider: string;
  name: string;
  /** 1 value map, 2 bitmap. */
  flag?: number;
  entries: readonly { value: number; text: string }[];
}

/** Where TRACE_EVENT_INFO keeps the offset of each of its strings. The event's own binary XML (84) is never written. */
const nameOffset = {
  provider: 52,
  level: 56,
  channel: 60,
  keywords: 64,
  task: 68,
  opcode: 72,
  eventMessage: 76,
  providerMessage: 80,
  event: 92,
  attributes: 96,
} as const;

const propertyFlag = { struct: 1, lengthFrom: 2, countFrom: 4 } as const;

/** A TRACE_EVENT_INFO in a FULL_HEADER event of opcode 32. */
export function eventSchemaEvent(ticks: Integer, schema: EventSchema): RawEvent {
  return fullHeaderEvent({ ticks, guid: schemaClass, opcode: 32, payload: traceEventInfo(schema) });
}

/** The provider's GUID and an EVENT_MAP_INFO, whose offsets count from behind the GUID, in an event of opcode 33. */
export function eventMapEvent(ticks: Integer, map: EventMap): RawEvent {
  const info = new ByteWriter()
    .u32(0)
    .u32(map.flag ?? 1)
    .u32(map.entries.length)
    .u32(0);
  for (const { value } of map.entries) info.u32(0).u32(value);
  info.patch32(0, info.length).utf16z(map.name);
  for (const [index, { text }] of map.entries.entries())
    info.patch32(16 + 8 * index, info.length).utf16z(text);
  const payload = new ByteWriter().bytes(guidBytes(map.provider)).bytes(info.finish()).finish();
  return fullHeaderEvent({ ticks, guid: schemaClass, opcode: 33, payload });
}

/** TRACE_EVENT_INFO: 112 bytes, 24 a property (top level first, then the members of structs), then the strings. */
export function traceEventInfo(schema: EventSchema): Uint8Array {
  const top = schema.properties ?? [];
  const all = flatten(top);
  const writer = new ByteWriter();
  writer.bytes(guidBytes(schema.provider)).bytes(guidBytes(schema.eventGuid ?? nullGuid));
  writer
    .u16(schema.id)
    .u8(schema.version ?? 0)
    .u8(schema.channel ?? 0);
  writer
    .u8(schema.level ?? 0)
    .u8(schema.opcode ?? 0)
    .u16(schema.task ?? 0);
  writer
    .u64(schema.keyword ?? 0)
    .u32(schema.decodingSource ?? 0)
    .zeros(48);
  writer.u32(all.length).u32(top.length).u32(0);
  for (const property of all) writeProperty(writer, property, all);
  for (const [name, text] of Object.entries(schema.names ?? {})) {
    writer.patch32(nameOffset[name as keyof typeof nameOffset], writer.length).utf16z(text);
  }
  for (const [index, property] of all.entries()) {
    const at = 112 + 24 * index;
    writer.patch32(at + 4, writer.length).utf16z(property.name);
    if (property.mapName !== undefined) writer.patch32(at + 12, writer.length).utf16z(property.mapName);
  }
  return writer.finish();
}

function flatten(top: readonly SchemaProperty[]): SchemaProperty[] {
  const all = [...top];
  for (let i = 0; i < all.length; i++) all.push(...(all[i]!.members ?? []));
  return all;
}

function writeProperty(writer: ByteWriter, property: SchemaProperty, all: readonly SchemaProperty[]): void {
  const { members, length = 0, count = 1 } = property;
  const index = (name: string): number => {
    const at = all.findIndex((other) => other.name === name);
    if (at < 0) throw new TypeError(`no property ${name}`);
    return at;
  };
  const flags =
    (members ? propertyFlag.struct : 0) |
    (typeof length === 'object' ? propertyFlag.lengthFrom : 0) |
    (typeof count === 'object' ? propertyFlag.countFrom : 0);
  writer.u32(flags).u32(0);
  if (members) writer.u16(all.indexOf(members[0]!)).u16(members.length).u32(0);
  else
    writer
      .u16(property.inType ?? 0)
      .u16(property.outType ?? 0)
      .u32(0);
  writer.u16(typeof count === 'object' ? index(count.from) : count);
  writer.u16(typeof length === 'object' ? index(length.from) : length);
  writer.u32(property.tags ?? 0);
}
