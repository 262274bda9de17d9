import { ByteWriter, type Integer } from './byte-writer.ts';
import { type Bits, type RawEvent, typedHeader } from './event.ts';
import { guidBytes, nullGuid } from './guid.ts';

export interface FullHeaderEvent {
  ticks: Integer;
  /** Event class. */
  guid: string;
  opcode?: number;
  level?: number;
  version?: number;
  tid?: number;
  pid?: number;
  kernelTime?: number;
  userTime?: number;
  payload?: ArrayLike<number>;
  bits?: Bits;
}

export interface InstanceEvent extends Omit<FullHeaderEvent, 'guid'> {
  instanceId: number;
  parentInstanceId?: number;
  /** Either the two GUIDs (72 bytes of header) or the two registration handles in their place (56 bytes). */
  guid?: string;
  parentGuid?: string;
  handle?: Integer;
  parentHandle?: Integer;
}

function start(event: Omit<FullHeaderEvent, 'guid'>, type: number): ByteWriter {
  const writer = new ByteWriter().u16(0).u8(type).u8(typedHeader);
  writer
    .u8(event.opcode ?? 0)
    .u8(event.level ?? 0)
    .u16(event.version ?? 0);
  return writer
    .u32(event.tid ?? 0)
    .u32(event.pid ?? 0)
    .u64(event.ticks);
}

const times = (writer: ByteWriter, event: Omit<FullHeaderEvent, 'guid'>): ByteWriter =>
  writer.u32(event.kernelTime ?? 0).u32(event.userTime ?? 0);

function end(writer: ByteWriter, event: Omit<FullHeaderEvent, 'guid'>): RawEvent {
  writer.bytes(event.payload ?? []);
  return { ticks: BigInt(event.ticks), bytes: writer.patch16(0, writer.length).finish() };
}

/** FULL_HEADER32/64 (types 10 and 20): EVENT_TRACE_HEADER, 48 bytes. */
export function fullHeaderEvent(event: FullHeaderEvent): RawEvent {
  const writer = start(event, event.bits === 32 ? 10 : 20).bytes(guidBytes(event.guid));
  return end(times(writer, event), event);
}

/** INSTANCE32/64 (types 11 and 21), in the form with GUIDs or, where a handle is given, in the one with handles. */
export function instanceEvent(event: InstanceEvent): RawEvent {
  const writer = start(event, event.bits === 32 ? 11 : 21);
  const parentInstanceId = event.parentInstanceId ?? 0;
  if (event.handle !== undefined) {
    writer.u64(event.handle).u32(event.instanceId).u32(parentInstanceId);
    return end(times(writer, event).u64(event.parentHandle ?? 0), event);
  }
  times(writer.bytes(guidBytes(event.guid ?? nullGuid)), event);
  writer.u32(event.instanceId).u32(parentInstanceId);
  return end(writer.bytes(guidBytes(event.parentGuid ?? nullGuid)), event);
}
