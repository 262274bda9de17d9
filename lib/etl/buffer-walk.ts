import {
  BUFFER_HEADER_BYTES,
  type BufferHeader,
  fillOf,
  isCompressed,
  looksLikeBufferHeader,
  orphanHeader,
  readBufferHeader,
} from './buffer-header.ts';
import { BufferIndex } from './buffer-index.ts';
import type { ByteSource } from './byte-source.ts';
import { EventChains } from './event-chain.ts';
import { headerLayouts } from './header-type.ts';
import { readLayoutHints } from './logfile-header.ts';

/** Windows writes buffers of at most 16 MB; a header that tells of more than four times that is lying. */
export const MAX_BUFFER_BYTES = 64 * 1024 * 1024;
/** How much is read at a time while searching for the next buffer behind damage. */
const SEARCH_BYTES = 256 * 1024;
/**
 * How many buffers without a header are read all the same. Each has to be kept open beside the others, since nothing
 * tells whose it was: the memory must stay bounded.
 */
const MAX_ORPHANS = 64;

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
  /** The size that every buffer of the file has; 0 where they are compressed, each to a size of its own. */
  readonly #nominal: number;
  #orphans = 0;

  constructor(source: ByteSource) {
    this.#source = source;
    this.#nominal = this.#nominalSize();
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

  /**
   * The header buffer tells the size twice, in its own header and in its first record. Where they differ, the size is
   * right behind which another buffer begins.
   */
  #nominalSize(): number {
    const first = this.#headerAt(0);
    if (first === null) {
      return 0;
    }
    const hints = readLayoutHints(this.#source, BUFFER_HEADER_BYTES);
    if (hints.isCompressed || this.#isCompressedAt(first.size)) {
      return 0;
    }
    const told = [first.size, hints.bufferSize].filter(isBufferSize);
    const isTwice = told.length === 2 && told[0] === told[1];
    const proven = isTwice ? told[0] : told.find((size) => this.#isHeaderOfSize(size, size));
    if (proven !== undefined) {
      return proven;
    }
    const at = this.#search(1, 0);
    const next = at < this.#source.size ? this.#headerAt(at) : null;
    return next !== null && !isCompressed(next) ? next.size : (told[0] ?? 0);
  }

  #isCompressedAt(at: number): boolean {
    const header = this.#headerAt(at);
    return header !== null && isCompressed(header) && looksLikeBufferHeader(header);
  }

  #isHeaderOfSize(at: number, size: number): boolean {
    const header = this.#headerAt(at);
    return header !== null && header.size === size;
  }

  /** Takes the buffer at `at` into the index, or what is damaged there into the log, and returns what follows. */
  #step(at: number): number {
    const header = this.#headerAt(at);
    const left = this.#source.size - at;
    if (header === null || !this.#isPossible(header, at)) {
      return this.#skip(at, header);
    }
    const size = Math.min(header.size, left);
    if (header.size > left) {
      this.index.damage.add(
        at,
        left,
        `the file ends ${header.size - left} byte${header.size - left === 1 ? '' : 's'} before this buffer does`,
      );
    }
    const fill = isCompressed(header) ? header.savedOffset : Math.min(fillOf(header, header.size), size);
    this.index.add(at, size, fill, header);
    return at + size;
  }

  #headerAt(at: number): BufferHeader | null {
    const had = this.#source.read(this.#bytes, at);
    return had < BUFFER_HEADER_BYTES ? null : readBufferHeader(this.#view);
  }

  #isPossible(header: BufferHeader, at: number): boolean {
    if (!isBufferSize(header.size)) {
      return false;
    }
    if (this.#nominal !== 0) {
      return header.size === this.#nominal && !isCompressed(header);
    }
    // On Vista and Windows 7 the header buffer can have neither Offset nor SavedOffset: only the size speaks.
    const isFirst = at === 0 && !isCompressed(header);
    return isFirst || (looksLikeBufferHeader(header) && header.savedOffset <= MAX_BUFFER_BYTES);
  }

  /** Steps over bytes that begin no buffer. */
  #skip(at: number, header: BufferHeader | null): number {
    const { damage } = this.index;
    const nominal = this.#nominal;
    if (nominal !== 0 && header !== null && this.#continuesAt(at + nominal)) {
      const size = Math.min(nominal, this.#source.size - at);
      if (looksLikeBufferHeader({ ...header, size: nominal }) && !isCompressed(header)) {
        damage.add(at, 4, `the buffer tells a size of ${header.size}, the file's is ${nominal}`);
        this.index.add(at, size, fillOf(header, size), header);
      } else {
        this.#addOrphan(at, size);
      }
      return at + size;
    }
    const found = this.#search(at + 1, nominal);
    damage.add(at, found - at, 'no buffer header where a buffer should begin');
    return found;
  }

  /** A buffer whose header is destroyed: its events are kept where they are whole, though nobody knows whose they were. */
  #addOrphan(at: number, size: number): void {
    const bytes = new Uint8Array(size);
    const had = this.#source.read(bytes, at);
    const view = new DataView(bytes.buffer);
    const chains = new EventChains(view, BUFFER_HEADER_BYTES, had, headerLayouts());
    if (chains.isWhole && this.#orphans < MAX_ORPHANS) {
      this.#orphans++;
      const reason = 'the buffer header is destroyed: its events are kept, without their processor';
      this.index.damage.add(at, BUFFER_HEADER_BYTES, reason);
      this.index.add(at, size, had, orphanHeader(size));
    } else {
      const isZero = bytes.every((byte) => byte === 0);
      const reason = isZero ? 'zeros' : 'no buffer header';
      this.index.damage.add(at, size, `${reason} where a buffer should begin`);
    }
  }

  /** Whether the file ends at (or before) `at`, or a buffer of the usual size begins there. */
  #continuesAt(at: number): boolean {
    return at >= this.#source.size || this.#isHeaderOfSize(at, this.#nominal);
  }

  /**
   * The next offset from `from` on where a buffer begins beyond reasonable doubt, or the end of the file.
   * @param wanted the size that it must have, or 0 for any
   */
  #search(from: number, wanted: number): number {
    const { size } = this.#source;
    const chunk = new Uint8Array(SEARCH_BYTES);
    const view = new DataView(chunk.buffer);
    for (let base = from; base < size; ) {
      const had = this.#source.read(chunk, base);
      const last = had - BUFFER_HEADER_BYTES;
      for (let at = 0; at <= last; at++) {
        const told = view.getUint32(at, true);
        const mayBegin = wanted === 0 ? isBufferSize(told) : told === wanted;
        if (mayBegin && this.#begins(readBufferHeader(view, at), base + at)) {
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

  #begins(header: BufferHeader, at: number): boolean {
    if (!looksLikeBufferHeader(header) || header.savedOffset > MAX_BUFFER_BYTES) {
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

/** Whether a buffer can have this size. Those of compressed files are of any, since nothing pads them. */
function isBufferSize(size: number): boolean {
  return size >= BUFFER_HEADER_BYTES && size <= MAX_BUFFER_BYTES;
}
