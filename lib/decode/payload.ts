import { decompressLznt1 } from '../etl/index.ts';
import { isCharacter, textOf, unitAt, unitBytes } from './characters.ts';
import { type Extent, type Field, InType, type Schema } from './schema.ts';
import {
  binaryValue,
  bytesOf,
  fixedSize,
  readCount,
  readFixed,
  readSid,
  type Value,
  ValueRecord,
} from './value.ts';

/** A decoded payload. */
export interface Payload {
  /** Values by field name. */
  readonly fields: { [name: string]: Value };
  /** The same values in the order of the schema's fields, as far as they were there. */
  readonly values: readonly Value[];
  /** At the place of each value that a map names: the number that the name stands for. */
  readonly numbers: readonly (number | undefined)[];
  /** The bytes from here on, as an offset, could not be read or belong to no field; the end where all were read. */
  readonly readTo: number;
  /** Whether every field of the schema was there. */
  readonly complete: boolean;
}

/** Bytes of a payload, and where it lies. */
export interface PayloadBytes {
  readonly view: DataView;
  readonly payload: number;
  readonly end: number;
  readonly pointerSize: 4 | 8;
}

/** Decodes a payload by its schema. A field that does not fit ends it: what stands before is kept. */
export function decodePayload(schema: Schema, event: PayloadBytes): Payload {
  const cursor = new PayloadCursor(event, schema.fields);
  const fields = new ValueRecord();
  const values: Value[] = [];
  const complete = cursor.members(schema.fields, cursor.outer, fields, values);
  return { fields, values, numbers: cursor.numbers, readTo: cursor.at, complete };
}

/** Where the field of this index begins, found by reading all before it; -1 where one of them is not there whole. */
export function startOfField(fields: readonly Field[], index: number, event: PayloadBytes): number {
  const before = fields.slice(0, index);
  const cursor = new PayloadCursor(event, before);
  return cursor.members(before, cursor.outer, new ValueRecord(), null) ? cursor.at : -1;
}

const MISSING = Symbol('missing');
const MAX_SUB_AUTHORITIES = 15;
/** Real ones have some 24 KB; a size from the file must not make us take gigabytes. */
const MAX_TEXT_BYTES = 1 << 20;
const WIDE_TEXT: Field = { name: '', inType: InType.UnicodeString, outType: 'default' };

/** A list of fields while it is read: where each of them began, for those whose value tells another's extent. */
interface Frame {
  readonly fields: readonly Field[];
  readonly starts: number[];
}

class PayloadCursor {
  at: number;
  /** The event's own fields, as against those of a struct. */
  readonly outer: Frame;
  /** The numbers behind the names of the event's own fields. */
  readonly numbers: (number | undefined)[] = [];
  readonly #view: DataView;
  readonly #end: number;
  readonly #pointerSize: 4 | 8;

  constructor(event: PayloadBytes, fields: readonly Field[]) {
    this.#view = event.view;
    this.at = event.payload;
    this.#end = event.end;
    this.#pointerSize = event.pointerSize;
    this.outer = { fields, starts: [] };
  }

  /** Reads fields into `target` and `values`; false as soon as one is not there whole. */
  members(
    fields: readonly Field[],
    frame: Frame,
    target: { [name: string]: Value },
    values: Value[] | null,
  ): boolean {
    for (const field of fields) {
      frame.starts.push(this.at);
      const value = this.#field(field, frame);
      if (value === MISSING) {
        return false;
      }
      target[field.name] = value;
      if (values !== null) {
        if (field.map !== undefined) {
          this.numbers[values.length] = this.#numberAt(frame, values.length);
        }
        values.push(value);
      }
    }
    return true;
  }

  #field(field: Field, frame: Frame): Value | typeof MISSING {
    if (field.count === undefined) {
      return this.#value(field, frame);
    }
    const count = this.#extent(field.count, frame);
    if (count === MISSING) {
      return MISSING;
    }
    const isRest = field.count.kind === 'rest';
    if (isCharacter(field)) {
      return this.#text(field, isRest ? count / unitBytes(field) : count);
    }
    const values: Value[] = [];
    for (let i = 0; i < count; i++) {
      const from = this.at;
      const value = this.#value(field, frame);
      if (value === MISSING) {
        this.at = from;
        // Of the rest, what is too short for one more value belongs to no field.
        return isRest ? values : MISSING;
      }
      values.push(value);
      // A value of no size (an empty struct, a null) could be repeated 65,535 times out of nothing.
      if (this.at === from) {
        break;
      }
    }
    return values;
  }

  #value(field: Field, frame: Frame): Value | typeof MISSING {
    const size = fixedSize(field.inType, this.#pointerSize);
    if (size >= 0) {
      const at = this.#take(size);
      return at < 0 ? MISSING : readFixed(field, this.#view, at, this.#pointerSize);
    }
    switch (field.inType) {
      case InType.UnicodeString:
      case InType.AnsiString:
        return this.#string(field, frame);
      case InType.CountedUnicodeString:
      case InType.CountedAnsiString:
      case InType.MofCountedString:
      case InType.MofCountedAnsiString:
        return this.#counted(field, 2, true);
      case InType.MofReversedCountedString:
      case InType.MofReversedCountedAnsiString:
        return this.#counted(field, 2, false);
      case InType.NonNullTerminatedString:
      case InType.NonNullTerminatedAnsiString:
        return this.#text(field, (this.#end - this.at) / unitBytes(field));
      case InType.CountedBinary:
        return this.#counted(field, 2, true);
      case InType.HexDump:
        return this.#counted(field, 4, true);
      case InType.Binary:
        return this.#binary(field, frame);
      case InType.Sid:
        return this.#sid(this.at);
      case InType.WbemSid:
        return this.#wbemSid();
      case InType.Lznt1String:
        return this.#lznt1();
      case InType.Struct: {
        const target = new ValueRecord();
        const members = field.members ?? [];
        return this.members(members, { fields: members, starts: [] }, target, null) ? target : MISSING;
      }
      default:
        return MISSING;
    }
  }

  /** Moves over `size` bytes and returns where they begin, or -1 where there are fewer. */
  #take(size: number): number {
    const at = this.at;
    if (size > this.#end - at) {
      return -1;
    }
    this.at = at + size;
    return at;
  }

  /** How many values, characters or bytes; for the rest, the bytes that are left. */
  #extent(extent: Extent, frame: Frame): number | typeof MISSING {
    switch (extent.kind) {
      case 'fixed':
        return extent.value;
      case 'field':
        return this.#integerOf(frame, extent.index);
      case 'outer':
        return this.#integerOf(this.outer, extent.index);
      case 'rest':
        return this.#end - this.at;
      case 'prefix': {
        const at = this.#take(2);
        return at < 0 ? MISSING : this.#view.getUint16(at, true);
      }
    }
  }

  /** The number that a field before holds, whatever a map or an out-type shows it as. */
  #integerOf(frame: Frame, index: number): number | typeof MISSING {
    const field = frame.fields[index];
    const start = frame.starts[index];
    if (field === undefined || start === undefined || field.count !== undefined) {
      return MISSING;
    }
    return readCount(field.inType, this.#view, start, this.#pointerSize) ?? MISSING;
  }

  #numberAt(frame: Frame, index: number): number | undefined {
    const number = this.#integerOf(frame, index);
    return number === MISSING ? undefined : number;
  }

  #string(field: Field, frame: Frame): Value | typeof MISSING {
    if (field.length !== undefined) {
      const length = this.#extent(field.length, frame);
      // A fixed length of 0 is how manifests say that a NUL ends it.
      if (length === MISSING || length > 0 || field.length.kind !== 'fixed') {
        return length === MISSING ? MISSING : this.#text(field, length);
      }
    }
    return this.#terminated(field);
  }

  /** A string up to its NUL; one that the payload's end cuts short is taken as it is, as Windows does. */
  #terminated(field: Field): Value {
    const unit = unitBytes(field);
    let end = this.at;
    while (end + unit <= this.#end && unitAt(this.#view, end, unit) !== 0) {
      end += unit;
    }
    const text = textOf(field, this.#view, this.at, end);
    this.at = Math.min(end + unit, this.#end);
    return text;
  }

  /** A string of so many units; what stands behind a NUL in it is padding. */
  #text(field: Field, units: number): Value | typeof MISSING {
    const unit = unitBytes(field);
    const bytes = Math.trunc(units) * unit;
    const at = this.#take(bytes);
    if (at < 0) {
      return MISSING;
    }
    let end = at;
    while (end < at + bytes && unitAt(this.#view, end, unit) !== 0) {
      end += unit;
    }
    return textOf(field, this.#view, at, end);
  }

  #counted(field: Field, countBytes: 2 | 4, littleEndian: boolean): Value | typeof MISSING {
    const countAt = this.#take(countBytes);
    if (countAt < 0) {
      return MISSING;
    }
    const view = this.#view;
    const count =
      countBytes === 2 ? view.getUint16(countAt, littleEndian) : view.getUint32(countAt, littleEndian);
    const at = this.#take(count);
    if (at < 0) {
      this.at = countAt;
      return MISSING;
    }
    if (field.inType === InType.CountedBinary || field.inType === InType.HexDump) {
      return binaryValue(bytesOf(view, at, count), field.outType);
    }
    return textOf(field, view, at, at + count);
  }

  #binary(field: Field, frame: Frame): Value | typeof MISSING {
    // An IPv6 address needs no length to be 16 bytes long.
    const fallback = field.outType === 'ipv6' ? 16 : MISSING;
    const length = field.length === undefined ? fallback : this.#extent(field.length, frame);
    if (length === MISSING) {
      return MISSING;
    }
    const at = this.#take(length);
    return at < 0 ? MISSING : binaryValue(bytesOf(this.#view, at, length), field.outType);
  }

  /** Compressed text takes the rest of the payload. */
  #lznt1(): Value | typeof MISSING {
    const sizeAt = this.#take(4);
    if (sizeAt < 0) {
      return MISSING;
    }
    const size = Math.min(this.#view.getUint32(sizeAt, true), MAX_TEXT_BYTES);
    const at = this.at;
    const text = new Uint8Array(size);
    const written = decompressLznt1(bytesOf(this.#view, at, this.#end - at), text);
    this.at = this.#end;
    const view = new DataView(text.buffer);
    let end = 0;
    while (end + 2 <= written && view.getUint16(end, true) !== 0) {
      end += 2;
    }
    return textOf(WIDE_TEXT, view, 0, end);
  }

  #sid(at: number): Value | typeof MISSING {
    const sid = at > this.#end ? null : readSid(bytesOf(this.#view, at, this.#end - at));
    if (sid === null) {
      return MISSING;
    }
    this.at = at + sid.length;
    return sid.text;
  }

  /**
   * A SID behind a TOKEN_USER of two pointers. Where the first pointer is 0 there is none as a rule, and four bytes
   * stand for all of it; but where a process replayed such events, a SID can follow the emptied structure.
   */
  #wbemSid(): Value | typeof MISSING {
    const sidAt = this.at + 2 * this.#pointerSize;
    if (this.#end - this.at >= 4 && this.#view.getUint32(this.at, true) === 0 && !this.#isSid(sidAt)) {
      this.at += 4;
      return null;
    }
    return this.#sid(sidAt);
  }

  /** Whether bytes look like a SID: revision 1, few sub-authorities, an authority that is a small number. */
  #isSid(at: number): boolean {
    const view = this.#view;
    return (
      at + 8 <= this.#end &&
      view.getUint8(at) === 1 &&
      view.getUint8(at + 1) <= MAX_SUB_AUTHORITIES &&
      view.getUint32(at + 2) === 0
    );
  }
}
