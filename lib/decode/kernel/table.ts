import { distinctNames, type Extent, type Field, InType, type OutType } from '../schema.ts';

/** The types that kernel events are made of, as [in-type, out-type]. */
const TYPES = {
  u8: [InType.UInt8, 'default'],
  i8: [InType.Int8, 'default'],
  u16: [InType.UInt16, 'default'],
  i16: [InType.Int16, 'default'],
  u32: [InType.UInt32, 'default'],
  i32: [InType.Int32, 'default'],
  u64: [InType.UInt64, 'default'],
  i64: [InType.Int64, 'default'],
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
  sid: [InType.WbemSid, 'default'],
  astr: [InType.AnsiString, 'default'],
  wstr: [InType.UnicodeString, 'default'],
  port: [InType.UInt16, 'port'],
  ipv4: [InType.UInt32, 'ipv4'],
  ipv6: [InType.Binary, 'ipv6'],
} as const satisfies Record<string, readonly [number, OutType]>;

export type KernelType = keyof typeof TYPES;

/** How many values: a number, all that are left, or as many as a field before says. */
type KernelCount = number | 'rest' | { readonly from: string };

/** Fields in their order: a type, or a type with a count of values. */
export type KernelFields = {
  readonly [name: string]: KernelType | readonly [KernelType | 'wchar' | 'byte', KernelCount];
};

/** Events of one layout: names by opcode, and the fields by the first version that has them. */
export interface KernelEvents {
  readonly opcodes: Readonly<Record<number, string>>;
  readonly versions: Readonly<Record<number, KernelFields>>;
}

/** A class of kernel events: its name, its class GUID (in a FULL_HEADER event) and its group (in the others). */
export interface KernelFamily {
  readonly name: string;
  readonly guid: string;
  readonly group?: number;
  readonly events: readonly KernelEvents[];
}

export function fieldsOf(fields: KernelFields): readonly Field[] {
  const names = Object.keys(fields);
  return distinctNames(
    Object.entries(fields).map(([name, type]) =>
      typeof type === 'string' ? scalar(name, type) : several(name, type[0], extentOf(type[1], names)),
    ),
  );
}

function scalar(name: string, type: KernelType): Field {
  const [inType, outType] = TYPES[type];
  return { name, inType, outType };
}

function several(name: string, element: KernelType | 'wchar' | 'byte', extent: Extent): Field {
  switch (element) {
    case 'wchar':
      return { name, inType: InType.UnicodeChar, outType: 'default', count: extent };
    case 'byte':
      return { name, inType: InType.Binary, outType: 'default', length: extent };
    default:
      return { ...scalar(name, element), count: extent };
  }
}

function extentOf(count: KernelCount, names: readonly string[]): Extent {
  if (typeof count === 'number') {
    return { kind: 'fixed', value: count };
  }
  return count === 'rest' ? { kind: 'rest' } : { kind: 'field', index: names.indexOf(count.from) };
}
