import type { RawEvent } from '../event.ts';
import {
  FIELD_SLOTS,
  FIELDS_BESIDE,
  FIELDS_ENDS,
  FIELDS_GROUP,
  FIELDS_HEAD_BYTES,
  FIELDS_ROW,
  FIELDS_ROW_BYTES,
  FIELDS_STARTS,
  FIELDS_STEPS,
  FIELDS_STOPPED,
  FIELDS_TEXT,
  MISSING,
  MOST_ROW_WORDS,
  ROW_FORM,
  ROW_ZERO,
} from './places.ts';
import type { Walk } from './walk.ts';

/** What rows of events of one form are made of. */
export interface RowPlan {
  /** The form's number in the rows. */
  readonly form: number;
  /** Words of a row: an even number, MOST_ROW_WORDS at the most. */
  readonly words: number;
  /** How to take the values, no more numbers than MOST_STEP_NUMBERS: see ./places.ts. */
  readonly steps: Int32Array;
  /** What the row's known text is found by; null where it tells none. */
  readonly text: TextPlan | null;
}

export interface TextPlan {
  readonly slot: number;
  /** Place in the row of the integer that goes with it. */
  readonly beside: number;
  /** Texts are told apart by the group that they are of. */
  readonly group: number;
}

/**
 * The fields of events of one form, and the steps that take their values from a payload, in one walk over it: see ./places.ts. They
 * lie in the walk's memory, so that it can take them itself, and make rows of them. What was read stays until the next event is.
 */
export class PayloadFields {
  /** Where they lie in the memory. */
  readonly at: number;
  /** A row of the event's integers; its head is the reader's to fill. */
  readonly row: Uint32Array;
  /** Where texts and binaries begin and end in the event's buffer; a start of MISSING where the payload does not hold them. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly #walk: Walk;
  readonly #plan: RowPlan;
  /** Whether others use the same place, since there is no room for more. */
  readonly isShared: boolean;

  constructor(walk: Walk, plan: RowPlan) {
    this.#walk = walk;
    this.#plan = plan;
    const own = walk.room(FIELDS_HEAD_BYTES + 4 * plan.steps.length);
    this.isShared = own === 0;
    this.at = this.isShared ? walk.sharedFieldsAt : own;
    const { buffer } = walk.words;
    this.row = new Uint32Array(buffer, this.at + FIELDS_ROW, MOST_ROW_WORDS);
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
    const { form, words: length, steps, text } = this.#plan;
    this.row.fill(0);
    this.row[ROW_FORM] = form;
    this.starts.fill(MISSING);
    const numbers: readonly (readonly [number, number])[] = [
      [FIELDS_STEPS, steps.length],
      [FIELDS_STOPPED, -1],
      [FIELDS_ROW_BYTES, 4 * length],
      [FIELDS_TEXT, text?.slot ?? MISSING],
      [FIELDS_BESIDE, 4 * (text?.beside ?? ROW_ZERO)],
      [FIELDS_GROUP, text?.group ?? 0],
    ];
    for (const [place, number] of numbers) {
      words[(this.at + place) >> 2] = number;
    }
    words.set(steps, (this.at + FIELDS_HEAD_BYTES) >> 2);
  }

  #go({ view, end }: RawEvent, place: number, step: number): void {
    const base = view.byteOffset;
    this.#walk.readFields(this.at, this.at + FIELDS_ROW, base + place, base + end, base, step);
  }
}
