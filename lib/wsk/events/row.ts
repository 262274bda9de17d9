import {
  MOST_ROW_WORDS,
  ROW_BESIDES,
  ROW_PROCESS,
  ROW_PROCESSOR,
  ROW_THREAD,
  ROW_TIME,
} from '../../etl/index.ts';
import { type Site, UNKNOWN_SITE } from '../site.ts';
import { RowLayout, type RowShape } from './row-layout.ts';
import { EventKind, type Slot } from './schema.ts';

const TWO_32 = 0x1_0000_0000;
const NO_BYTES = new Uint8Array(0);
const NO_WORDS = new Uint32Array(MOST_ROW_WORDS);
const NO_TIMES = new Float64Array(NO_WORDS.buffer);
/** What a row is before it is one of any form. */
const NO_SHAPE: RowShape = { form: 0, kind: EventKind.RundownEnd, source: 0, slots: 0, integers: 0, wide: 0 };

/**
 * What one event of a driver tells the analysis, as numbers: all that passes from reading to the model, whatever the event
 * looked like in its buffer. The numbers stand where the reading wrote them, and are looked at there. There is one object for
 * each form of event, which moves to the next event when that is read; who keeps one beyond that copies it.
 */
export class Row {
  kind: EventKind;
  source: number;
  /** Bit 1 << slot for each field that the event has. */
  slots: number;
  /** Words that it takes, without what stands besides it. */
  length: number;
  #lows: Uint8Array;
  #highs: Uint8Array;
  /** Where it stands: its first word, and all words as doubles. */
  #words: Uint32Array = NO_WORDS;
  #times: Float64Array = NO_TIMES;
  #at = 0;
  /** In nanoseconds since the trace's start, as the processor's clock is corrected once the order is known. */
  timeNs = Number.NaN;
  /** The function and line that it tells; for the kinds alone that something begins with. */
  site: Site = UNKNOWN_SITE;
  /** What a DriverState tells. */
  what = '';
  /** The SOCKADDR of a SocketAddress. */
  address: Uint8Array = NO_BYTES;

  constructor(shape: RowShape = NO_SHAPE) {
    this.kind = shape.kind;
    this.source = shape.source;
    this.slots = shape.slots;
    const { lows, highs, words } = new RowLayout(shape);
    this.#lows = lows;
    this.#highs = highs;
    this.length = words;
  }

  /**
   * Moves to where the numbers of an event stand.
   * @param times the words' memory, as doubles
   * @param at the first word, of an even number
   */
  moveTo(words: Uint32Array, times: Float64Array, at: number): void {
    if (this.#words !== words) {
      this.#words = words;
      this.#times = times;
    }
    this.#at = at;
  }

  get processor(): number {
    return this.#words[this.#at + ROW_PROCESSOR]!;
  }

  get thread(): number {
    return this.#words[this.#at + ROW_THREAD]!;
  }

  get process(): number {
    return this.#words[this.#at + ROW_PROCESS]!;
  }

  /** In nanoseconds since the trace's start, by its processor's own clock. */
  get clockNs(): number {
    return this.#times[(this.#at + ROW_TIME) >>> 1]!;
  }

  /** Number of its site, or how many bytes stand besides it. */
  get besides(): number {
    return this.#words[this.#at + ROW_BESIDES]!;
  }

  has(slot: Slot): boolean {
    return (this.slots & (1 << slot)) !== 0;
  }

  /** The low 32 bits of an integer, unsigned; 0 where the event has no such field. */
  low(slot: Slot): number {
    return this.#words[this.#at + this.#lows[slot]!]!;
  }

  /** The high 32 bits of a 64-bit integer; 0 for narrower ones. */
  high(slot: Slot): number {
    return this.#words[this.#at + this.#highs[slot]!]!;
  }

  /** An integer as a double, for lengths and counts: exact up to 2^53. */
  number(slot: Slot): number {
    return this.high(slot) * TWO_32 + this.low(slot);
  }

  /** Is the same as another, in words of its own. */
  copy(from: Row): void {
    this.kind = from.kind;
    this.source = from.source;
    this.slots = from.slots;
    this.timeNs = from.timeNs;
    this.site = from.site;
    this.what = from.what;
    this.address = from.address;
    this.length = from.length;
    this.#lows = from.#lows;
    this.#highs = from.#highs;
    if (this.#words === NO_WORDS) {
      this.#words = new Uint32Array(MOST_ROW_WORDS);
      this.#times = new Float64Array(this.#words.buffer);
    }
    this.#words.set(from.#words.subarray(from.#at, from.#at + from.length));
  }
}
