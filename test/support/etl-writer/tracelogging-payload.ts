import { ByteWriter, type Integer } from './byte-writer.ts';
import { sidBytes } from './extended-items.ts';
import { guidBytes } from './guid.ts';
import type { TraceLoggingField } from './tracelogging-types.ts';

/**
 * A field's value: numbers and booleans for scalars, text for strings and GUIDs, bytes for binaries, a SID as
 * `[authority, ...subAuthorities]`, a system time as its eight u16, a record for a struct, an array for a counted field.
 */
export type TraceLoggingValue =
  | Integer
  | boolean
  | string
  | Uint8Array
  | readonly TraceLoggingValue[]
  | { readonly [member: string]: TraceLoggingValue };

export type TraceLoggingValues = Readonly<Record<string, TraceLoggingValue>>;

/** The payload bytes of the fields in their order. Pointers take `pointerSize` bytes. */
export function traceLoggingPayload(
  fields: readonly TraceLoggingField[],
  values: TraceLoggingValues,
  pointerSize: 4 | 8 = 8,
): Uint8Array {
  const writer = new ByteWriter();
  writeStruct(writer, fields, values, pointerSize);
  return writer.finish();
}

function writeStruct(
  writer: ByteWriter,
  fields: readonly TraceLoggingField[],
  values: TraceLoggingValues,
  pointerSize: 4 | 8,
): ByteWriter {
  for (const field of fields) {
    const value = values[field.name];
    if (value === undefined && field.in !== 'null') throw new TypeError(`no value for field ${field.name}`);
    writeField(writer, field, value ?? 0, pointerSize);
  }
  return writer;
}

function writeField(
  writer: ByteWriter,
  field: TraceLoggingField,
  value: TraceLoggingValue,
  size: 4 | 8,
): void {
  if (field.custom) {
    const bytes = value as Uint8Array;
    writer.u16(bytes.length).bytes(bytes);
  } else if (field.count === undefined) {
    writeScalar(writer, field, value, size);
  } else {
    const elements = value as readonly TraceLoggingValue[];
    if (field.count === 'counted') writer.u16(elements.length);
    else if (field.count !== elements.length)
      throw new RangeError(`${field.name} takes ${field.count} elements`);
    for (const element of elements) writeScalar(writer, field, element, size);
  }
}

function writeScalar(
  writer: ByteWriter,
  field: TraceLoggingField,
  value: TraceLoggingValue,
  size: 4 | 8,
): ByteWriter {
  const integer = typeof value === 'boolean' ? Number(value) : (value as Integer);
  switch (field.in) {
    case 'null':
      return writer;
    case 'wstr':
      return writer.utf16z(value as string);
    case 'astr':
      return writer.utf8z(value as string);
    case 'i8':
    case 'u8':
      return writer.u8(integer);
    case 'i16':
    case 'u16':
      return writer.u16(integer);
    case 'i32':
    case 'u32':
    case 'hex32':
    case 'bool32':
      return writer.u32(integer);
    case 'i64':
    case 'u64':
    case 'hex64':
    case 'filetime':
      return writer.u64(integer);
    case 'f32':
      return writer.f32(value as number);
    case 'f64':
      return writer.f64(value as number);
    case 'pointer':
      return writer.pointer(integer, size);
    case 'guid':
      return writer.bytes(guidBytes(value as string));
    case 'systemtime':
      for (const part of value as readonly number[]) writer.u16(part);
      return writer;
    case 'sid':
      return writer.bytes(sidBytes(...(value as [number, ...number[]])));
    case 'countedWstr':
      return writer.u16((value as string).length * 2).utf16(value as string);
    case 'countedAstr': {
      const bytes = new TextEncoder().encode(value as string);
      return writer.u16(bytes.length).bytes(bytes);
    }
    case 'binary':
    case 'countedBinary':
      return writer.u16((value as Uint8Array).length).bytes(value as Uint8Array);
    case 'struct':
      return writeStruct(writer, field.members ?? [], value as TraceLoggingValues, size);
  }
}
