import { BUFFER_HEADER_BYTES } from './buffer-header.ts';
import type { BufferIndex } from './buffer-index.ts';
import type { BufferLoader } from './buffer-loader.ts';
import type { DamageLog } from './damage.ts';
import { RawEvent } from './event.ts';
import { type HeaderLayouts, HeaderType } from './header-type.ts';

/** Byte 3 of an event: both high bits set for the typed headers, exactly 0x90 for a WPP message. */
const MARKER_TYPED = 0xc0;
const MARKER_MESSAGE = 0x90;
const PADDING = 0xffff_ffff;
const MESSAGE_HEADER_BYTES = 8;
/** Bit of a WPP message's flags: a 32-bit process logged it. */
const MESSAGE_POINTER_32 = 0x40;

/** What all streams of one pass share. */
export interface StreamContext {
  readonly index: BufferIndex;
  readonly loader: BufferLoader;
  readonly damage: DamageLog;
  readonly layouts: HeaderLayouts;
  /** Raw time that `ticks` counts from, in halves of 32 bits. */
  readonly baseLow: number;
  readonly baseHigh: number;
}

/**
 * The events of one processor: its buffers one after the other, one of them in memory. The stream is itself the
 * event it stands on. Inside a buffer, and from a processor's buffer to its next, time does not go back.
 */
export class ProcessorStream extends RawEvent {
  /** Breaks ties between streams at equal times. */
  readonly order: number;
  readonly #context: StreamContext;
  /** Numbers of this processor's buffers, in the order to be read. */
  readonly #buffers: Uint32Array;
  #nextBuffer = 0;
  #at = 0;
  #fill = 0;

  constructor(context: StreamContext, buffers: Uint32Array, order: number) {
    super();
    this.#context = context;
    this.#buffers = buffers;
    this.order = order;
  }

  /** Steps to the next event; false when there is none. */
  next(): boolean {
    for (;;) {
      const at = this.#at;
      // The first four bytes tell what it is; in a fill that is no multiple of 8 less than a header may be left.
      if (at + 8 <= this.#fill && this.#take(at)) {
        return true;
      }
      if (!this.#open()) {
        return false;
      }
    }
  }

  /** How many bytes of buffers have been opened so far, for progress. */
  get bytesOpened(): number {
    let bytes = 0;
    for (let i = 0; i < this.#nextBuffer; i++) {
      bytes += this.#context.index.sizes[this.#buffers[i]!]!;
    }
    return bytes;
  }

  #open(): boolean {
    const { index, loader } = this.#context;
    if (this.#nextBuffer === this.#buffers.length) {
      return false;
    }
    const buffer = this.#buffers[this.#nextBuffer++]!;
    const capacity = loader.capacityFor(buffer);
    if (this.bytes.length < capacity) {
      const memory = new ArrayBuffer((capacity + 7) & ~7);
      this.bytes = new Uint8Array(memory);
      this.view = new DataView(memory);
      this.words = new Uint32Array(memory);
    }
    this.#fill = loader.load(buffer, this.bytes);
    this.#at = BUFFER_HEADER_BYTES;
    this.processor = index.processors[buffer]!;
    this.forgetItems();
    return true;
  }

  /** Makes the event at `at` the current one; false where the rest of the buffer holds none. */
  #take(at: number): boolean {
    const { view } = this;
    const { layouts } = this.#context;
    const marker = view.getUint32(at, true);
    const flags = marker >>> 24;
    let size: number;
    if (flags >= MARKER_TYPED) {
      const type = (marker >>> 16) & 0xff;
      const length = layouts.length[type]!;
      if (length === 0) {
        return this.#endHere(at, marker, `unknown header type ${type}`);
      }
      size = layouts.sizeAt[type] === 0 ? marker & 0xffff : view.getUint16(at + 4, true);
      if (size < length || at + size > this.#fill) {
        return this.#endHere(at, marker, `an event of ${size} bytes where ${this.#fill - at} are left`);
      }
      this.headerType = type;
      this.headerLength = length;
      this.pointerSize = layouts.pointerSize[type] as 4 | 8;
      this.start = at;
      this.end = at + size;
      this.ticks = this.#ticksAt(at + layouts.timeAt[type]!);
    } else if (flags === MARKER_MESSAGE) {
      size = marker & 0xffff;
      if (size < MESSAGE_HEADER_BYTES || at + size > this.#fill) {
        return this.#endHere(at, marker, `a message of ${size} bytes where ${this.#fill - at} are left`);
      }
      this.headerType = HeaderType.MESSAGE;
      this.headerLength = MESSAGE_HEADER_BYTES;
      this.start = at;
      this.end = at + size;
      this.pointerSize = (this.messageFlags & MESSAGE_POINTER_32) !== 0 ? 4 : 8;
      // A message without a time of its own happened no earlier than what stands before it.
      const timeAt = this.messageTimeAt;
      this.ticks = timeAt === 0 ? this.ticks : this.#ticksAt(timeAt);
    } else {
      return this.#endHere(at, marker, 'bytes that begin no event');
    }
    this.#at = at + ((size + 7) & ~7);
    return true;
  }

  #ticksAt(at: number): number {
    const { view } = this;
    const { baseLow, baseHigh } = this.#context;
    const high = view.getUint32(at + 4, true) - baseHigh;
    return high * 0x1_0000_0000 + (view.getUint32(at, true) - baseLow);
  }

  /** Ends the buffer at `at`: quietly where its padding begins, as damage otherwise. */
  #endHere(at: number, marker: number, reason: string): boolean {
    const left = this.#fill - at;
    this.#at = this.#fill;
    if (marker !== PADDING && !this.#isBlank(at)) {
      const { index, damage } = this.#context;
      const buffer = this.#buffers[this.#nextBuffer - 1]!;
      const offset = index.offsets[buffer]!;
      if (index.isCompressed(buffer)) {
        damage.add(offset, index.sizes[buffer]!, `${reason}, at ${at} of the decompressed buffer`);
      } else {
        damage.add(offset + at, left, reason);
      }
    }
    return false;
  }

  #isBlank(at: number): boolean {
    for (let i = at; i < this.#fill; i++) {
      if (this.bytes[i] !== 0) {
        return false;
      }
    }
    return true;
  }
}
