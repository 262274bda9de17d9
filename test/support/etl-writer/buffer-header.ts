import { ByteWriter, type Integer } from './byte-writer.ts';

export const bufferHeaderSize = 0x48;

export const bufferFlag = {
  flushMarker: 0x1,
  eventsLost: 0x2,
  bufferLost: 0x4,
  processorIndex: 0x20,
  compressed: 0x40,
} as const;

/** 0 generic, 4 the header buffer (always the first). */
export const bufferType = { generic: 0, header: 4 } as const;

/** Windows 10 names the processor in 16 bits under flag 0x20; Vista and 7 in 8 bits beside an alignment of 8. */
export type BufferStyle = 'windows10' | 'windows7';

export interface BufferHeader {
  /** Bytes on disk, this header included. */
  bufferSize: number;
  savedOffset: number;
  currentOffset: number;
  timeStamp: Integer;
  sequenceNumber: Integer;
  processor: number;
  loggerId: number;
  state: number;
  /** End of the valid event bytes, this header included; of the uncompressed ones where compressed. */
  offset: number;
  flags: number;
  type: number;
  /** What stands in the fields that nobody keeps (0x20, 0x38, 0x40): 0, or in relogged files stale pointers. */
  stale: Integer;
}

/** WMI_BUFFER_HEADER, 0x48 bytes. */
export function bufferHeader(header: BufferHeader, style: BufferStyle): Uint8Array {
  const writer = new ByteWriter()
    .u32(header.bufferSize)
    .u32(header.savedOffset)
    .u32(header.currentOffset)
    .u32(0);
  writer.u64(header.timeStamp).u64(header.sequenceNumber).u64(header.stale);
  if (style === 'windows10') writer.u16(header.processor);
  else writer.u8(header.processor).u8(8);
  writer.u16(header.loggerId).u32(header.state).u32(header.offset);
  const flags = style === 'windows10' ? header.flags | bufferFlag.processorIndex : header.flags;
  return writer.u16(flags).u16(header.type).u64(header.stale).u64(header.stale).finish();
}
