/** Size in bytes of the header (WMI_BUFFER_HEADER) that every buffer begins with. */
export const BUFFER_HEADER_BYTES = 0x48;

/** Bits of BufferFlag. */
export const BufferFlag = {
  /** It was flushed, full or not, as all are when a session is stopped. */
  FlushMarker: 0x1,
  EventsLost: 0x2,
  BufferLost: 0x4,
  ProcessorIndex: 0x20,
  Compressed: 0x40,
} as const;

/** The first buffer of a file. */
const BUFFER_TYPE_HEADER = 4;
/** The highest buffer type that Windows defines (debug info). */
const BUFFER_TYPE_LAST = 7;
const KNOWN_FLAGS = 0x7f;

/** The fields of a buffer header that this reader uses; the others hold stale values on disk. */
export interface BufferHeader {
  /** Bytes on disk, this header included. */
  readonly size: number;
  /** End of the event bytes, this header included, as `SavedOffset` tells; uncompressed bytes. */
  readonly savedOffset: number;
  /** The same, as `Offset` tells. */
  readonly offset: number;
  readonly timeStamp: bigint;
  readonly sequenceLow: number;
  readonly sequenceHigh: number;
  readonly processor: number;
  readonly loggerId: number;
  readonly state: number;
  readonly flags: number;
  readonly type: number;
}

/** Reads the buffer header that begins at `at`; `view` must hold 72 bytes from there. */
export function readBufferHeader(view: DataView, at = 0): BufferHeader {
  const flags = view.getUint16(at + 0x34, true);
  // Before Windows 8 there is a u8 processor number followed by an alignment byte (8) in the index's place.
  const processor =
    (flags & BufferFlag.ProcessorIndex) !== 0 ? view.getUint16(at + 0x28, true) : view.getUint8(at + 0x28);
  return {
    size: view.getUint32(at, true),
    savedOffset: view.getUint32(at + 0x04, true),
    timeStamp: view.getBigUint64(at + 0x10, true),
    sequenceLow: view.getUint32(at + 0x18, true),
    sequenceHigh: view.getUint32(at + 0x1c, true),
    processor,
    loggerId: view.getUint16(at + 0x2a, true),
    state: view.getUint32(at + 0x2c, true),
    offset: view.getUint32(at + 0x30, true),
    flags,
    type: view.getUint16(at + 0x36, true),
  };
}

export function isCompressed(header: BufferHeader): boolean {
  return (header.flags & BufferFlag.Compressed) !== 0;
}

/**
 * Where the event bytes of an uncompressed buffer end. `SavedOffset` is 0 in the header buffers of Vista and
 * Windows 7, and too small in some others; no known file has a smaller `Offset`, so that the greater of both is right.
 * Where neither is in range the whole buffer is scanned, up to its padding.
 */
export function fillOf(header: BufferHeader, size: number): number {
  const inRange = (end: number) => (end >= BUFFER_HEADER_BYTES && end <= size ? end : 0);
  return Math.max(inRange(header.offset), inRange(header.savedOffset)) || size;
}

/** Stands for the processor of events whose buffer does not tell it any more. */
export const UNKNOWN_PROCESSOR = 0xffff;

/** In place of a header that is destroyed. */
export function orphanHeader(size: number): BufferHeader {
  return {
    size,
    savedOffset: 0,
    offset: 0,
    timeStamp: 0n,
    sequenceLow: 0,
    sequenceHigh: 0,
    processor: UNKNOWN_PROCESSOR,
    loggerId: 0,
    state: 0,
    flags: 0,
    type: 0,
  };
}

/**
 * Whether these 72 bytes look like a buffer header beyond reasonable doubt, for a search among bytes of unknown
 * meaning. The size is not judged: the caller knows what sizes are possible.
 */
export function looksLikeBufferHeader(header: BufferHeader): boolean {
  const end = header.offset !== 0 ? header.offset : header.savedOffset;
  return (
    header.size >= BUFFER_HEADER_BYTES &&
    (header.flags & ~KNOWN_FLAGS) === 0 &&
    header.type <= BUFFER_TYPE_LAST &&
    end >= BUFFER_HEADER_BYTES &&
    (isCompressed(header) ? header.savedOffset === end : end <= header.size)
  );
}

export function isHeaderBuffer(header: BufferHeader): boolean {
  return header.type === BUFFER_TYPE_HEADER;
}
