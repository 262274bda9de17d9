import { ByteWriter, type Integer } from './byte-writer.ts';
import { type Bits, type RawEvent, typedHeader } from './event.ts';

interface KernelEvent {
  ticks: Integer;
  /** Event group and opcode: together the hook id `group << 8 | opcode`. */
  group: number;
  opcode: number;
  /** Low byte of the version field. */
  version?: number;
  payload?: ArrayLike<number>;
  bits?: Bits;
  /** Values of performance counters behind the header, up to 7; their count goes to bits 8 to 10 of the version. */
  pmc?: readonly Integer[];
  /** A PEBS index behind the header, which sets bit 15 of the version. */
  pebs?: Integer;
}

export interface SystemEvent extends KernelEvent {
  tid?: number;
  pid?: number;
  kernelTime?: number;
  userTime?: number;
}

function start(event: KernelEvent, types: readonly [number, number]): ByteWriter {
  const pmc = event.pmc ?? [];
  if (pmc.length > 7) throw new RangeError('a header counts at most 7 PMC values');
  const version = (event.version ?? 0) | (pmc.length << 8) | (event.pebs === undefined ? 0 : 0x8000);
  return new ByteWriter()
    .u16(version)
    .u8(event.bits === 32 ? types[0] : types[1])
    .u8(typedHeader)
    .u16(0)
    .u8(event.opcode)
    .u8(event.group);
}

function end(writer: ByteWriter, event: KernelEvent): RawEvent {
  if (event.pebs !== undefined) writer.u64(event.pebs);
  for (const value of event.pmc ?? []) writer.u64(value);
  writer.bytes(event.payload ?? []);
  return { ticks: BigInt(event.ticks), bytes: writer.patch16(4, writer.length).finish() };
}

/** SYSTEM32/64 (types 1 and 2): 32 bytes, thread before process. */
export function systemEvent(event: SystemEvent): RawEvent {
  const writer = start(event, [1, 2]);
  writer
    .u32(event.tid ?? 0)
    .u32(event.pid ?? 0)
    .u64(event.ticks);
  return end(writer.u32(event.kernelTime ?? 0).u32(event.userTime ?? 0), event);
}

/** COMPACT32/64 (types 3 and 4): as SYSTEM without the two processor times, 24 bytes. Known from documentation only. */
export function compactEvent(event: SystemEvent): RawEvent {
  return end(
    start(event, [3, 4])
      .u32(event.tid ?? 0)
      .u32(event.pid ?? 0)
      .u64(event.ticks),
    event,
  );
}

/** PERFINFO32/64 (types 16 and 17): 16 bytes, no thread or process. */
export function perfInfoEvent(event: KernelEvent): RawEvent {
  return end(start(event, [16, 17]).u64(event.ticks), event);
}
