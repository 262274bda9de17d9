import { ByteWriter, type Integer } from './byte-writer.ts';
import { type Bits, type RawEvent, typedHeader } from './event.ts';
import { type ExtendedItem, writeExtendedItems } from './extended-items.ts';
import { guidBytes, nullGuid } from './guid.ts';

export interface EventHeaderEvent {
  ticks: Integer;
  provider: string;
  id?: number;
  version?: number;
  channel?: number;
  level?: number;
  opcode?: number;
  task?: number;
  keyword?: Integer;
  tid?: number;
  pid?: number;
  /** The two 32-bit processor times as one number: kernel in the low half, user in the high. */
  processorTime?: Integer;
  activityId?: string;
  /** Bits of the Flags field besides bit 0, which follows from `items`. */
  flags?: number;
  property?: number;
  items?: readonly ExtendedItem[];
  payload?: ArrayLike<number>;
  bits?: Bits;
}

/** EVENT_HEADER32/64 (types 18 and 19): 80 bytes, extended items, payload. */
export const eventHeaderEvent = (event: EventHeaderEvent): RawEvent =>
  encode(event, event.bits === 32 ? 18 : 19);

/** ERROR (type 13). No file with one is known; other readers take it for an EVENT_HEADER, and so it is laid out. */
export const errorEvent = (event: Omit<EventHeaderEvent, 'bits'>): RawEvent => encode(event, 13);

/** The same event of an EVENT_HEADER, logged by another process. */
export function ofProcess(pid: number, event: RawEvent): RawEvent {
  const bytes = event.bytes.slice();
  new DataView(bytes.buffer).setUint32(12, pid, true);
  return { ...event, bytes };
}

function encode(event: EventHeaderEvent, type: number): RawEvent {
  const items = event.items ?? [];
  const writer = new ByteWriter()
    .u16(0)
    .u8(type)
    .u8(typedHeader)
    .u16((event.flags ?? 0) | (items.length > 0 ? 1 : 0))
    .u16(event.property ?? 0)
    .u32(event.tid ?? 0)
    .u32(event.pid ?? 0)
    .u64(event.ticks)
    .bytes(guidBytes(event.provider))
    .u16(event.id ?? 0)
    .u8(event.version ?? 0)
    .u8(event.channel ?? 0)
    .u8(event.level ?? 0)
    .u8(event.opcode ?? 0)
    .u16(event.task ?? 0)
    .u64(event.keyword ?? 0)
    .u64(event.processorTime ?? 0)
    .bytes(guidBytes(event.activityId ?? nullGuid));
  writeExtendedItems(writer, items);
  writer.bytes(event.payload ?? []);
  return { ticks: BigInt(event.ticks), bytes: writer.patch16(0, writer.length).finish() };
}
