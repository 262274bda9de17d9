import { FieldLayout, InType, type Schema } from '../../decode/index.ts';
import { type EventForms, MISSING, type PayloadFields, type RawEvent } from '../../etl/index.ts';
import { type Site, type SiteTable, UNKNOWN_SITE } from '../site.ts';
import { fieldOfStep, hasStops, stepsOf } from './field-steps.ts';
import { Row } from './row.ts';
import { EventKind, SLOT_NAMES, Slot, type SlotName } from './schema.ts';

/** Kinds of events that something begins with, whose place in the code stays known. */
const SITED: ReadonlySet<EventKind> = new Set([
  EventKind.IrpAllocated,
  EventKind.IrpRundown,
  EventKind.WskCallIssued,
  EventKind.CallRundown,
]);

/** Whose events are read. */
export interface RowOrigin {
  readonly source: number;
  readonly sites: SiteTable;
}

/** What the events of one form look like, and in which pass they are. */
export interface RowForm {
  readonly schema: Schema;
  readonly pointerSize: 4 | 8;
  readonly forms: EventForms;
}

/**
 * Reads the events of one form into a row: bound to the fields that the analysis reads, which are found by name, with the
 * types that the event's own metadata gives, so that drivers of any schema version and width of integers are read alike.
 * The values of an event are taken in one walk over its payload.
 */
export class RowReader {
  /** The event that was read last. */
  readonly row: Row;
  /** Takes the values, into the row. */
  readonly fields: PayloadFields;
  readonly #layout: FieldLayout;
  readonly #sites: SiteTable;
  readonly #steps: Int32Array;
  /** For each slot: its field's index in the schema, or MISSING. */
  readonly #indexes = new Int32Array(SLOT_NAMES.length).fill(MISSING);
  /** Whether the place of a field has to be found on the way. */
  readonly #stops: boolean;
  readonly #tellsMore: boolean;

  /**
   * @param source the number of the provider that logs such events
   * @param sites where the places in its driver's code are known
   * @param names what the driver calls the fields; without it they have the slots' own names
   */
  constructor(
    kind: EventKind,
    { source, sites }: RowOrigin,
    { schema, pointerSize, forms }: RowForm,
    names: Readonly<Partial<Record<SlotName, string>>> | null = null,
  ) {
    this.#sites = sites;
    this.#layout = new FieldLayout(schema, pointerSize);
    for (const name of SLOT_NAMES) {
      const field = names === null ? name : names[name];
      this.#indexes[Slot[name]] = field === undefined ? MISSING : this.#layout.indexOf(field);
    }
    this.#steps = stepsOf(this.#layout, this.#indexes);
    this.#stops = hasStops(this.#steps);
    this.fields = forms.fields(this.#steps);
    this.row = new Row(this.fields.lows, this.fields.highs);
    this.row.kind = kind;
    this.row.source = source;
    this.#tellsMore = SITED.has(kind) || kind === EventKind.DriverState || kind === EventKind.SocketAddress;
    for (const [slot, index] of this.#indexes.entries()) {
      if (index >= 0) {
        const size = this.#layout.sizes[index]!;
        this.row.slots |= 1 << slot;
        this.row.integers |= isInteger(size) ? 1 << slot : 0;
        this.row.wide |= size === 8 ? 1 << slot : 0;
      }
    }
  }

  /**
   * Takes the values of an event; what its payload does not hold whole is 0, or empty.
   * @returns whether it tells the analysis anything; events of the driver's own schema all do
   */
  read(event: RawEvent, clockNs: number): boolean {
    this.fields.read(event);
    return this.take(event, clockNs);
  }

  /** The same for an event whose values the pass itself has taken. */
  take(event: RawEvent, clockNs: number): boolean {
    const { row } = this;
    row.clockNs = clockNs;
    row.processor = event.processor;
    row.thread = event.threadId;
    row.process = event.processId;
    if (this.#stops) {
      this.#goOn(event);
    }
    if (this.#tellsMore) {
      this.#takeMore(event);
    }
    return true;
  }

  #goOn(event: RawEvent): void {
    const { fields } = this;
    for (let step = fields.stoppedAt; step >= 0; step = fields.stoppedAt) {
      const at = this.#layout.locate(fieldOfStep(this.#steps, step), event);
      fields.goOn(event, at < 0 ? event.end + 1 : at);
    }
  }

  /** What few kinds have besides numbers. */
  #takeMore(event: RawEvent): void {
    const { row } = this;
    if (row.kind === EventKind.DriverState) {
      row.what = this.#text(Slot.What, event);
    } else if (row.kind === EventKind.SocketAddress) {
      row.address = this.#part(Slot.Address, event).slice();
    } else {
      row.site = this.#site(event);
    }
  }

  /** The function and line that an event tells. */
  #site(event: RawEvent): Site {
    const start = this.fields.starts[Slot.Function]!;
    const line = this.row.low(Slot.Line);
    if (start < 0) {
      return line === 0 ? UNKNOWN_SITE : this.#sites.find(event.bytes, 0, 0, line);
    }
    return this.#sites.find(
      event.bytes,
      start,
      this.fields.ends[Slot.Function]!,
      line,
      this.#isWide(Slot.Function),
    );
  }

  #isWide(slot: Slot): boolean {
    const field = this.#indexes[slot]!;
    return field >= 0 && this.#layout.fields[field]!.inType === InType.UnicodeString;
  }

  /** A short text, for the rare events that have one. */
  #text(slot: Slot, event: RawEvent): string {
    return new TextDecoder(this.#isWide(slot) ? 'utf-16le' : 'utf-8').decode(this.#part(slot, event));
  }

  #part(slot: Slot, { bytes }: RawEvent): Uint8Array {
    const start = this.fields.starts[slot]!;
    return start < 0 ? new Uint8Array(0) : bytes.subarray(start, this.fields.ends[slot]);
  }
}

function isInteger(size: number): boolean {
  return size === 1 || size === 2 || size === 4 || size === 8;
}
