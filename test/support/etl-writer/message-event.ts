import { ByteWriter, type Integer } from './byte-writer.ts';
import type { Bits, RawEvent } from './event.ts';
import { guidBytes } from './guid.ts';

/** Bits of a trace message's flags: which optional parts follow, in this order. */
export const messageFlag = {
  sequence: 0x1,
  guid: 0x2,
  componentId: 0x4,
  timestamp: 0x8,
  performanceTimestamp: 0x10,
  systemInfo: 0x20,
  pointer32: 0x40,
  pointer64: 0x80,
} as const;

export interface MessageEvent {
  /** Written where one of the two time flags is set; always used to place the event. */
  ticks: Integer;
  number: number;
  /** Parts are present where given. A GUID takes the place of a component id. */
  sequence?: number;
  guid?: string;
  componentId?: number;
  /** Which of the two time flags is set (the ordinary one unless told); 'none' leaves the time out. */
  time?: 'timestamp' | 'performance' | 'none';
  thread?: { tid: number; pid: number };
  bits?: Bits | 'unsaid';
  args?: ArrayLike<number>;
}

/** A TraceMessage (WPP) event: marker 0x90, and as many of the optional parts as the flags tell. */
export function messageEvent(event: MessageEvent): RawEvent {
  const time = event.time ?? 'timestamp';
  const flags =
    (event.sequence === undefined ? 0 : messageFlag.sequence) |
    (event.guid === undefined ? 0 : messageFlag.guid) |
    (event.componentId === undefined ? 0 : messageFlag.componentId) |
    (time === 'timestamp'
      ? messageFlag.timestamp
      : time === 'performance'
        ? messageFlag.performanceTimestamp
        : 0) |
    (event.thread ? messageFlag.systemInfo : 0) |
    (event.bits === 'unsaid' ? 0 : event.bits === 32 ? messageFlag.pointer32 : messageFlag.pointer64);
  const writer = new ByteWriter().u16(0).u16(0x9000).u16(event.number).u16(flags);
  if (event.sequence !== undefined) writer.u32(event.sequence);
  if (event.guid !== undefined) writer.bytes(guidBytes(event.guid));
  else if (event.componentId !== undefined) writer.u32(event.componentId);
  if (time !== 'none') writer.u64(event.ticks);
  if (event.thread) writer.u32(event.thread.tid).u32(event.thread.pid);
  writer.bytes(event.args ?? []);
  return { ticks: BigInt(event.ticks), bytes: writer.patch16(0, writer.length).finish() };
}
