/**
 * How a field lies in the payload. TraceLogging and manifests (TDH) share these numbers; where the two
 * differ, what reads a schema turns its own meaning into this one (a TraceLogging binary into CountedBinary).
 */
export const InType = {
  Null: 0,
  /** UTF-16, ended by a NUL unless the field tells a length. */
  UnicodeString: 1,
  /** Bytes of the ANSI code page or UTF-8, ended by a NUL unless the field tells a length. */
  AnsiString: 2,
  Int8: 3,
  UInt8: 4,
  Int16: 5,
  UInt16: 6,
  Int32: 7,
  UInt32: 8,
  Int64: 9,
  UInt64: 10,
  Float: 11,
  Double: 12,
  /** 32 bits wide. */
  Boolean: 13,
  /** As many bytes as the field's length tells. */
  Binary: 14,
  Guid: 15,
  Pointer: 16,
  FileTime: 17,
  SystemTime: 18,
  Sid: 19,
  HexInt32: 20,
  HexInt64: 21,
  /** A u16 with the number of bytes, then the characters. */
  CountedUnicodeString: 22,
  CountedAnsiString: 23,
  Struct: 24,
  /** A u16 with the number of bytes, then the bytes. */
  CountedBinary: 25,
  /** The counted strings of classic (MOF) schemas: the same layout under other numbers. */
  MofCountedString: 300,
  MofCountedAnsiString: 301,
  /** As the two above with the count in big-endian order. */
  MofReversedCountedString: 302,
  MofReversedCountedAnsiString: 303,
  /** Characters up to the end of the payload. */
  NonNullTerminatedString: 304,
  NonNullTerminatedAnsiString: 305,
  UnicodeChar: 306,
  AnsiChar: 307,
  SizeT: 308,
  /** A u32 with the number of bytes, then the bytes. */
  HexDump: 309,
  /** TOKEN_USER (two pointers) followed by the SID; a first pointer of 0 stands alone. */
  WbemSid: 310,
  /** Of no schema but this project's own: a u32 with a size in bytes, then that much UTF-16, compressed by LZNT1. */
  Lznt1String: 0x1_0000,
} as const;

/** The in-type of a field whose schema can't be understood: neither it nor what follows it can be decoded. */
export const UNDECODABLE = -1;

/** What a field's value means to a reader; `default` leaves it to the in-type. */
export type OutType =
  | 'default'
  | 'string'
  | 'boolean'
  | 'hex'
  | 'pid'
  | 'tid'
  | 'port'
  | 'ipv4'
  | 'ipv6'
  | 'socketaddress'
  /** A SOCKADDR, or an IPv4 or IPv6 address alone: its length tells. */
  | 'address'
  | 'xml'
  | 'json'
  | 'win32error'
  | 'ntstatus'
  /** An NTSTATUS by its name, where it has one. */
  | 'statusname'
  | 'hresult'
  | 'ndisstatus'
  | 'ndisoid'
  | 'filetime'
  /** Of 64 bits: so many units of 100 ns. */
  | 'timedelta'
  /** Of 64 bits: a FILETIME or, where it is negative, so many units of 100 ns from now on, as waits have it. */
  | 'waittime'
  | 'signed'
  | 'unsigned'
  | 'utf8'
  | 'codepointer';

/**
 * A number that the schema fixes; that a field before holds, by its place in the same list or (outer) in the list
 * of the event's own fields; that precedes the values as a u16; or as much as the payload still holds.
 */
export type Extent =
  | { readonly kind: 'fixed'; readonly value: number }
  | { readonly kind: 'field'; readonly index: number }
  | { readonly kind: 'outer'; readonly index: number }
  | { readonly kind: 'prefix' }
  | { readonly kind: 'rest' };

/** Names for values: one name a value, or one for each bit. */
export interface ValueMap {
  readonly name: string;
  readonly isBitmap: boolean;
  readonly entries: ReadonlyMap<number, string>;
  /** For WPP, whose four kinds of names are written in four ways: as ItemList, ItemSet, ItemEnum, ItemFlagsEnum. */
  readonly kind?: 'list' | 'set' | 'enum' | 'flags';
}

export interface Field {
  /** Distinct among the fields of its list (see distinctNames). */
  readonly name: string;
  /** One of InType; an unknown number can't be decoded, nor what follows it. */
  readonly inType: number;
  readonly outType: OutType;
  /** For an array: how many values. */
  readonly count?: Extent;
  /** For strings (characters) and binaries (bytes) that tell their length. */
  readonly length?: Extent;
  /** For a struct: its members. */
  readonly members?: readonly Field[];
  readonly map?: ValueMap;
  /** TraceLogging's field tags, a provider's own marks. */
  readonly tags?: number;
}

/** Where a schema was found. */
export type SchemaSource =
  | 'tracelogging'
  | 'embedded'
  | 'eventsource'
  | 'manifest'
  | 'windows'
  | 'kernel'
  | 'wpp'
  | 'string';

/** What an event is called and what its payload holds. */
export interface Schema {
  readonly source: SchemaSource;
  readonly eventName: string;
  /** The provider's name, where the schema tells it. */
  readonly providerName?: string;
  /** The text that Windows would show, with %1, %2 … for the fields. */
  readonly message?: string;
  /** What the level, the channel and the keywords are called, where the schema tells. */
  readonly level?: string;
  /** The level's number, where the schema tells it and the event does not. */
  readonly levelValue?: number;
  readonly channel?: string;
  readonly keywords?: readonly string[];
  /** TraceLogging's event tags. */
  readonly tags?: number;
  readonly fields: readonly Field[];
  /** The version whose fields these are, where the event is of another: a newer one may have more. */
  readonly layoutVersion?: number;
}

/** The fields with `#2`, `#3` … behind the names that occur again, so that each value can be kept by its name. */
export function distinctNames(fields: readonly Field[]): readonly Field[] {
  const uses = new Map<string, number>();
  const taken = new Set(fields.map((field) => field.name));
  if (taken.size === fields.length) {
    return fields;
  }
  return fields.map((field) => {
    let use = (uses.get(field.name) ?? 0) + 1;
    let name = use === 1 ? field.name : `${field.name}#${use}`;
    // Another field may bear the very name that the number makes.
    while (use > 1 && taken.has(name)) {
      use++;
      name = `${field.name}#${use}`;
    }
    uses.set(field.name, use);
    taken.add(name);
    return name === field.name ? field : { ...field, name };
  });
}
