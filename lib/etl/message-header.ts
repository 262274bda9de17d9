import { MESSAGE_HEADER_BYTES } from './walk/places.ts';

/** Bits of a WPP message's flags: which parts precede its arguments, in this order. */
const MessageFlag = {
  Sequence: 1,
  Guid: 2,
  ComponentId: 4,
  Timestamp: 8,
  PerformanceTimestamp: 0x10,
  SystemInfo: 0x20,
} as const;
const ANY_TIME = MessageFlag.Timestamp | MessageFlag.PerformanceTimestamp;

/**
 * Where the parts of a WPP message stand, which has those that its flags tell. An offset is 0 where the message has no
 * such part, or ends before it does.
 */
export const messageParts = {
  flags(view: DataView, start: number): number {
    return view.getUint16(start + 6, true);
  },

  guid(view: DataView, start: number, end: number): number {
    const flags = messageParts.flags(view, start);
    const at = start + MESSAGE_HEADER_BYTES + ((flags & MessageFlag.Sequence) !== 0 ? 4 : 0);
    return (flags & MessageFlag.Guid) !== 0 && at + 16 <= end ? at : 0;
  },

  time(view: DataView, start: number, end: number): number {
    const flags = messageParts.flags(view, start);
    const at = afterIdentity(start, flags);
    return (flags & ANY_TIME) !== 0 && at + 8 <= end ? at : 0;
  },

  threadId(view: DataView, start: number, end: number): number {
    return systemInfo(view, start, end, 0);
  },

  processId(view: DataView, start: number, end: number): number {
    return systemInfo(view, start, end, 4);
  },

  /** Where the arguments begin, at most the message's end. */
  payload(view: DataView, start: number, end: number): number {
    const flags = messageParts.flags(view, start);
    const at = afterTime(start, flags) + ((flags & MessageFlag.SystemInfo) !== 0 ? 8 : 0);
    return Math.min(at, end);
  },
} as const;

function afterIdentity(start: number, flags: number): number {
  const sequence = (flags & MessageFlag.Sequence) !== 0 ? 4 : 0;
  const identity = (flags & MessageFlag.Guid) !== 0 ? 16 : (flags & MessageFlag.ComponentId) !== 0 ? 4 : 0;
  return start + MESSAGE_HEADER_BYTES + sequence + identity;
}

function afterTime(start: number, flags: number): number {
  return afterIdentity(start, flags) + ((flags & ANY_TIME) !== 0 ? 8 : 0);
}

function systemInfo(view: DataView, start: number, end: number, offset: number): number {
  const flags = messageParts.flags(view, start);
  const at = afterTime(start, flags) + offset;
  return (flags & MessageFlag.SystemInfo) !== 0 && at + 4 <= end ? at : 0;
}
