import { type PayloadBytes, startOfField } from './payload.ts';
import { type Field, InType, type Schema } from './schema.ts';
import { fixedSize } from './value.ts';

/**
 * Where the fields of a schema lie, for reading single ones without decoding the rest. Fields before the first
 * one of variable size have a fixed offset; those behind it are found by stepping over what precedes them.
 */
export class FieldLayout {
  readonly fields: readonly Field[];
  readonly pointerSize: 4 | 8;
  /** For each field, its offset from the payload's start where that is fixed, or -1. */
  readonly offsets: Int32Array;
  /** For each field, its size in bytes where that is fixed, or -1. */
  readonly sizes: Int32Array;
  /** How many of the first fields have a fixed offset. */
  readonly #fixedCount: number;

  constructor(schema: Schema, pointerSize: 4 | 8) {
    this.fields = schema.fields;
    this.pointerSize = pointerSize;
    this.sizes = Int32Array.from(this.fields, (field) => sizeOf(field, pointerSize));
    this.offsets = new Int32Array(this.fields.length).fill(-1);
    let offset = 0;
    let count = 0;
    for (; count < this.fields.length && offset >= 0; count++) {
      this.offsets[count] = offset;
      offset = this.sizes[count]! < 0 ? -1 : offset + this.sizes[count]!;
    }
    this.#fixedCount = count;
  }

  indexOf(name: string): number {
    return this.fields.findIndex((field) => field.name === name);
  }

  /** Where the field begins in the event's buffer, or -1 where the payload ends before it. */
  locate(index: number, event: PayloadBytes): number {
    const known = Math.min(index, this.#fixedCount - 1);
    let at = event.payload + this.offsets[known]!;
    for (let i = known; i < index && at >= 0; i++) {
      if (this.sizes[i]! < 0 && !isSteppable(this.fields[i]!)) {
        at = startOfField(this.fields, index, event);
        break;
      }
      at = this.#step(i, at, event);
    }
    const size = Math.max(this.sizes[index]!, 0);
    return at + size <= event.end ? at : -1;
  }

  /** Where the field after this one begins, or -1 where this one does not end inside the payload. */
  #step(index: number, at: number, event: PayloadBytes): number {
    const size = this.sizes[index]!;
    const end = size >= 0 ? at + size : this.#variableEnd(this.fields[index]!, at, event);
    return end <= event.end ? end : -1;
  }

  #variableEnd(field: Field, at: number, event: PayloadBytes): number {
    if (field.count === undefined) {
      return variableEnd(field, at, event);
    }
    // A counted array of values of fixed size: see isSteppable.
    const element = fixedSize(field.inType, this.pointerSize);
    return at + 2 > event.end ? -1 : at + 2 + element * event.view.getUint16(at, true);
  }
}

/** Whether a field of variable size can be stepped over at a glance; the others have to be read to know their end. */
function isSteppable(field: Field): boolean {
  if (field.count !== undefined) {
    return field.count.kind === 'prefix' && fixedSize(field.inType, 8) > 0;
  }
  switch (field.inType) {
    case InType.AnsiString:
    case InType.UnicodeString:
      return field.length === undefined;
    case InType.CountedUnicodeString:
    case InType.CountedAnsiString:
    case InType.CountedBinary:
      return true;
    default:
      return false;
  }
}

/** Size of a field, arrays and structs included, or -1 where the payload tells it. */
function sizeOf(field: Field, pointerSize: 4 | 8): number {
  const count = field.count === undefined ? 1 : field.count.kind === 'fixed' ? field.count.value : -1;
  if (count < 0) {
    return -1;
  }
  if (field.inType === InType.Struct) {
    let size = 0;
    for (const member of field.members ?? []) {
      const memberSize = sizeOf(member, pointerSize);
      if (memberSize < 0) {
        return -1;
      }
      size += memberSize;
    }
    return count * size;
  }
  const size = fixedSize(field.inType, pointerSize);
  return size < 0 ? -1 : count * size;
}

function variableEnd(field: Field, at: number, event: PayloadBytes): number {
  const { view, end } = event;
  switch (field.inType) {
    case InType.AnsiString: {
      let to = at;
      while (to < end && view.getUint8(to) !== 0) {
        to++;
      }
      return Math.min(to + 1, end);
    }
    case InType.UnicodeString: {
      let to = at;
      while (to + 2 <= end && view.getUint16(to, true) !== 0) {
        to += 2;
      }
      return Math.min(to + 2, end);
    }
    case InType.CountedUnicodeString:
    case InType.CountedAnsiString:
    case InType.CountedBinary:
      return at + 2 > end ? -1 : at + 2 + view.getUint16(at, true);
    default:
      return -1;
  }
}
