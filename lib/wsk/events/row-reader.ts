import { FieldLayout, InType, type Schema } from '../../decode/index.ts';
import type { RawEvent } from '../../etl/index.ts';
import { type Site, type SiteTable, UNKNOWN_SITE } from '../site.ts';
import { Row } from './row.ts';
import { EventKind, SLOT_NAMES, Slot, type SlotName } from './schema.ts';

const MISSING = -1;

/** What a step of `read` does: takes an integer of so many bytes, or one of these. */
const Step = { Skip: 0, Text: 16, Mark: 17, Locate: 18 } as const;
/** Width of the widest integer. */
const WIDEST = 8;
/** Numbers that each step takes in the list: what it does, the bytes that it steps over, slot, index of the field. */
const STEP_NUMBERS = 4;
/** Numbers that each integer at a fixed place takes: its bytes, its offset in the payload, its slot. */
const FIXED_NUMBERS = 3;
/** Where values go that nobody reads. */
const NO_SLOT = SLOT_NAMES.length;
const ROOM = SLOT_NAMES.length + 1;
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

/**
 * Reads the events of one form into a row: bound to the fields that the analysis reads, which are found by name, with the
 * types that the event's own metadata gives, so that drivers of any schema version and width of integers are read alike.
 * The values of an event are taken in one walk over its payload.
 */
export class RowReader {
  /** The event that was read last. */
  readonly row = new Row();
  readonly #layout: FieldLayout;
  readonly #sites: SiteTable;
  readonly #steps: Int32Array;
  /** The integers that stand before all that has no fixed size; how many bytes these are, and how many numbers of `#steps`. */
  readonly #fixed: Int32Array;
  readonly #fixedBytes: number;
  readonly #fixedSteps: number;
  /** For each slot: its field's index in the schema, or MISSING. */
  readonly #fields = new Int32Array(ROOM).fill(MISSING);
  /** Values of the integers, as halves of 32 bits: the row's, with a place for what nobody reads. */
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;
  /** Where texts and binaries begin and end in the event's buffer; a start of MISSING where the payload does not hold them. */
  readonly #starts = new Int32Array(ROOM).fill(MISSING);
  readonly #ends = new Int32Array(ROOM);
  readonly #tellsSite: boolean;

  /**
   * @param source the number of the provider that logs such events
   * @param sites where the places in its driver's code are known
   * @param names what the driver calls the fields; without it they have the slots' own names
   */
  constructor(
    kind: EventKind,
    { source, sites }: RowOrigin,
    schema: Schema,
    pointerSize: 4 | 8,
    names: Readonly<Partial<Record<SlotName, string>>> | null = null,
  ) {
    this.row.kind = kind;
    this.row.source = source;
    this.#sites = sites;
    this.#low = this.row.lows;
    this.#high = this.row.highs;
    this.#tellsSite = SITED.has(kind);
    this.#layout = new FieldLayout(schema, pointerSize);
    const slots: Slot[] = [];
    for (const name of SLOT_NAMES) {
      const field = names === null ? name : names[name];
      const index = field === undefined ? MISSING : this.#layout.indexOf(field);
      if (index >= 0) {
        this.#fields[Slot[name]] = index;
        slots.push(Slot[name]);
        this.row.slots |= 1 << Slot[name];
        const size = this.#layout.sizes[index]!;
        this.row.integers |= isInteger(size) ? 1 << Slot[name] : 0;
        this.row.wide |= size === WIDEST ? 1 << Slot[name] : 0;
      }
    }
    this.#steps = stepsOf(this.#layout, slots, this.#fields);
    const fixed: number[] = [];
    let [bytes, at] = [0, 0];
    for (; at < this.#steps.length && this.#steps[at]! <= WIDEST; at += STEP_NUMBERS) {
      if (this.#steps[at] !== Step.Skip) {
        fixed.push(this.#steps[at]!, bytes, this.#steps[at + 2]!);
      }
      bytes += this.#steps[at + 1]!;
    }
    this.#fixed = Int32Array.from(fixed);
    this.#fixedBytes = bytes;
    this.#fixedSteps = at;
  }

  /**
   * Takes the values of an event; what its payload does not hold whole is 0, or empty.
   * @returns whether it tells the analysis anything; events of the driver's own schema all do
   */
  read(event: RawEvent, clockNs: number): boolean {
    const { row } = this;
    row.clockNs = clockNs;
    row.processor = event.processor;
    row.thread = event.threadId;
    row.process = event.processId;
    this.#readFields(event);
    if (this.#tellsSite) {
      row.site = this.#site(event);
    } else if (row.kind === EventKind.DriverState) {
      row.what = this.#text(Slot.What, event);
    } else if (row.kind === EventKind.SocketAddress) {
      row.address = this.#part(Slot.Address, event).slice();
    }
    return true;
  }

  #readFields(event: RawEvent): void {
    const { view, bytes, end } = event;
    const steps = this.#steps;
    let at = event.payload;
    let i = 0;
    if (at + this.#fixedBytes <= end) {
      this.#readFixed(view, at);
      at += this.#fixedBytes;
      i = this.#fixedSteps;
    }
    for (; i < steps.length; i += STEP_NUMBERS) {
      const how = steps[i]!;
      const slot = steps[i + 2]!;
      if (at + (how <= WIDEST ? how : 0) > end) {
        this.#clearFrom(i);
        return;
      }
      switch (how) {
        case 8:
          this.#low[slot] = view.getUint32(at, true);
          this.#high[slot] = view.getUint32(at + 4, true);
          break;
        case 4:
          this.#low[slot] = view.getUint32(at, true);
          break;
        case 2:
          this.#low[slot] = view.getUint16(at, true);
          break;
        case 1:
          this.#low[slot] = bytes[at]!;
          break;
        case Step.Text:
          this.#starts[slot] = at;
          while (at < end && bytes[at] !== 0) {
            at++;
          }
          this.#ends[slot] = at;
          at = at < end ? at + 1 : end;
          break;
        case Step.Mark:
          this.#mark(slot, at, event);
          break;
        case Step.Locate: {
          const found = this.#layout.locate(steps[i + 3]!, event);
          at = found < 0 ? end + 1 : found;
          break;
        }
      }
      at += steps[i + 1]!;
    }
  }

  #readFixed(view: DataView, payload: number): void {
    const fixed = this.#fixed;
    for (let i = 0; i < fixed.length; i += FIXED_NUMBERS) {
      const at = payload + fixed[i + 1]!;
      const slot = fixed[i + 2]!;
      switch (fixed[i]) {
        case 8:
          this.#low[slot] = view.getUint32(at, true);
          this.#high[slot] = view.getUint32(at + 4, true);
          break;
        case 4:
          this.#low[slot] = view.getUint32(at, true);
          break;
        case 2:
          this.#low[slot] = view.getUint16(at, true);
          break;
        default:
          this.#low[slot] = view.getUint8(at);
      }
    }
  }

  /** The function and line that an event tells. */
  #site(event: RawEvent): Site {
    const start = this.#starts[Slot.Function]!;
    const line = this.row.low(Slot.Line);
    if (start < 0) {
      return line === 0 ? UNKNOWN_SITE : this.#sites.find(event.bytes, 0, 0, line);
    }
    return this.#sites.find(
      event.bytes,
      start,
      this.#ends[Slot.Function]!,
      line,
      this.#isWide(Slot.Function),
    );
  }

  #isWide(slot: Slot): boolean {
    return this.#inType(slot) === InType.UnicodeString;
  }

  /** A short text, for the rare events that have one. */
  #text(slot: Slot, event: RawEvent): string {
    return new TextDecoder(this.#isWide(slot) ? 'utf-16le' : 'utf-8').decode(this.#part(slot, event));
  }

  #part(slot: Slot, { bytes }: RawEvent): Uint8Array {
    const start = this.#starts[slot]!;
    return start < 0 ? new Uint8Array(0) : bytes.subarray(start, this.#ends[slot]);
  }

  #inType(slot: number): number {
    const field = this.#fields[slot]!;
    return field < 0 ? InType.Null : this.#layout.fields[field]!.inType;
  }

  /** Notes where a string or binary lies whose end is not found by a plain walk to its NUL. */
  #mark(slot: number, at: number, { view, bytes, end }: RawEvent): void {
    let from = at;
    let to = at;
    switch (this.#inType(slot)) {
      case InType.UnicodeString:
        while (to + 2 <= end && view.getUint16(to, true) !== 0) {
          to += 2;
        }
        break;
      case InType.AnsiString:
        while (to < end && bytes[to] !== 0) {
          to++;
        }
        break;
      default:
        if (at + 2 <= end) {
          from = at + 2;
          to = Math.min(from + view.getUint16(at, true), end);
        }
    }
    this.#starts[slot] = from;
    this.#ends[slot] = to;
  }

  /** Forgets the values of the event before from this step on. */
  #clearFrom(step: number): void {
    for (let i = step; i < this.#steps.length; i += STEP_NUMBERS) {
      const slot = this.#steps[i + 2]!;
      this.#low[slot] = 0;
      this.#high[slot] = 0;
      this.#starts[slot] = MISSING;
    }
  }
}

/** How to walk over a payload up to the last field that has a slot. */
function stepsOf({ fields, sizes }: FieldLayout, slots: readonly Slot[], indexOf: Int32Array): Int32Array {
  const steps: number[] = [];
  const last = Math.max(MISSING, ...slots.map((slot) => indexOf[slot]!));
  let isLost = false;
  for (let index = 0; index <= last; index++) {
    if (isLost) {
      steps.push(Step.Locate, 0, NO_SLOT, index);
    }
    const { inType, length, count } = fields[index]!;
    const size = sizes[index]!;
    // A mapping can take one field for several slots.
    const taken = slots.filter((slot) => indexOf[slot] === index);
    const endsWithNul = inType === InType.AnsiString && length === undefined && count === undefined;
    for (const slot of taken) {
      steps.push(isInteger(size) ? size : Step.Mark, 0, slot, index);
    }
    if (endsWithNul) {
      steps.push(Step.Text, 0, NO_SLOT, index);
    } else if (size >= 0) {
      steps.push(Step.Skip, size, NO_SLOT, index);
    }
    isLost = !endsWithNul && size < 0;
  }
  return Int32Array.from(joined(steps));
}

function isInteger(size: number): boolean {
  return size === 1 || size === 2 || size === 4 || size === WIDEST;
}

/** Puts together what takes a field and what steps over it. */
function joined(steps: readonly number[]): number[] {
  const result: number[] = [];
  for (let i = 0; i < steps.length; i += STEP_NUMBERS) {
    const [how, bytes] = [steps[i]!, steps[i + 1]!];
    const before = result.length - STEP_NUMBERS;
    if (how === Step.Skip && before >= 0 && result[before]! <= WIDEST) {
      result[before + 1]! += bytes;
    } else if (how === Step.Text && before >= 0 && result[before] === Step.Mark) {
      result[before] = Step.Text;
    } else {
      result.push(...steps.slice(i, i + STEP_NUMBERS));
    }
  }
  return result;
}
