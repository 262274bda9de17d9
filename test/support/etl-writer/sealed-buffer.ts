import { type BufferStyle, bufferFlag, bufferHeader, bufferHeaderSize, bufferType } from './buffer-header.ts';
import { type Compression, compress, compressionFormat } from './compression/index.ts';

/** What is known of a buffer when it is flushed. */
export interface SealOptions {
  bufferSize: number;
  processor: number;
  sequence: number;
  timeStamp: bigint;
  style: BufferStyle;
  compression: Compression;
  /** Flags besides the processor-index and compressed ones, which follow from the style and the compression. */
  flags: number;
  /** As a relogger leaves it: stale pointers in the unused fields, and a CurrentOffset beyond the buffer. */
  relogged?: boolean;
}

/** State on disk: 3, or the compression format in a compressed file (which for XPRESS is 3 as well). */
const diskState = (compression: Compression): number =>
  compression === 'none' ? 3 : compressionFormat[compression];

/** The bytes on disk of a buffer that holds `events` (8-aligned events, no header), padded with ones or compressed. */
export function sealBuffer(events: Uint8Array, options: SealOptions): Uint8Array {
  const { compression } = options;
  const packed = compression === 'none' ? events : compress(events, compression);
  const stored = packed.length >= events.length;
  const fill = bufferHeaderSize + events.length;
  const smallest = stored ? fill : bufferHeaderSize + packed.length;
  const bytes = new Uint8Array(compression === 'none' ? options.bufferSize : smallest);
  bytes.set(stored ? events : packed, bufferHeaderSize);
  return sealInPlace(bytes, fill, smallest, options, stored ? 0 : bufferFlag.compressed);
}

/** Completes a whole uncompressed buffer, header and padding, whose events are in their place. */
export function sealPlainBuffer(bytes: Uint8Array, fill: number, options: SealOptions): Uint8Array {
  return sealInPlace(bytes, fill, fill, options, 0);
}

function sealInPlace(
  bytes: Uint8Array,
  fill: number,
  used: number,
  { processor, sequence, timeStamp, style, compression, flags, relogged }: SealOptions,
  moreFlags: number,
): Uint8Array {
  const header = {
    bufferSize: bytes.length,
    savedOffset: fill,
    currentOffset: relogged ? fill + 0x1_0000 : fill,
    timeStamp,
    sequenceNumber: sequence,
    processor,
    loggerId: 26,
    state: diskState(compression),
    offset: fill,
    flags: flags | moreFlags,
    type: bufferType.generic,
    stale: relogged ? 0x1bae_6abc_1e8b_0038n : 0,
  };
  bytes.set(bufferHeader(header, style));
  return bytes.fill(0xff, used);
}

/** The first buffer: never compressed, sequence 0, no time. Vista and 7 leave its SavedOffset 0. */
export function sealHeaderBuffer(
  events: Uint8Array,
  options: Pick<SealOptions, 'bufferSize' | 'style' | 'compression' | 'processor'>,
): Uint8Array {
  const { style, compression, processor } = options;
  const fill = bufferHeaderSize + events.length;
  if (fill > options.bufferSize) throw new RangeError(`${fill} bytes do not fit the header buffer`);
  const bytes = new Uint8Array(options.bufferSize).fill(0xff);
  const header = bufferHeader(
    {
      bufferSize: options.bufferSize,
      savedOffset: style === 'windows7' ? 0 : fill,
      currentOffset: fill,
      timeStamp: 0,
      sequenceNumber: 0,
      processor,
      loggerId: 26,
      state: diskState(compression),
      offset: fill,
      flags: bufferFlag.flushMarker,
      type: bufferType.header,
      stale: 0,
    },
    style,
  );
  bytes.set(header);
  bytes.set(events, bufferHeaderSize);
  return bytes;
}
