import { distinctNames, type Extent, type Field, InType, type OutType } from './schema.ts';

/** Short names for the types that fields of built-in and of a program's own schemas have, as [in-type, out-type]. */
export const FIELD_TYPES = {
  u8: [InType.UInt8, 'default'],
  i8: [InType.Int8, 'default'],
  u16: [InType.UInt16, 'default'],
  i16: [InType.Int16, 'default'],
  u32: [InType.UInt32, 'default'],
  i32: [InType.Int32, 'default'],
  u64: [InType.UInt64, 'default'],
  i64: [InType.Int64, 'default'],
  f32: [InType.Float, 'default'],
  f64: [InType.Double, 'default'],
  bool: [InType.Boolean, 'default'],
  hex8: [InType.UInt8, 'hex'],
  hex16: [InType.UInt16, 'hex'],
  hex32: [InType.HexInt32, 'hex'],
  hex64: [InType.HexInt64, 'hex'],
  status: [InType.UInt32, 'ntstatus'],
  pid: [InType.UInt32, 'pid'],
  tid: [InType.UInt32, 'tid'],
  pointer: [InType.Pointer, 'default'],
  size: [InType.SizeT, 'default'],
  filetime: [InType.FileTime, 'default'],
  guid: [InType.Guid, 'default'],
  sid: [InType.Sid, 'default'],
  /** A SID behind a TOKEN_USER. */
  tokensid: [InType.WbemSid, 'default'],
  astr: [InType.AnsiString, 'default'],
  wstr: [InType.UnicodeString, 'default'],
  port: [InType.UInt16, 'port'],
  ipv4: [InType.UInt32, 'ipv4'],
  ipv6: [InType.Binary, 'ipv6'],
  /** Characters up to a count, or bytes: their number stands behind the type. */
  wchar: [InType.UnicodeChar, 'default'],
  bytes: [InType.Binary, 'default'],
  /** A SOCKADDR, or an IPv4 or IPv6 address alone. */
  address: [InType.Binary, 'address'],
  /** UTF-16 text compressed by LZNT1, behind a u32 with its size in bytes. */
  lznt1: [InType.Lznt1String, 'default'],
} as const satisfies Record<string, readonly [number, OutType]>;

export type FieldType = keyof typeof FIELD_TYPES;

/** How many values: a number, all that are left, or as many as a field before says. */
export type FieldCount = number | 'rest' | { readonly from: string };

/** Fields in their order: a type, or a type with a count of values (of bytes, for `bytes` and `address`). */
export type FieldList = {
  readonly [name: string]: FieldType | readonly [FieldType, FieldCount];
};

/** The fields of a schema from their short form. */
export function fieldsOf(list: FieldList): readonly Field[] {
  const names = Object.keys(list);
  return distinctNames(
    Object.entries(list).map(([name, type]) =>
      typeof type === 'string' ? fieldOf(name, type) : fieldOf(name, type[0], extentOf(type[1], names)),
    ),
  );
}

/** A field of this type; an extent counts its values or, for binaries, its bytes. */
export function fieldOf(name: string, type: FieldType, extent?: Extent): Field {
  const [inType, outType] = FIELD_TYPES[type];
  const field = { name, inType, outType };
  if (extent === undefined) {
    return field;
  }
  return inType === InType.Binary ? { ...field, length: extent } : { ...field, count: extent };
}

function extentOf(count: FieldCount, names: readonly string[]): Extent {
  if (typeof count === 'number') {
    return { kind: 'fixed', value: count };
  }
  return count === 'rest' ? { kind: 'rest' } : { kind: 'field', index: names.indexOf(count.from) };
}
