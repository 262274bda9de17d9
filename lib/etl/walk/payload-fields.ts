import type { RawEvent } from '../event.ts';
import {
  FIELD_SLOTS,
  FIELDS_ENDS,
  FIELDS_HEAD_BYTES,
  FIELDS_HIGHS,
  FIELDS_LOWS,
  FIELDS_STARTS,
  FIELDS_STEPS,
  FIELDS_STOPPED,
  MISSING,
} from './places.ts';
import type { Walk } from './walk.ts';

/**
 * Values of the fields of an event, by slot, and the steps that take them from its payload in one walk over it: see
 * ./places.ts. They lie in the walk's memory, so that it can take them itself, and stay until the next event is read.
 */
export class PayloadFields {
  /** Where they lie in the memory. */
  readonly at: number;
  /** Integers, as halves of 32 bits. */
  readonly lows: Uint32Array;
  readonly highs: Uint32Array;
  /** Where texts and binaries begin and end in the event's buffer; a start of MISSING where the payload does not hold them. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly #walk: Walk;
  readonly #steps: Int32Array;
  /** Whether others use the same place, since there is no room for more. */
  readonly isShared: boolean;

  /** @param steps no more numbers than MOST_STEP_NUMBERS */
  constructor(walk: Walk, steps: Int32Array) {
    this.#walk = walk;
    this.#steps = steps;
    const own = walk.room(FIELDS_HEAD_BYTES + 4 * steps.length);
    this.isShared = own === 0;
    this.at = this.isShared ? walk.sharedFieldsAt : own;
    const { buffer } = walk.words;
    this.lows = new Uint32Array(buffer, this.at + FIELDS_LOWS, FIELD_SLOTS);
    this.highs = new Uint32Array(buffer, this.at + FIELDS_HIGHS, FIELD_SLOTS);
    this.starts = new Int32Array(buffer, this.at + FIELDS_STARTS, FIELD_SLOTS);
    this.ends = new Int32Array(buffer, this.at + FIELDS_ENDS, FIELD_SLOTS);
    this.#lay();
  }

  /** Takes the values of an event of the walk. */
  read(event: RawEvent): void {
    if (this.isShared) {
      this.#lay();
    }
    this.#go(event, event.payload, 0);
  }

  /** The number of the step at which a reading stopped, since the next field's place has to be found; -1 where it did not. */
  get stoppedAt(): number {
    return this.#walk.words[(this.at + FIELDS_STOPPED) >> 2]!;
  }

  /** Goes on behind the step at which it stopped, at a place in the event's buffer. */
  goOn(event: RawEvent, place: number): void {
    this.#go(event, place, this.stoppedAt + 1);
  }

  #lay(): void {
    const { words } = this.#walk;
    this.lows.fill(0);
    this.highs.fill(0);
    this.starts.fill(MISSING);
    words[(this.at + FIELDS_STEPS) >> 2] = this.#steps.length;
    words[(this.at + FIELDS_STOPPED) >> 2] = -1;
    words.set(this.#steps, (this.at + FIELDS_HEAD_BYTES) >> 2);
  }

  #go({ view, end }: RawEvent, place: number, step: number): void {
    const base = view.byteOffset;
    this.#walk.readFields(this.at, base + place, base + end, base, step);
  }
}
