import { FIELD_SLOTS } from '../../etl/index.ts';
import { type Site, UNKNOWN_SITE } from '../site.ts';
import { EventKind, type Slot } from './schema.ts';

const TWO_32 = 0x1_0000_0000;
const NO_BYTES = new Uint8Array(0);

/**
 * What one event of a driver tells the analysis, as numbers: all that passes from reading to the model, whatever the event
 * looked like in its buffer. There is one for each form of event, which takes the next event's values when that is read;
 * who keeps one beyond that copies it.
 */
export class Row {
  /** Number of the form, from 0 in the order in which a reading meets them: its rows differ in their values alone. */
  form = 0;
  kind: EventKind = EventKind.DriverState;
  /** Which of the analysed providers logged it, from 0 in the order of first appearance. */
  source = 0;
  processor = 0;
  thread = 0;
  process = 0;
  /** In nanoseconds since the trace's start, by its processor's own clock, and as that is corrected once the order is known. */
  clockNs = Number.NaN;
  timeNs = Number.NaN;
  /** The function and line that it tells; for the kinds alone that something begins with. */
  site: Site = UNKNOWN_SITE;
  /** What a DriverState tells. */
  what = '';
  /** The SOCKADDR of a SocketAddress. */
  address: Uint8Array = NO_BYTES;
  /** Bit 1 << slot for each field that the event has. */
  slots = 0;
  /** The same for those that are integers, and for those that have more than 32 bits; the high half of others is 0. */
  integers = 0;
  wide = 0;
  /** By slot, as halves of 32 bits; there are places more, for what nobody reads. */
  readonly lows: Uint32Array;
  readonly highs: Uint32Array;

  constructor(
    lows: Uint32Array = new Uint32Array(FIELD_SLOTS),
    highs: Uint32Array = new Uint32Array(FIELD_SLOTS),
  ) {
    this.lows = lows;
    this.highs = highs;
  }

  has(slot: Slot): boolean {
    return (this.slots & (1 << slot)) !== 0;
  }

  /** The low 32 bits of an integer, unsigned; 0 where the event has no such field. */
  low(slot: Slot): number {
    return this.lows[slot]!;
  }

  /** The high 32 bits of a 64-bit integer; 0 for narrower ones. */
  high(slot: Slot): number {
    return this.highs[slot]!;
  }

  /** An integer as a double, for lengths and counts: exact up to 2^53. */
  number(slot: Slot): number {
    return this.highs[slot]! * TWO_32 + this.lows[slot]!;
  }

  copy(from: Row): void {
    this.kind = from.kind;
    this.source = from.source;
    this.processor = from.processor;
    this.thread = from.thread;
    this.process = from.process;
    this.clockNs = from.clockNs;
    this.timeNs = from.timeNs;
    this.site = from.site;
    this.what = from.what;
    this.address = from.address;
    this.slots = from.slots;
    this.lows.set(from.lows);
    this.highs.set(from.highs);
  }
}
