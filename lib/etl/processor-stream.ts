import { BufferFeed } from './buffer-feed.ts';
import { BUFFER_HEADER_BYTES } from './buffer-header.ts';
import type { BufferIndex } from './buffer-index.ts';
import type { BufferLoader } from './buffer-loader.ts';
import type { ReadAhead } from './byte-source.ts';
import type { Clock } from './clock.ts';
import type { DamageLog } from './damage.ts';
import { RawEvent } from './event.ts';
import { EventChains, PADDING } from './event-chain.ts';
import type { EventMemory } from './event-memory.ts';
import { type HeaderLayouts, HeaderType } from './header-type.ts';
import { messageParts } from './message-header.ts';
import type { EventForms } from './walk/event-forms.ts';
import {
  CALM_TICKS,
  MARKER_MESSAGE,
  MARKER_TYPED,
  MESSAGE_HEADER_BYTES,
  NO_HEADER,
  STREAM_AHEAD,
  STREAM_AT,
  STREAM_END,
  STREAM_FILL,
  STREAM_FORM,
  STREAM_LATEST,
  STREAM_PROCESSOR,
  STREAM_START,
  STREAM_TICKS,
  STREAM_TYPE,
  WANTS_BUFFER,
} from './walk/places.ts';
import { streamAt, type Walk } from './walk/walk.ts';

/** Bit of a WPP message's flags: a 32-bit process logged it. */
const MESSAGE_POINTER_32 = 0x40;
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
  /** Nanoseconds of ticks: by the factor, and through the divisor. */
  readonly nsFactor: number;
  readonly nsDivisor: number;
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
 * event it stands on. Inside a buffer, and from a processor's buffer to its next, time does not go back. It is stepped by a
 * walk, which asks here where something is not plain.
 */
export class ProcessorStream extends RawEvent {
  readonly #context: StreamContext;
  readonly #feed: BufferFeed;
  readonly #memory: EventMemory;
  /** The walk's memory, and where this stream stands in it, in words and in doubles. */
  readonly #words: Int32Array;
  readonly #doubles: Float64Array;
  readonly #word: number;
  readonly #double: number;
  /** The open buffer's chains of events, found when first needed. */
  #chains: EventChains | null = null;
  /** Events of the open buffer whose clock is wrong: how many, their bytes, and where the first stands. */
  #wrongTimes = 0;
  #wrongBytes = 0;
  #wrongAt = 0;
  #aheadTicks: (processor: number) => number = () => 0;

  /**
   * @param number of the stream in the walk
   * @param buffers numbers of this processor's buffers, in the order to be read
   */
  constructor(context: StreamContext, walk: Walk, forms: EventForms, number: number, buffers: Uint32Array) {
    super();
    this.#context = context;
    this.#memory = walk.memoryOf(number);
    this.#feed = new BufferFeed(context.loader, buffers, this.#memory.bytes, number, context.ahead);
    this.#words = walk.words;
    this.#doubles = walk.doubles;
    this.#word = streamAt(number) >> 2;
    this.#double = streamAt(number) >> 3;
    this.forms = forms;
    this.lieIn(this.#memory);
  }

  /** Is the event that the walk stands on. */
  show(): void {
    const words = this.#words;
    const at = this.#word;
    const type = words[at + STREAM_TYPE / 4]!;
    this.start = words[at + STREAM_START / 4]!;
    this.end = words[at + STREAM_END / 4]!;
    this.form = words[at + STREAM_FORM / 4]!;
    this.ticks = this.#doubles[this.#double + STREAM_TICKS / 8]!;
    if (type === HeaderType.MESSAGE) {
      this.pointerSize = (messageParts.flags(this.view, this.start) & MESSAGE_POINTER_32) !== 0 ? 4 : 8;
      this.headerType = type;
      this.headerLength = MESSAGE_HEADER_BYTES;
    } else if (type !== this.headerType) {
      const { layouts } = this.#context;
      this.headerType = type;
      this.headerLength = layouts.length[type]!;
      this.pointerSize = layouts.pointerSize[type] as 4 | 8;
    }
  }

  /**
   * Gives the walk what it asks for.
   * @returns false where the stream has ended
   */
  answer(question: number): boolean {
    switch (question) {
      case WANTS_BUFFER:
        return this.#open();
      case NO_HEADER:
        this.#skip();
        return true;
      default:
        this.show();
        this.#setTime();
        return true;
    }
  }

  /** The event that the walk stands on in it, or stood on last. */
  latest(): { readonly processor: number; readonly ticks: number } {
    return { processor: this.processor, ticks: this.#doubles[this.#double + STREAM_TICKS / 8]! };
  }

  /** Where the walk stands in it: on which of its buffers, at which byte of it, and the time of the event there. */
  place(): StreamPlace {
    const at = this.#words[this.#word + STREAM_START / 4]!;
    return { opened: this.#feed.opened, at, ticks: this.#doubles[this.#double + STREAM_TICKS / 8]! };
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
    this.#doubles[this.#double + STREAM_TICKS / 8] = ticks;
    this.#latest = ticks;
  }

  /** How many bytes of buffers have been opened so far, for progress. */
  get bytesOpened(): number {
    return this.#feed.bytesOpened;
  }

  /** From the next step on it is merged by its time less the ticks by which its processor's clock is ahead. */
  correct(aheadTicks: (processor: number) => number): void {
    this.#aheadTicks = aheadTicks;
    this.#doubles[this.#double + STREAM_AHEAD / 8] = aheadTicks(this.processor);
  }

  get #at(): number {
    return this.#words[this.#word + STREAM_AT / 4]!;
  }

  set #at(at: number) {
    this.#words[this.#word + STREAM_AT / 4] = at;
  }

  /** Time of the event before, NaN where there is none. */
  get #latest(): number {
    return this.#doubles[this.#double + STREAM_LATEST / 8]!;
  }

  set #latest(ticks: number) {
    this.#doubles[this.#double + STREAM_LATEST / 8] = ticks;
  }

  get #fill(): number {
    return this.#feed.fill;
  }

  #open(): boolean {
    const { index } = this.#context;
    this.#tellWrongTimes();
    if (!this.#feed.next()) {
      return false;
    }
    const { buffer, fill } = this.#feed;
    this.lieIn(this.#memory);
    this.#words[this.#word + STREAM_PROCESSOR / 4] = index.processors[buffer]!;
    this.#words[this.#word + STREAM_FILL / 4] = fill;
    this.#at = BUFFER_HEADER_BYTES;
    this.#chains = null;
    if (this.processor !== index.processors[buffer]) {
      // In file order: another processor's clock says nothing of this one's.
      this.#latest = Number.NaN;
      this.processor = index.processors[buffer]!;
      this.correct(this.#aheadTicks);
    }
    return true;
  }

  /** Decides which time the event goes by: its own as a rule. */
  #setTime(): void {
    const { view, start, end, headerType } = this;
    const timeAt =
      headerType === HeaderType.MESSAGE
        ? messageParts.time(view, start, end)
        : start + this.#context.layouts.timeAt[headerType]!;
    // A message without a time of its own happened no earlier than what stands before it: it keeps that time.
    if (timeAt !== 0) {
      const ticks = this.#ticksAt(timeAt);
      const step = ticks - this.#latest;
      this.ticks = step >= 0 && step <= CALM_TICKS ? ticks : this.#judge(ticks, this.#at);
      this.#latest = this.ticks;
    }
    this.#doubles[this.#double + STREAM_TICKS / 8] = this.ticks;
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

  /** Steps to where events go on: quietly to the end from the padding on, as damage otherwise. */
  #skip(): void {
    const at = this.#at;
    const marker = this.view.getUint32(at, true);
    if (marker === PADDING || this.#isBlank(at)) {
      this.#at = this.#fill;
      return;
    }
    this.#chains ??= new EventChains(this.view, BUFFER_HEADER_BYTES, this.#fill, this.#context.layouts);
    const found = this.#chains.find(at + 1);
    this.#at = found < 0 ? this.#fill : found;
    this.#tell(this.#context.damage, at, this.#at - at, this.#whyNoEvent(at, marker));
  }

  /** What is wrong with what the walk did not take as an event. */
  #whyNoEvent(at: number, marker: number): string {
    const flags = marker >>> 24;
    const type = (marker >>> 16) & 0xff;
    const left = this.#fill - at;
    if (flags === MARKER_MESSAGE) {
      return `a message of ${marker & 0xffff} bytes where ${left} are left`;
    }
    if (flags < MARKER_TYPED) {
      return 'bytes that begin no event';
    }
    const { length, sizeAt } = this.#context.layouts;
    const size = sizeAt[type] === 0 ? marker & 0xffff : this.view.getUint16(at + 4, true);
    return length[type] === 0
      ? `unknown header type ${type}`
      : `an event of ${size} bytes where ${left} are left`;
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
