/** In-types: how a TraceLogging field lies in the payload (low five bits of the InType byte). */
export const inType = {
  null: 0,
  wstr: 1,
  astr: 2,
  i8: 3,
  u8: 4,
  i16: 5,
  u16: 6,
  i32: 7,
  u32: 8,
  i64: 9,
  u64: 10,
  f32: 11,
  f64: 12,
  bool32: 13,
  binary: 14,
  guid: 15,
  pointer: 16,
  filetime: 17,
  systemtime: 18,
  sid: 19,
  hex32: 20,
  hex64: 21,
  countedWstr: 22,
  countedAstr: 23,
  struct: 24,
  countedBinary: 25,
} as const;

export type InType = keyof typeof inType;

/** Out-types: how a field is shown. Any other number from 0 to 127 may be given in their place. */
export const outType = {
  none: 0,
  string: 2,
  boolean: 3,
  hex: 4,
  pid: 5,
  tid: 6,
  port: 7,
  ipv4: 8,
  ipv6: 9,
  socketAddress: 10,
  xml: 11,
  json: 12,
  win32Error: 13,
  ntstatus: 14,
  hresult: 15,
  filetime: 16,
  signed: 17,
  unsigned: 18,
  utf8: 35,
  pkcs7: 36,
  codePointer: 37,
  datetimeUtc: 38,
} as const;

export type OutType = keyof typeof outType | number;

export interface TraceLoggingField {
  readonly name: string;
  readonly in: InType;
  readonly out?: OutType;
  /** 28 bits, most significant first. */
  readonly tags?: number;
  /** A fixed number of elements, or 'counted' for a u16 count in the payload. */
  readonly count?: number | 'counted';
  /** Custom serialisation: these bytes stand in the metadata, the payload is a u16 length and bytes. */
  readonly custom?: Uint8Array;
  /** The members, where the in-type is `struct` (at most 127). */
  readonly members?: readonly TraceLoggingField[];
}

/** Short form: field('Op', 'u32'), field('Status', 'i32', 'ntstatus'). */
export const field = (name: string, type: InType, out?: OutType): TraceLoggingField =>
  out === undefined ? { name, in: type } : { name, in: type, out };
