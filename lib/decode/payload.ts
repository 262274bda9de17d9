import { type Extent, type Field, InType, type Schema } from './schema.ts';
import { binaryValue, bytesOf, fixedSize, readFixed, readSid, type Value } from './value.ts';

/** A decoded payload. */
export interface Payload {
  /** Values by field name; a name that occurs twice has `#2` behind its second. */
  readonly fields: { [name: string]: Value };
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
  const cursor = new PayloadCursor(event);
  const fields: { [name: string]: Value } = Object.create(null);
  const complete = cursor.members(schema.fields, fields);
  return { fields, readTo: cursor.at, complete };
}

const MISSING = Symbol('missing');

class PayloadCursor {
  at: number;
  readonly #view: DataView;
  readonly #end: number;
  readonly #pointerSize: 4 | 8;

  constructor(event: PayloadBytes) {
    this.#view = event.view;
    this.at = event.payload;
    this.#end = event.end;
    this.#pointerSize = event.pointerSize;
  }

  /** Reads fields into `target`; false as soon as one is not there whole. */
  members(fields: readonly Field[], target: { [name: string]: Value }): boolean {
    const values: Value[] = [];
    for (const field of fields) {
      const value = this.#field(field, values);
      if (value === MISSING) {
        return false;
      }
      values.push(value);
      target[freeName(target, field.name)] = value;
    }
    return true;
  }

  #field(field: Field, before: readonly Value[]): Value | typeof MISSING {
    if (field.count === undefined) {
      return this.#value(field, before);
    }
    const count = this.#extent(field.count, before);
    if (count === MISSING) {
      return MISSING;
    }
    if (isCharacter(field)) {
      return this.#text(field, count);
    }
    const values: Value[] = [];
    for (let i = 0; i < count; i++) {
      const from = this.at;
      const value = this.#value(field, before);
      // A value of no size (an empty struct, a null) could be repeated 65,535 times out of nothing.
      if (value === MISSING || (this.at === from && i > 0)) {
        return value === MISSING ? MISSING : values;
      }
      values.push(value);
    }
    return values;
  }

  #value(field: Field, before: readonly Value[]): Value | typeof MISSING {
    const size = fixedSize(field.inType, this.#pointerSize);
    if (size >= 0) {
      const at = this.#take(size);
      return at < 0 ? MISSING : readFixed(field, this.#view, at, this.#pointerSize);
    }
    switch (field.inType) {
      case InType.UnicodeString:
      case InType.AnsiString:
        return this.#string(field, before);
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
        return this.#binary(field, before);
      case InType.Sid:
        return this.#sid(this.at);
      case InType.WbemSid:
        return this.#wbemSid();
      case InType.Struct: {
        const target: { [name: string]: Value } = Object.create(null);
        return this.members(field.members ?? [], target) ? target : MISSING;
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

  #extent(extent: Extent, before: readonly Value[]): number | typeof MISSING {
    if (extent.kind === 'fixed') {
      return extent.value;
    }
    if (extent.kind === 'field') {
      const value = Number(before[extent.index]);
      return Number.isSafeInteger(value) && value >= 0 ? value : MISSING;
    }
    const at = this.#take(2);
    return at < 0 ? MISSING : this.#view.getUint16(at, true);
  }

  #string(field: Field, before: readonly Value[]): Value | typeof MISSING {
    if (field.length !== undefined) {
      const length = this.#extent(field.length, before);
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
    while (end + unit <= this.#end && this.#unit(end, unit) !== 0) {
      end += unit;
    }
    const text = this.#decode(field, this.at, end);
    this.at = Math.min(end + unit, this.#end);
    return text;
  }

  #unit(at: number, bytes: number): number {
    return bytes === 1 ? this.#view.getUint8(at) : this.#view.getUint16(at, true);
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
    while (end < at + bytes && this.#unit(end, unit) !== 0) {
      end += unit;
    }
    return this.#decode(field, at, end);
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
    return this.#decode(field, at, at + count);
  }

  #decode(field: Field, start: number, end: number): string {
    const bytes = bytesOf(this.#view, start, end - start);
    return new TextDecoder(isWide(field) ? 'utf-16le' : encodingOf(bytes)).decode(bytes);
  }

  #binary(field: Field, before: readonly Value[]): Value | typeof MISSING {
    // An IPv6 address needs no length to be 16 bytes long.
    const fallback = field.outType === 'ipv6' ? 16 : MISSING;
    const length = field.length === undefined ? fallback : this.#extent(field.length, before);
    if (length === MISSING) {
      return MISSING;
    }
    const at = this.#take(length);
    return at < 0 ? MISSING : binaryValue(bytesOf(this.#view, at, length), field.outType);
  }

  #sid(at: number): Value | typeof MISSING {
    const sid = at > this.#end ? null : readSid(bytesOf(this.#view, at, this.#end - at));
    if (sid === null) {
      return MISSING;
    }
    this.at = at + sid.length;
    return sid.text;
  }

  #wbemSid(): Value | typeof MISSING {
    if (this.#end - this.at >= 4 && this.#view.getUint32(this.at, true) === 0) {
      this.at += 4;
      return null;
    }
    return this.#sid(this.at + 2 * this.#pointerSize);
  }
}

function isWide(field: Field): boolean {
  switch (field.inType) {
    case InType.UnicodeString:
    case InType.CountedUnicodeString:
    case InType.MofCountedString:
    case InType.MofReversedCountedString:
    case InType.NonNullTerminatedString:
      return true;
    default:
      return isWideCharacter(field);
  }
}

function unitBytes(field: Field): 1 | 2 {
  return isWide(field) ? 2 : 1;
}

/** An array of characters is read as the text that it is. */
function isCharacter(field: Field): boolean {
  return (
    isWideCharacter(field) ||
    field.inType === InType.AnsiChar ||
    (field.inType === InType.UInt8 && field.outType === 'string')
  );
}

/** TraceLogging has no character types of its own: a wchar_t is a u16 with the out-type string. */
function isWideCharacter(field: Field): boolean {
  return (
    field.inType === InType.UnicodeChar || (field.inType === InType.UInt16 && field.outType === 'string')
  );
}

/** ANSI strings carry no code page: UTF-8 where they are valid UTF-8, else the Western one. */
function encodingOf(bytes: Uint8Array): string {
  for (const byte of bytes) {
    if (byte >= 0x80) {
      return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
    }
  }
  return 'utf-8';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function freeName(target: { [name: string]: Value }, name: string): string {
  if (!(name in target)) {
    return name;
  }
  let n = 2;
  while (`${name}#${n}` in target) {
    n++;
  }
  return `${name}#${n}`;
}
