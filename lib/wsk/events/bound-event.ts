import { FieldLayout, InType, type PayloadBytes, type Schema } from '../../decode/index.ts';
import { type EventKind, SLOT_NAMES, Slot, type SlotName } from './schema.ts';

const MISSING = -1;
const BEHIND_VARIABLE = -2;

/**
 * One event of one driver, bound to the fields that the analysis reads: found by name, with the types that the
 * event's own metadata gives, so that drivers of any schema version and width of integers are read alike.
 */
export class BoundEvent {
  readonly kind: EventKind;
  readonly #layout: FieldLayout;
  /** For each slot: the field's offset from the payload's start, or MISSING, or BEHIND_VARIABLE. */
  readonly #offsets = new Int32Array(SLOT_NAMES.length).fill(MISSING);
  readonly #fields = new Int32Array(SLOT_NAMES.length).fill(MISSING);
  readonly #widths = new Uint8Array(SLOT_NAMES.length);

  /** @param names what the driver calls the fields; without it they have the slots' own names */
  constructor(
    kind: EventKind,
    schema: Schema,
    pointerSize: 4 | 8,
    names: Readonly<Partial<Record<SlotName, string>>> | null = null,
  ) {
    this.kind = kind;
    this.#layout = new FieldLayout(schema, pointerSize);
    for (const name of SLOT_NAMES) {
      const field = names === null ? name : names[name];
      if (field !== undefined) {
        this.#bind(Slot[name], field);
      }
    }
  }

  #bind(slot: Slot, name: string): void {
    const index = this.#layout.indexOf(name);
    if (index < 0) {
      return;
    }
    const offset = this.#layout.offsets[index]!;
    this.#fields[slot] = index;
    this.#offsets[slot] = offset >= 0 ? offset : BEHIND_VARIABLE;
    this.#widths[slot] = Math.max(this.#layout.sizes[index]!, 0);
  }

  has(slot: Slot): boolean {
    return this.#fields[slot]! >= 0;
  }

  /** The low 32 bits of an integer, unsigned; 0 where the event has no such field. */
  low(event: PayloadBytes, slot: Slot): number {
    const at = this.#at(event, slot);
    if (at < 0) {
      return 0;
    }
    switch (this.#widths[slot]) {
      case 8:
      case 4:
        return event.view.getUint32(at, true);
      case 2:
        return event.view.getUint16(at, true);
      case 1:
        return event.view.getUint8(at);
      default:
        return 0;
    }
  }

  /** The high 32 bits of a 64-bit integer; 0 for narrower ones. */
  high(event: PayloadBytes, slot: Slot): number {
    if (this.#widths[slot] !== 8) {
      return 0;
    }
    const at = this.#at(event, slot);
    return at < 0 ? 0 : event.view.getUint32(at + 4, true);
  }

  /** An integer as a double, for lengths and counts: exact up to 2^53. */
  number(event: PayloadBytes, slot: Slot): number {
    return this.high(event, slot) * 0x1_0000_0000 + this.low(event, slot);
  }

  /** Where a string's characters begin, or -1; `textEnd` tells where they end. */
  textStart(event: PayloadBytes, slot: Slot): number {
    const field = this.#fields[slot]!;
    if (field < 0) {
      return -1;
    }
    const isCounted = this.#layout.fields[field]!.inType === InType.CountedAnsiString;
    const at = this.#at(event, slot);
    return at >= 0 && isCounted ? at + 2 : at;
  }

  /** The end of the string that begins at `start`: its NUL, its count's end, or the payload's. */
  textEnd(event: PayloadBytes, slot: Slot, start: number): number {
    const field = this.#layout.fields[this.#fields[slot]!]!;
    if (field.inType === InType.CountedAnsiString) {
      return Math.min(start + event.view.getUint16(start - 2, true), event.end);
    }
    let end = start;
    if (field.inType === InType.UnicodeString) {
      while (end + 2 <= event.end && event.view.getUint16(end, true) !== 0) {
        end += 2;
      }
      return end;
    }
    while (end < event.end && event.view.getUint8(end) !== 0) {
      end++;
    }
    return end;
  }

  /** Whether a string is in UTF-16. */
  isWide(slot: Slot): boolean {
    const field = this.#fields[slot]!;
    return field >= 0 && this.#layout.fields[field]!.inType === InType.UnicodeString;
  }

  /** A short text, for the rare events that have one. */
  text(event: PayloadBytes, slot: Slot): string {
    const start = this.textStart(event, slot);
    if (start < 0) {
      return '';
    }
    const end = this.textEnd(event, slot, start);
    return new TextDecoder().decode(new Uint8Array(event.view.buffer, start, end - start));
  }

  /** The bytes of a binary with its count, copied. */
  binary(event: PayloadBytes, slot: Slot): Uint8Array {
    const at = this.#at(event, slot);
    if (at < 0 || at + 2 > event.end) {
      return new Uint8Array(0);
    }
    const end = Math.min(at + 2 + event.view.getUint16(at, true), event.end);
    return new Uint8Array(event.view.buffer, at + 2, end - at - 2).slice();
  }

  #at(event: PayloadBytes, slot: Slot): number {
    const offset = this.#offsets[slot]!;
    if (offset >= 0) {
      const at = event.payload + offset;
      return at + this.#widths[slot]! <= event.end ? at : -1;
    }
    return offset === MISSING ? -1 : this.#layout.locate(this.#fields[slot]!, event);
  }
}
