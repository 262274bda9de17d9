import { FieldLayout, InType, type Schema } from '../../decode/index.ts';
import {
  type EventForms,
  MISSING,
  type PayloadFields,
  type RawEvent,
  ROW_BESIDES,
  ROW_PROCESS,
  ROW_PROCESSOR,
  ROW_THREAD,
  ROW_TIME,
} from '../../etl/index.ts';
import { type Site, type SiteTable, UNKNOWN_SITE } from '../site.ts';
import { fieldOfStep, hasStops, stepsOf } from './field-steps.ts';
import type { RowBuffer } from './row-buffer.ts';
import { tellsBytes, tellsSite } from './row-cursor.ts';
import { RowLayout, type RowShape } from './row-layout.ts';
import { EventKind, SLOT_NAMES, Slot, type SlotName } from './schema.ts';
import type { SiteNumbers } from './site-numbers.ts';

/** Whose events are read. */
export interface RowOrigin {
  readonly source: number;
  readonly sites: SiteTable;
}

/** What the events of one form look like, and in which pass they are. */
export interface RowForm {
  /** From 0 in the order in which a reading meets them. */
  readonly number: number;
  readonly schema: Schema;
  readonly pointerSize: 4 | 8;
  readonly forms: EventForms;
  readonly siteNumbers: SiteNumbers;
}

/** How the fields are told whose names, or values, are not the slots' own. */
export interface FieldNames {
  readonly names: Readonly<Partial<Record<SlotName, string>>>;
  /** Slots as bits 1 << slot whose values come from elsewhere. */
  readonly given: number;
}

/**
 * Makes rows of the events of one form: bound to the fields that the analysis reads, which are found by name, with the
 * types that the event's own metadata gives, so that drivers of any schema version and width of integers are read alike.
 * The values of an event are taken in one walk over its payload.
 */
export class RowReader {
  readonly shape: RowShape;
  /** Takes the values, into a row. */
  readonly fields: PayloadFields;
  protected readonly rowLayout: RowLayout;
  readonly #form: RowForm;
  readonly #layout: FieldLayout;
  readonly #sites: SiteTable;
  /** Group of the sites' names among the texts that the pass knows. */
  readonly #group: number;
  readonly #steps: Int32Array;
  /** For each slot: its field's index in the schema, or MISSING. */
  readonly #indexes = new Int32Array(SLOT_NAMES.length).fill(MISSING);
  /** Whether the place of a field has to be found on the way. */
  readonly #stops: boolean;
  readonly #tellsSite: boolean;
  readonly #tellsBytes: boolean;
  readonly #times: Float64Array;

  /**
   * @param source the number of the provider that logs such events
   * @param sites where the places in its driver's code are known
   * @param told what the driver calls the fields; without it they have the slots' own names
   */
  constructor(kind: EventKind, { source, sites }: RowOrigin, form: RowForm, told: FieldNames | null = null) {
    this.#form = form;
    this.#sites = sites;
    this.#layout = new FieldLayout(form.schema, form.pointerSize);
    this.#findFields(told);
    this.shape = this.#shapeOf(kind, source, told?.given ?? 0);
    this.rowLayout = new RowLayout(this.shape);
    this.#steps = stepsOf({ layout: this.#layout, indexes: this.#indexes, row: this.rowLayout });
    this.#stops = hasStops(this.#steps);
    this.#tellsSite = tellsSite(kind);
    this.#tellsBytes = tellsBytes(kind);
    this.#group = 2 * source + (this.#isWide(Slot.Function) ? 1 : 0);
    const { words, lows } = this.rowLayout;
    const text = { slot: Slot.Function, beside: lows[Slot.Line]!, group: this.#group };
    const plan = { form: form.number, words, steps: this.#steps, text: this.#tellsSite ? text : null };
    this.fields = form.forms.fields(plan);
    const { row } = this.fields;
    this.#times = new Float64Array(row.buffer, row.byteOffset, row.length >> 1);
  }

  #findFields(told: FieldNames | null): void {
    if (told === null) {
      for (const [index, { name }] of this.#layout.fields.entries()) {
        if (Object.hasOwn(Slot, name)) {
          this.#indexes[Slot[name as SlotName]] = index;
        }
      }
      return;
    }
    for (const [name, field] of Object.entries(told.names)) {
      this.#indexes[Slot[name as SlotName]] = this.#layout.indexOf(field);
    }
  }

  #shapeOf(kind: EventKind, source: number, given: number): RowShape {
    let slots = 0;
    let integers = given;
    let wide = 0;
    for (const [slot, index] of this.#indexes.entries()) {
      if (index >= 0) {
        const size = this.#layout.sizes[index]!;
        slots |= 1 << slot;
        integers |= isInteger(size) ? 1 << slot : 0;
        wide |= size === 8 ? 1 << slot : 0;
      }
    }
    return { form: this.#form.number, kind, source, slots, integers, wide };
  }

  /** Whether the pass itself can make rows of such events, but for those whose site it does not know. */
  get isPlain(): boolean {
    return !this.#stops && !this.#tellsBytes && !this.fields.isShared;
  }

  /**
   * Makes a row of an event; what its payload does not hold whole is 0, or empty.
   * @returns whether it tells the analysis anything; events of the driver's own schema all do
   */
  read(event: RawEvent, clockNs: number, to: RowBuffer): boolean {
    this.fields.read(event);
    if (this.#stops) {
      this.#goOn(event);
    }
    const { row } = this.fields;
    row[ROW_PROCESSOR] = event.processor;
    row[ROW_THREAD] = event.threadId;
    row[ROW_PROCESS] = event.processId;
    this.#times[ROW_TIME >> 1] = clockNs;
    row[ROW_BESIDES] = this.#tellsSite ? this.#siteNumber(event) : 0;
    to.put(row, this.rowLayout.words, this.#tellsBytes ? this.#bytes(event) : null);
    return true;
  }

  #goOn(event: RawEvent): void {
    const { fields } = this;
    for (let step = fields.stoppedAt; step >= 0; step = fields.stoppedAt) {
      const at = this.#layout.locate(fieldOfStep(this.#steps, step), event);
      fields.goOn(event, at < 0 ? event.end + 1 : at);
    }
  }

  /** The number of the function and line that an event tells, which the pass knows from then on. */
  #siteNumber(event: RawEvent): number {
    const { siteNumbers, forms } = this.#form;
    const line = this.fields.row[this.rowLayout.lows[Slot.Line]!]!;
    const start = this.fields.starts[Slot.Function]!;
    const end = start < 0 ? start : this.fields.ends[Slot.Function]!;
    const site = this.#site(event, start, end, line);
    const number = siteNumbers.of(site);
    if (number !== 0 && !siteNumbers.areTooMany) {
      forms.know(event.bytes.subarray(Math.max(start, 0), Math.max(end, 0)), this.#group, line, number);
    }
    return number;
  }

  #site({ bytes }: RawEvent, start: number, end: number, line: number): Site {
    if (start >= 0) {
      return this.#sites.find(bytes, start, end, line, this.#isWide(Slot.Function));
    }
    return line === 0 ? UNKNOWN_SITE : this.#sites.find(bytes, 0, 0, line);
  }

  #isWide(slot: Slot): boolean {
    const field = this.#indexes[slot]!;
    return field >= 0 && this.#layout.fields[field]!.inType === InType.UnicodeString;
  }

  /** What few kinds have besides numbers: what a DriverState tells, as UTF-8, and the address of a SocketAddress. */
  #bytes(event: RawEvent): Uint8Array {
    if (this.shape.kind === EventKind.SocketAddress) {
      return this.#part(Slot.Address, event);
    }
    const encoding = this.#isWide(Slot.What) ? 'utf-16le' : 'utf-8';
    return new TextEncoder().encode(new TextDecoder(encoding).decode(this.#part(Slot.What, event)));
  }

  #part(slot: Slot, { bytes }: RawEvent): Uint8Array {
    const start = this.fields.starts[slot]!;
    return start < 0 ? new Uint8Array(0) : bytes.subarray(start, this.fields.ends[slot]);
  }
}

function isInteger(size: number): boolean {
  return size === 1 || size === 2 || size === 4 || size === 8;
}
