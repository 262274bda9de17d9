import { filetimeToIso, readGuid } from '../etl/index.ts';
import { shortestFloat32 } from './float32.ts';
import { type Field, InType, type OutType } from './schema.ts';
import { ntStatusName } from './status/index.ts';
import { addressText, hex, hexBytes, ipv4Text, ipv6Text, sidText, socketAddressText } from './text.ts';

/**
 * A decoded value. Integers are numbers up to 2^53 and bigints beyond; pointers, hex and status values are text
 * with all their digits; times are ISO 8601; binaries are hex digits.
 */
export type Value = number | bigint | string | boolean | null | Value[] | { [name: string]: Value };

/**
 * Values by the names of their fields. Without a prototype each name is a plain property, `__proto__` too; unlike what
 * Object.create(null) gives, such objects stay fast.
 */
export class ValueRecord {
  [name: string]: Value;
}
Object.setPrototypeOf(ValueRecord.prototype, null);
Reflect.deleteProperty(ValueRecord.prototype, 'constructor');

/** A scalar of fixed size. */
interface FixedType {
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number | bigint;
}

const FIXED: Readonly<Partial<Record<number, FixedType>>> = {
  [InType.Int8]: { bytes: 1, read: (view, at) => view.getInt8(at) },
  [InType.UInt8]: { bytes: 1, read: (view, at) => view.getUint8(at) },
  [InType.Int16]: { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  [InType.UInt16]: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  [InType.Int32]: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  [InType.UInt32]: { bytes: 4, read: (view, at) => view.getUint32(at, true) },
  [InType.Int64]: { bytes: 8, read: readInt64 },
  [InType.UInt64]: { bytes: 8, read: readUint64 },
  [InType.Float]: { bytes: 4, read: (view, at) => shortestFloat32(view.getFloat32(at, true)) },
  [InType.Double]: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  [InType.Boolean]: { bytes: 4, read: (view, at) => view.getUint32(at, true) },
  [InType.FileTime]: { bytes: 8, read: (view, at) => view.getBigUint64(at, true) },
  [InType.HexInt32]: { bytes: 4, read: (view, at) => view.getUint32(at, true) },
  [InType.HexInt64]: { bytes: 8, read: (view, at) => view.getBigUint64(at, true) },
  [InType.UnicodeChar]: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  [InType.AnsiChar]: { bytes: 1, read: (view, at) => view.getUint8(at) },
};

/** High words of the numbers that a double holds exactly, whose reading needs no bigint. */
const EXACT_HIGH = 0x20_0000;

function readInt64(view: DataView, at: number): number | bigint {
  const high = view.getInt32(at + 4, true);
  return high > -EXACT_HIGH && high < EXACT_HIGH
    ? high * 0x1_0000_0000 + view.getUint32(at, true)
    : view.getBigInt64(at, true);
}

function readUint64(view: DataView, at: number): number | bigint {
  const high = view.getUint32(at + 4, true);
  return high < EXACT_HIGH ? high * 0x1_0000_0000 + view.getUint32(at, true) : view.getBigUint64(at, true);
}

/** The 64 bits at `at` as hex, in two halves: that is faster than by a bigint. */
function hex64(view: DataView, at: number): string {
  return hex(view.getUint32(at + 4, true), 8) + view.getUint32(at, true).toString(16).padStart(8, '0');
}

const FIXED_OTHERS: Readonly<Partial<Record<number, number>>> = {
  [InType.Null]: 0,
  [InType.Guid]: 16,
  [InType.SystemTime]: 16,
};

/** Size in bytes of a single value of this in-type, or -1 where the payload itself tells it. */
export function fixedSize(inType: number, pointerSize: 4 | 8): number {
  if (inType === InType.Pointer || inType === InType.SizeT) {
    return pointerSize;
  }
  return FIXED[inType]?.bytes ?? FIXED_OTHERS[inType] ?? -1;
}

/** Reads the value of fixed size that begins at `at`; the caller has checked that it fits. */
export function readFixed(field: Field, view: DataView, at: number, pointerSize: 4 | 8): Value {
  switch (field.inType) {
    case InType.Null:
      return null;
    case InType.Guid:
      return readGuid(bytesOf(view, at, 16), 0);
    case InType.SystemTime:
      return systemTimeText(view, at);
    case InType.Pointer:
    case InType.SizeT:
      return pointerSize === 8 ? hex64(view, at) : hex(view.getUint32(at, true), 8);
    case InType.HexInt64:
      return field.map === undefined ? hex64(view, at) : present(field, view.getBigUint64(at, true), 8);
    default: {
      const type = FIXED[field.inType]!;
      return present(field, type.read(view, at), type.bytes);
    }
  }
}

/** The number that a scalar of an integer type holds, for a count or a length; undefined for other types. */
export function readCount(
  inType: number,
  view: DataView,
  at: number,
  pointerSize: 4 | 8,
): number | undefined {
  if (inType === InType.Pointer || inType === InType.SizeT) {
    return pointerSize === 8 ? Number(view.getBigUint64(at, true)) : view.getUint32(at, true);
  }
  const value = Number(FIXED[inType]?.read(view, at) ?? -1);
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/**
 * The number that a scalar holds, all of it, whatever a map or an out-type shows it as: unsigned where it is shown as hex
 * or as a status. null for what is none.
 */
export function readNumber(
  { inType, outType }: Field,
  view: DataView,
  at: number,
  pointerSize: 4 | 8,
): number | bigint | null {
  if (inType === InType.Pointer || inType === InType.SizeT) {
    return pointerSize === 8 ? readUint64(view, at) : view.getUint32(at, true);
  }
  const type = FIXED[inType];
  if (type === undefined) {
    return null;
  }
  const value = type.read(view, at);
  if (inType === InType.Float || inType === InType.Double || inType === InType.Boolean) {
    return value;
  }
  const shown = presentAs(outType, value, type.bytes);
  return typeof shown === 'number' || typeof shown === 'bigint' ? shown : exact(unsigned(value, type.bytes));
}

function present(field: Field, value: number | bigint, bytes: number): Value {
  // Nothing but the number fits these: writers of schemas put hex, status and other out-types on them all the same.
  if (field.inType === InType.Float || field.inType === InType.Double) {
    return value;
  }
  const named = field.map?.entries.size ? mapped(field, value, bytes) : undefined;
  if (named !== undefined) {
    return named;
  }
  switch (field.inType) {
    case InType.Boolean:
      return value !== 0;
    case InType.FileTime:
      return filetimeText(BigInt(value));
    case InType.UnicodeChar:
    case InType.AnsiChar:
      return String.fromCharCode(Number(value));
    case InType.HexInt32:
    case InType.HexInt64:
      return hex(value, 2 * bytes);
    default:
      return presentAs(field.outType, value, bytes);
  }
}

/** An integer as its out-type has it; an out-type that fits none of this width is passed over. */
function presentAs(outType: OutType, value: number | bigint, bytes: number): Value {
  switch (outType) {
    case 'boolean':
      return Number(value) !== 0;
    case 'string':
    case 'utf8':
      return bytes <= 2 ? String.fromCharCode(Number(value) & (bytes === 1 ? 0xff : 0xffff)) : exact(value);
    case 'hex':
    case 'codepointer':
    case 'ntstatus':
    case 'hresult':
    case 'ndisstatus':
    case 'ndisoid':
      return hex(unsigned(value, bytes), 2 * bytes);
    case 'statusname': {
      const status = Number(unsigned(value, bytes));
      return (bytes === 4 ? ntStatusName(status) : undefined) ?? hex(status, 2 * bytes);
    }
    case 'port':
      // In network order, whatever the machine's.
      return bytes === 2 ? ((Number(value) & 0xff) << 8) | ((Number(value) >>> 8) & 0xff) : exact(value);
    case 'ipv4':
      return bytes === 4 ? ipv4OfNumber(Number(value)) : exact(value);
    case 'filetime':
      return bytes === 8 ? filetimeText(BigInt(unsigned(value, 8))) : exact(value);
    case 'waittime':
      return bytes !== 8 || value < 0 ? exact(value) : filetimeText(BigInt(value));
    case 'pid':
    case 'tid':
    case 'win32error':
    case 'unsigned':
      return exact(unsigned(value, bytes));
    default:
      return exact(value);
  }
}

function ipv4OfNumber(value: number): string {
  return ipv4Text(Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24));
}

/** Status codes are signed on the wire in TraceLogging, and read by people as unsigned. */
function unsigned(value: number | bigint, bytes: number): number | bigint {
  if (typeof value === 'bigint') {
    return BigInt.asUintN(64, value);
  }
  if (value >= 0) {
    return value;
  }
  return bytes === 8 ? BigInt.asUintN(64, BigInt(value)) : value + 2 ** (8 * bytes);
}

function exact(value: number | bigint): number | bigint {
  if (typeof value === 'number') {
    return value;
  }
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** A value by its map's names; undefined for a value that the map does not know. */
function mapped(field: Field, value: number | bigint, bytes: number): string | undefined {
  const { isBitmap, entries } = field.map!;
  const number = Number(unsigned(value, bytes));
  if (!isBitmap) {
    return entries.get(number);
  }
  const names: string[] = [];
  let left = number;
  for (const [bits, name] of entries) {
    if (bits !== 0 && hasBits(number, bits)) {
      names.push(name);
      left = withoutBits(left, bits);
    }
  }
  if (names.length === 0) {
    return number === 0 ? entries.get(0) : undefined;
  }
  return [...names, ...(left === 0 ? [] : [hex(left, 1)])].join('|');
}

/** Maps name values of 32 bits; a wider field may hold more beyond. */
function hasBits(number: number, bits: number): boolean {
  return (number & bits) >>> 0 === bits;
}

function withoutBits(number: number, bits: number): number {
  return number - ((number & bits) >>> 0);
}

function filetimeText(value: bigint): string {
  return filetimeToIso(value) || '0';
}

const FIRST_YEAR = 1601;
const LAST_YEAR = 30827;
/** Of February, which has 29 in leap years, and the others. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * A SYSTEMTIME as ISO 8601: u16 year, month, day of the week, day, hour, minute, second, milliseconds. '0' where all of
 * them are, which means none; what is no moment of the calendar is told as its bytes.
 */
function systemTimeText(view: DataView, at: number): string {
  const [year, month, , day, hour, minute, second, milliseconds] = Array.from({ length: 8 }, (_, i) =>
    view.getUint16(at + 2 * i, true),
  ) as [number, number, number, number, number, number, number, number];
  const isDay = year >= FIRST_YEAR && year <= LAST_YEAR && day >= 1 && day <= daysOf(year, month);
  if (!isDay || hour > 23 || minute > 59 || second > 59 || milliseconds > 999) {
    const bytes = bytesOf(view, at, 16);
    return bytes.every((byte) => byte === 0) ? '0' : `${hexBytes(bytes)} (not a SYSTEMTIME)`;
  }
  const two = (part: number) => String(part).padStart(2, '0');
  const fraction = String(milliseconds).padStart(3, '0');
  return `${yearText(year)}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}.${fraction}Z`;
}

function daysOf(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
}

/** ISO 8601 puts a sign and six digits where four do not suffice. */
function yearText(year: number): string {
  return year <= 9999 ? String(year).padStart(4, '0') : `+${String(year).padStart(6, '0')}`;
}

export function bytesOf(view: DataView, at: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + at, length);
}

/** Bytes with a known length as what their out-type says they are. */
export function binaryValue(bytes: Uint8Array, outType: OutType): Value {
  if (outType === 'ipv6' && bytes.length === 16) {
    return ipv6Text(bytes);
  }
  if (outType === 'ipv4' && bytes.length === 4) {
    return ipv4Text(bytes);
  }
  if (outType === 'address') {
    return addressText(bytes);
  }
  if (outType === 'socketaddress') {
    return socketAddressText(bytes);
  }
  return hexBytes(bytes);
}

/** A SID's text and length in bytes, or null where it does not fit into what is left. */
export function readSid(bytes: Uint8Array): { text: string; length: number } | null {
  const text = sidText(bytes);
  return text === '' ? null : { text, length: 8 + 4 * bytes[1]! };
}
