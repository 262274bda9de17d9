import {
  BUFFER_HEADER_BYTES,
  BufferFlag,
  type BufferHeader,
  fillOf,
  isCompressed,
  isHeaderBuffer,
  looksLikeBufferHeader,
  readBufferHeader,
} from './buffer-header.ts';
import type { ByteSource } from './byte-source.ts';
import { DamageLog } from './damage.ts';

/** Windows writes buffers of at most 16 MB; a header that tells of more than four times that is lying. */
export const MAX_BUFFER_BYTES = 64 * 1024 * 1024;

/** How much is read at a time while searching for the next buffer behind damage. */
const SEARCH_BYTES = 256 * 1024;

/**
 * Where each buffer of a file stands, in file order, as columns: a trace of 100 GB has more than a million buffers.
 */
export class BufferIndex {
  count = 0;
  /** Byte offset of the buffer in the file. */
  offsets = new Float64Array(64);
  /** Bytes that the file holds of the buffer. */
  sizes = new Uint32Array(64);
  /** End of the event bytes counted from the buffer's start, uncompressed. */
  fills = new Uint32Array(64);
  processors = new Uint16Array(64);
  loggerIds = new Uint16Array(64);
  flags = new Uint16Array(64);
  sequences = new Float64Array(64);
  /** How many buffers are compressed, and how many tell that events or buffers were lost before them. */
  compressed = 0;
  lossy = 0;
  /** What the header buffer says its file's compressed buffers are compressed with (COMPRESSION_FORMAT). */
  compressionFormat = 0;
  /** The largest uncompressed buffer, in bytes. */
  largest = 0;
  readonly damage = new DamageLog();

  add(offset: number, size: number, fill: number, header: BufferHeader): void {
    if (this.count === this.offsets.length) {
      this.#grow();
    }
    const at = this.count++;
    if (isHeaderBuffer(header)) {
      this.compressionFormat ||= header.state & 0xffff;
    }
    this.offsets[at] = offset;
    this.sizes[at] = size;
    this.fills[at] = fill;
    this.processors[at] = header.processor;
    this.loggerIds[at] = header.loggerId;
    this.flags[at] = header.flags;
    this.sequences[at] = header.sequenceHigh * 0x1_0000_0000 + header.sequenceLow;
    this.compressed += isCompressed(header) ? 1 : 0;
    this.lossy += (header.flags & (BufferFlag.EventsLost | BufferFlag.BufferLost)) !== 0 ? 1 : 0;
    this.largest = Math.max(this.largest, size, fill);
  }

  isCompressed(at: number): boolean {
    return (this.flags[at]! & BufferFlag.Compressed) !== 0;
  }

  #grow(): void {
    const room = this.offsets.length * 2;
    const grown = <T extends Float64Array | Uint32Array | Uint16Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.offsets = grown(this.offsets, new Float64Array(room));
    this.sizes = grown(this.sizes, new Uint32Array(room));
    this.fills = grown(this.fills, new Uint32Array(room));
    this.processors = grown(this.processors, new Uint16Array(room));
    this.loggerIds = grown(this.loggerIds, new Uint16Array(room));
    this.flags = grown(this.flags, new Uint16Array(room));
    this.sequences = grown(this.sequences, new Float64Array(room));
  }
}

/**
 * Walks the buffer headers of a file from its first byte to its last. BuffersWritten is not trusted: it is 0 in
 * a session that was never closed. Where a header can't be one, the walk goes on at the next that can.
 */
export function indexBuffers(source: ByteSource): BufferIndex {
  const walk = new Walk(source);
  walk.run();
  return walk.index;
}

class Walk {
  readonly index = new BufferIndex();
  readonly #source: ByteSource;
  readonly #bytes = new Uint8Array(BUFFER_HEADER_BYTES);
  readonly #view = new DataView(this.#bytes.buffer);
  /** The size that every buffer of an uncompressed file has; 0 until a first one was seen. */
  #nominal = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  run(): void {
    const { size } = this.#source;
    let at = 0;
    while (at < size) {
      if (size - at < BUFFER_HEADER_BYTES) {
        this.index.damage.add(at, size - at, 'too few bytes left for a buffer header');
        return;
      }
      at = this.#step(at);
    }
  }

  /** Takes the buffer at `at` into the index, or what is damaged there into the log, and returns what follows. */
  #step(at: number): number {
    const header = this.#headerAt(at);
    const left = this.#source.size - at;
    if (header === null || !this.#isPossible(header, at === 0)) {
      return this.#skip(at, header);
    }
    const size = Math.min(header.size, left);
    if (header.size > left) {
      this.index.damage.add(at, left, `the file ends ${header.size - left} bytes before this buffer does`);
    }
    if (isCompressed(header)) {
      this.index.add(at, size, header.savedOffset, header);
    } else {
      this.#nominal ||= this.#isHeaderOfCompressedFile(header) ? 0 : header.size;
      this.index.add(at, size, Math.min(fillOf(header, header.size), size), header);
    }
    return at + size;
  }

  #headerAt(at: number): BufferHeader | null {
    const had = this.#source.read(this.#bytes, at);
    return had < BUFFER_HEADER_BYTES ? null : readBufferHeader(this.#view);
  }

  /** The header buffer of a compressed file is a small plain one, and tells its format in `State`. */
  #isHeaderOfCompressedFile(header: BufferHeader): boolean {
    if (header.size >= this.#source.size) {
      return false;
    }
    const next = this.#headerAt(header.size);
    return next !== null && isCompressed(next) && this.#isPossible(next, false);
  }

  #isPossible(header: BufferHeader, isFirst: boolean): boolean {
    if (header.size < BUFFER_HEADER_BYTES || header.size > MAX_BUFFER_BYTES) {
      return false;
    }
    if (isCompressed(header)) {
      return looksLikeBufferHeader(header) && header.savedOffset <= MAX_BUFFER_BYTES;
    }
    // On Vista and Windows 7 the header buffer can have neither Offset nor SavedOffset: only the size speaks.
    return isFirst || this.#nominal === 0 ? header.size % 8 === 0 : header.size === this.#nominal;
  }

  /** Steps over bytes that begin no buffer. */
  #skip(at: number, header: BufferHeader | null): number {
    const nominal = this.#nominal;
    if (nominal !== 0 && header !== null && this.#continuesAt(at + nominal)) {
      if (header.size !== nominal && looksLikeBufferHeader({ ...header, size: nominal })) {
        this.index.damage.add(at, 4, `the buffer tells a size of ${header.size}, the file's is ${nominal}`);
        const size = Math.min(nominal, this.#source.size - at);
        this.index.add(at, size, fillOf(header, size), header);
        return at + size;
      }
      const end = Math.min(at + nominal, this.#source.size);
      this.index.damage.add(at, end - at, 'no buffer header where a buffer should begin');
      return end;
    }
    const found = this.#search(at + 1);
    this.index.damage.add(at, found - at, 'no buffer header where a buffer should begin');
    return found;
  }

  /** Whether the file ends at (or before) `at`, or a buffer of the usual size begins there. */
  #continuesAt(at: number): boolean {
    if (at >= this.#source.size) {
      return true;
    }
    const header = this.#headerAt(at);
    return header !== null && this.#isPossible(header, false);
  }

  /** The next offset from `from` on where a buffer begins beyond reasonable doubt, or the end of the file. */
  #search(from: number): number {
    const { size } = this.#source;
    const chunk = new Uint8Array(SEARCH_BYTES);
    const view = new DataView(chunk.buffer);
    for (let base = from; base < size; ) {
      const had = this.#source.read(chunk, base);
      const last = had - BUFFER_HEADER_BYTES;
      for (let at = 0; at <= last; at++) {
        if (this.#mayBegin(view, at) && this.#begins(readBufferHeader(view, at), base + at)) {
          return base + at;
        }
      }
      if (last < 0) {
        break;
      }
      base += last + 1;
    }
    return size;
  }

  /** A cheap test that nearly all other bytes fail. */
  #mayBegin(view: DataView, at: number): boolean {
    const size = view.getUint32(at, true);
    return (
      size >= BUFFER_HEADER_BYTES && (this.#nominal === 0 ? size <= MAX_BUFFER_BYTES : size === this.#nominal)
    );
  }

  #begins(header: BufferHeader, at: number): boolean {
    if (!looksLikeBufferHeader(header) || !this.#isPossible(header, false)) {
      return false;
    }
    const end = at + header.size;
    if (end >= this.#source.size) {
      return end === this.#source.size;
    }
    const next = this.#headerAt(end);
    return next !== null && looksLikeBufferHeader(next);
  }
}
