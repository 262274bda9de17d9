import { BufferFeed } from './buffer-feed.ts';
import { BUFFER_HEADER_BYTES } from './buffer-header.ts';
import type { BufferIndex } from './buffer-index.ts';
import type { BufferLoader } from './buffer-loader.ts';
import type { ReadAhead } from './byte-source.ts';
import type { Clock } from './clock.ts';
import type { DamageLog } from './damage.ts';
import { RawEvent } from './event.ts';
import { EventChains, MARKER_MESSAGE, MARKER_TYPED, PADDING } from './event-chain.ts';
import { type HeaderLayouts, HeaderType } from './header-type.ts';
import { MESSAGE_HEADER_BYTES, messageParts } from './message-header.ts';

/** Bit of a WPP message's flags: a 32-bit process logged it. */
const MESSAGE_POINTER_32 = 0x40;
/** A step of time that is not looked at twice: ten seconds of the usual clock. */
const CALM_TICKS = 1e8;
/** Farther from its start no trace goes. */
const MAX_SPAN_TICKS = 2 ** 52;

/** What all streams of one pass share. */
export interface StreamContext {
  readonly index: BufferIndex;
  readonly loader: BufferLoader;
  /** The thread that helps, where there is one: with SLOTS_A_STREAM slots for each stream. */
  readonly ahead: ReadAhead | null;
  readonly damage: DamageLog;
  readonly layouts: HeaderLayouts;
  /** Raw time that `ticks` counts from, in halves of 32 bits. */
  readonly baseLow: number;
  readonly baseHigh: number;
  /** What times are judged by; null where they are taken as they are. */
  readonly clock: Clock | null;
  /** Whether buffers tell when they were flushed, in the clock of their events. */
  readonly tellsFlushes: boolean;
}

/** Where a stream stands on an event. */
export interface StreamPlace {
  /** Buffers opened so far, the one that it is in included. */
  readonly opened: number;
  /** Where the event begins in that. */
  readonly at: number;
  readonly ticks: number;
}

const ENDED: StreamPlace = { opened: Number.POSITIVE_INFINITY, at: 0, ticks: 0 };

/**
 * The events of one processor: its buffers one after the other, one of them in memory. The stream is itself the
 * event it stands on. Inside a buffer, and from a processor's buffer to its next, time does not go back.
 */
export class ProcessorStream extends RawEvent {
  /** Breaks ties between streams at equal times. */
  readonly order: number;
  /** By how many ticks this processor's clock is taken to be ahead of the others', when its events are merged with theirs. */
  aheadTicks = 0;
  readonly #context: StreamContext;
  readonly #feed: BufferFeed;
  #at = 0;
  #fill = 0;
  /** Time of the event before, NaN where there is none. */
  #latest = Number.NaN;
  /** The open buffer's chains of events, found when first needed. */
  #chains: EventChains | null = null;
  /** Events of the open buffer whose clock is wrong: how many, their bytes, and where the first stands. */
  #wrongTimes = 0;
  #wrongBytes = 0;
  #wrongAt = 0;

  /** @param buffers numbers of this processor's buffers, in the order to be read */
  constructor(context: StreamContext, buffers: Uint32Array, order: number) {
    super();
    this.#context = context;
    this.#feed = new BufferFeed(context.loader, buffers, order, context.ahead);
    this.order = order;
  }

  /** Steps to the next event; false when there is none. */
  next(): boolean {
    for (;;) {
      const at = this.#at;
      // The first four bytes tell what it is; in a fill that is no multiple of 8 less than a header may be left.
      if (at + 8 <= this.#fill) {
        if (this.#take(at)) {
          return true;
        }
      } else if (!this.#open()) {
        return false;
      }
    }
  }

  /** Where it stands: on which of its buffers, at which byte of it, and the time of the event there. */
  place(): StreamPlace {
    return { opened: this.#feed.opened, at: this.start, ticks: this.ticks };
  }

  /**
   * Goes to a place of another stream over the same buffers, before its first step, which then gives the event there.
   * @param place null where that stream has ended
   */
  goTo(place: StreamPlace | null): void {
    const { opened, at, ticks } = place ?? ENDED;
    this.#feed.skip(opened - 1);
    if (!this.#open()) {
      return;
    }
    this.#at = at;
    // An event without a time of its own has the one before's, and a wrong one is known by it.
    this.ticks = ticks;
    this.#latest = ticks;
  }

  /** How many bytes of buffers have been opened so far, for progress. */
  get bytesOpened(): number {
    return this.#feed.bytesOpened;
  }

  #open(): boolean {
    const { index } = this.#context;
    this.#tellWrongTimes();
    if (!this.#feed.next()) {
      return false;
    }
    const { buffer, memory, fill } = this.#feed;
    this.lieIn(memory);
    this.#fill = fill;
    this.#at = BUFFER_HEADER_BYTES;
    this.#chains = null;
    if (this.processor !== index.processors[buffer]) {
      // In file order: another processor's clock says nothing of this one's.
      this.#latest = Number.NaN;
    }
    this.processor = index.processors[buffer]!;
    return true;
  }

  /** Makes the event at `at` the current one; false, after stepping over what is none, where there is none. */
  #take(at: number): boolean {
    const { view } = this;
    const { layouts } = this.#context;
    const marker = view.getUint32(at, true);
    const flags = marker >>> 24;
    let size: number;
    let timeAt: number;
    if (flags >= MARKER_TYPED) {
      const type = (marker >>> 16) & 0xff;
      const length = layouts.length[type]!;
      if (length === 0) {
        return this.#skip(at, marker, `unknown header type ${type}`);
      }
      size = layouts.sizeAt[type] === 0 ? marker & 0xffff : view.getUint16(at + 4, true);
      if (size < length || at + size > this.#fill) {
        return this.#skip(at, marker, `an event of ${size} bytes where ${this.#fill - at} are left`);
      }
      this.headerType = type;
      this.headerLength = length;
      this.pointerSize = layouts.pointerSize[type] as 4 | 8;
      this.start = at;
      this.end = at + size;
      timeAt = at + layouts.timeAt[type]!;
    } else if (flags === MARKER_MESSAGE) {
      size = marker & 0xffff;
      if (size < MESSAGE_HEADER_BYTES || at + size > this.#fill) {
        return this.#skip(at, marker, `a message of ${size} bytes where ${this.#fill - at} are left`);
      }
      this.headerType = HeaderType.MESSAGE;
      this.headerLength = MESSAGE_HEADER_BYTES;
      this.start = at;
      this.end = at + size;
      this.pointerSize = (this.messageFlags & MESSAGE_POINTER_32) !== 0 ? 4 : 8;
      timeAt = messageParts.time(view, at, this.end);
    } else {
      return this.#skip(at, marker, 'bytes that begin no event');
    }
    const next = at + ((size + 7) & ~7);
    this.#at = next;
    // A message without a time of its own happened no earlier than what stands before it.
    if (timeAt !== 0) {
      const ticks = this.#ticksAt(timeAt);
      const step = ticks - this.#latest;
      this.ticks = step >= 0 && step <= CALM_TICKS ? ticks : this.#judge(ticks, next);
      this.#latest = this.ticks;
    }
    return true;
  }

  #ticksAt(at: number): number {
    const { view } = this;
    const { baseLow, baseHigh } = this.#context;
    const high = view.getUint32(at + 4, true) - baseHigh;
    return high * 0x1_0000_0000 + (view.getUint32(at, true) - baseLow);
  }

  /**
   * The time to go by for an event whose own takes a long step or goes back. A single time out of line between two
   * others, or behind the moment at which the buffer was flushed, is wrong: the event keeps its place and takes the
   * time of the one before. Where all that follows is earlier, it is the clock that was set back.
   */
  #judge(ticks: number, next: number): number {
    const { clock, damage } = this.#context;
    if (clock === null) {
      return ticks;
    }
    const latest = this.#latest;
    const following = this.#peek(next);
    const goesBack = ticks < latest;
    const isAlone = goesBack
      ? !(following < latest)
      : ticks > this.#flushedAt(clock) || (following < ticks && !(following < latest));
    const isWrong = isAlone || Math.abs(ticks) > MAX_SPAN_TICKS;
    if (!isWrong) {
      if (goesBack) {
        const bytes = this.end - this.start;
        this.#tell(damage, this.start, bytes, `the clock goes back by ${latest - ticks} ticks`);
      }
      return ticks;
    }
    if (this.#wrongTimes === 0) {
      this.#wrongAt = this.start;
    }
    this.#wrongTimes++;
    this.#wrongBytes += this.end - this.start;
    if (Number.isNaN(latest)) {
      return Math.abs(following) <= MAX_SPAN_TICKS ? following : 0;
    }
    return latest;
  }

  /** Time of the event at `at`, NaN where none stands there. */
  #peek(at: number): number {
    if (at + 8 > this.#fill) {
      return Number.NaN;
    }
    const marker = this.view.getUint32(at, true);
    const type = (marker >>> 16) & 0xff;
    const { length, timeAt } = this.#context.layouts;
    const isTyped = marker >>> 24 === MARKER_TYPED && length[type] !== 0;
    return isTyped && at + length[type]! <= this.#fill ? this.#ticksAt(at + timeAt[type]!) : Number.NaN;
  }

  /**
   * When the open buffer was flushed, in ticks: no event in it is later. Infinity where its header does not tell, as in
   * a merged file, whose buffers have the time of the merging, by a clock that may have been set since.
   */
  #flushedAt(clock: Clock): number {
    const { index, tellsFlushes } = this.#context;
    const ticks = clock.ticksOfRaw(index.timeStamps[this.#feed.buffer]!);
    const floor = Number.isNaN(this.#latest) ? 0 : this.#latest;
    return tellsFlushes && ticks >= floor ? ticks + CALM_TICKS : Number.POSITIVE_INFINITY;
  }

  #tellWrongTimes(): void {
    if (this.#wrongTimes > 0) {
      const reason = `the clock is wrong in ${this.#wrongTimes} events, which take the time of the one before`;
      this.#tell(this.#context.damage, this.#wrongAt, this.#wrongBytes, reason);
      this.#wrongTimes = 0;
      this.#wrongBytes = 0;
    }
  }

  /** Steps from `at` to where events go on: quietly to the end from the padding on, as damage otherwise. */
  #skip(at: number, marker: number, reason: string): false {
    if (marker === PADDING || this.#isBlank(at)) {
      this.#at = this.#fill;
      return false;
    }
    this.#chains ??= new EventChains(this.view, BUFFER_HEADER_BYTES, this.#fill, this.#context.layouts);
    const found = this.#chains.find(at + 1);
    this.#at = found < 0 ? this.#fill : found;
    this.#tell(this.#context.damage, at, this.#at - at, reason);
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

  /** Logs damage of the open buffer; of a compressed one the whole is concerned. */
  #tell(damage: DamageLog, at: number, bytes: number, reason: string): void {
    const { index } = this.#context;
    const buffer = this.#feed.buffer;
    const offset = index.offsets[buffer]!;
    if (index.isCompressed(buffer)) {
      damage.add(offset, index.sizes[buffer]!, `${reason}, at ${at} of the decompressed buffer`);
    } else {
      damage.add(offset + at, bytes, reason);
    }
  }
}
