import { ITEM_HEADER_BYTES, type ItemPlaces, ItemType, type RawEvent } from '../event.ts';
import { HEADER_TYPES } from '../header-type.ts';
import { PayloadFields, type RowPlan } from './payload-fields.ts';
import {
  COUNTED,
  FIRST_TICKS_AT,
  FLAGS_AT,
  FORM_COUNT,
  FORM_FIELDS,
  FORM_FLAGS,
  FORM_GUID,
  FORM_HEAD_BYTES,
  FORM_NUMBER,
  FORM_PAYLOAD,
  FORM_RUNS,
  FORM_TYPE,
  FORM_USE,
  GIVEN,
  GUID_AT,
  KERNEL_KIND_AT,
  LAST_TICKS_AT,
  NUMBERS_AT,
  NUMBERS_BYTES,
  PASSED_OVER,
  RUN_BYTES,
  TEXT_BESIDE,
  TEXT_GROUP,
  TEXT_HEAD_BYTES,
  TEXT_LENGTH,
  TEXT_NUMBER,
  TYPE_COUNTS_AT,
  WRITTEN,
} from './places.ts';
import type { Walk } from './walk.ts';
import { WrittenRows } from './written-rows.ts';

/** No event's header is of this type. */
const NO_TYPE = -1;
/** So many events that numbers alone tell are tried in vain: those of a trace whose numbers are all different are left alone. */
const MOST_REFUSED = 1024;
/** Longer texts are no names. */
const MOST_TEXT_BYTES = 256;

/** What a pass counted itself, of events of some forms. */
export interface CountedEvents {
  readonly events: number;
  /** By header type. */
  readonly headerTypes: Uint32Array;
  /** By form. */
  readonly forms: readonly number[];
  readonly firstTicks: number;
  readonly lastTicks: number;
}

/**
 * The forms of events in one pass: events of one form have the same provider and the same extended items, but for what
 * differs from event to event, such as the addresses of a stack, and without metadata the same id and version; of the kernel's
 * events the same group, opcode and version.
 * Nothing is looked for in an event whose form is known: who logged it, what it is and where its items lie follow. Forms count
 * from 1; 0 is none.
 */
export class EventForms {
  readonly #walk: Walk;
  /** By form: where the items of such events lie, and where the form lies in the walk's memory. */
  readonly #places: (ItemPlaces | null)[] = [null];
  readonly #at: number[] = [0];
  /** Those that the pass has written since they were cleared. */
  readonly rows: WrittenRows;
  #refused = 0;
  /** Numbers of the texts that it was told. */
  readonly #told = new Set<number>();

  constructor(walk: Walk) {
    this.#walk = walk;
    this.rows = new WrittenRows(walk);
  }

  /** Where the items of such events lie; null where they have none. */
  placesOf(form: number): ItemPlaces | null {
    return this.#places[form]!;
  }

  /**
   * Has events known again that are like this one, the one that the pass gave last.
   * @returns their form; 0 where nothing more can be known again
   */
  add(event: RawEvent): number {
    if (!event.isEventHeader && event.group < 0) {
      return 0;
    }
    const isOfNumbers = hasNumbersAlone(event);
    if (isOfNumbers && this.#refused === MOST_REFUSED) {
      return 0;
    }
    const items = event.itemPlaces();
    const isWhole = (event.start & 7) === 0 && (items !== null || !event.hasItems);
    const at = isWhole ? this.#takeIn(event, isOfNumbers) : 0;
    if (at === 0) {
      this.#refused += isOfNumbers ? 1 : 0;
      return 0;
    }
    this.#at.push(at);
    return this.#places.push(items) - 1;
  }

  /** @returns where the form lies; 0 where there is no room for it */
  #takeIn(event: RawEvent, isOfNumbers: boolean): number {
    const runs = runsOf(event, isOfNumbers);
    const compared = runs.reduce((sum, { bytes }) => sum + bytes, 0);
    const bytes = FORM_HEAD_BYTES + runs.length * RUN_BYTES + compared;
    const at = isOfNumbers ? this.#walk.roomOfShare('numbers', bytes) : this.#walk.room(bytes);
    if (at === 0) {
      return 0;
    }
    this.#lay(at, event, runs);
    return this.#walk.addForm(at) ? at : 0;
  }

  /** From the next event on the pass counts those of a form itself. */
  count(form: number): void {
    this.#walk.words[(this.#at[form]! + FORM_USE) >> 2] = COUNTED;
  }

  /** From the next event on the pass counts those of a form itself, and gives none but one now and then. */
  passOver(form: number): void {
    this.#walk.words[(this.#at[form]! + FORM_USE) >> 2] = PASSED_OVER;
  }

  /** From the next event on no event is of a form: those that it was given before are still known by it. */
  forget(form: number): void {
    this.#walk.words[(this.#at[form]! + FORM_TYPE) >> 2] = NO_TYPE;
  }

  /** Whether the pass counts the events of a form itself. */
  isCounted(form: number): boolean {
    return form > 0 && this.#walk.words[(this.#at[form]! + FORM_USE) >> 2] !== GIVEN;
  }

  /**
   * From the next event on the pass counts those of a form itself, and writes a row of each; those with a text that is not known are
   * given in place of that. The form is that of an EVENT_HEADER.
   */
  write(form: number, fields: PayloadFields): void {
    const at = this.#at[form]!;
    this.#walk.words[(at + FORM_FIELDS) >> 2] = fields.at;
    this.#walk.words[(at + FORM_USE) >> 2] = WRITTEN;
  }

  /** What takes the values of fields from the events of this pass. */
  fields(plan: RowPlan): PayloadFields {
    return new PayloadFields(this.#walk, plan);
  }

  /**
   * Has rows tell a text by its number, where there is room for it.
   * @param group of texts that it is of, and the integer beside it
   * @param number not 0
   */
  know(text: Uint8Array, group: number, beside: number, number: number): void {
    if (text.length > MOST_TEXT_BYTES || this.#told.has(number)) {
      return;
    }
    this.#told.add(number);
    const at = this.#walk.roomOfShare('texts', TEXT_HEAD_BYTES + text.length);
    if (at === 0) {
      return;
    }
    const { words } = this.#walk;
    words[(at + TEXT_GROUP) >> 2] = group;
    words[(at + TEXT_BESIDE) >> 2] = beside;
    words[(at + TEXT_LENGTH) >> 2] = text.length;
    words[(at + TEXT_NUMBER) >> 2] = number;
    new Uint8Array(words.buffer).set(text, at + TEXT_HEAD_BYTES);
    this.#walk.addText(at);
  }

  /** How many events the pass has counted itself. */
  get counted(): number {
    return this.#headerTypes().reduce((sum, count) => sum + count, 0);
  }

  countedEvents(): CountedEvents {
    const { words, doubles } = this.#walk;
    return {
      events: this.counted,
      headerTypes: this.#headerTypes(),
      forms: this.#at.map((at) => (at === 0 ? 0 : words[(at + FORM_COUNT) >> 2]! >>> 0)),
      firstTicks: doubles[FIRST_TICKS_AT >> 3]!,
      lastTicks: doubles[LAST_TICKS_AT >> 3]!,
    };
  }

  #headerTypes(): Uint32Array {
    return new Uint32Array(this.#walk.words.buffer, TYPE_COUNTS_AT, HEADER_TYPES);
  }

  #lay(form: number, event: RawEvent, runs: readonly Run[]): void {
    const { bytes, view, start } = event;
    const { words } = this.#walk;
    const memory = new Uint8Array(words.buffer);
    words[(form + FORM_NUMBER) >> 2] = this.#places.length;
    words[(form + FORM_TYPE) >> 2] = event.headerType;
    words[(form + FORM_PAYLOAD) >> 2] = event.payload - start;
    words[(form + FORM_RUNS) >> 2] = runs.length;
    if (event.group >= 0) {
      words[(form + FORM_GUID) >> 2] = view.getUint32(start, true);
      words[(form + FORM_GUID + 4) >> 2] = view.getUint16(start + KERNEL_KIND_AT, true);
    } else {
      memory.set(bytes.subarray(start + GUID_AT, start + GUID_AT + 16), form + FORM_GUID);
      words[(form + FORM_FLAGS) >> 2] = view.getInt32(start + FLAGS_AT, true);
    }
    let run = form + FORM_HEAD_BYTES;
    let at = run + runs.length * RUN_BYTES;
    for (const { from, bytes: length } of runs) {
      words[run >> 2] = from;
      words[(run >> 2) + 1] = length;
      memory.set(bytes.subarray(start + from, start + from + length), at);
      run += RUN_BYTES;
      at += length;
    }
  }
}

/** Bytes that are compared: from where in the event, a multiple of 8, and how many, as well. */
interface Run {
  readonly from: number;
  bytes: number;
}

/** Whether nothing but numbers tells what an event of a provider is. */
function hasNumbersAlone(event: RawEvent): boolean {
  return event.isEventHeader && event.schema === 0;
}

/** What is compared: of items with metadata and traits all, of the others their headers; without metadata the event's numbers. */
function runsOf(event: RawEvent, isOfNumbers: boolean): readonly Run[] {
  const runs: Run[] = isOfNumbers ? [{ from: NUMBERS_AT, bytes: NUMBERS_BYTES }] : [];
  event.eachItem((type, start, _end, next) => {
    const from = start - ITEM_HEADER_BYTES - event.start;
    const isWhole = type === ItemType.Schema || type === ItemType.ProviderTraits;
    const bytes = isWhole ? next - event.start - from : ITEM_HEADER_BYTES;
    const before = runs.at(-1);
    if (before !== undefined && before.from + before.bytes === from) {
      before.bytes += bytes;
    } else {
      runs.push({ from, bytes });
    }
  });
  return runs;
}
