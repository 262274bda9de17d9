import { binaryValue, bytesOf, type Field, fixedSize, InType, readFixed } from '../../../decode/index.ts';
import { plain } from '../../../events/index.ts';
import { type Constant, utf8 } from '../line-buffer.ts';
import { type JsonPlace, valueIn } from './quotes.ts';

/** How a value is written: by its bytes where it is of a usual type, and else by way of the value itself. */
export const Kind = {
  Unsigned32: 0,
  Unsigned64: 1,
  Hex64: 2,
  Hex32: 3,
  /** Integers whose values have names. */
  Names: 4,
  /** Up to a NUL or, as Windows has it, to the payload's end. */
  AnsiString: 5,
  UnicodeString: 6,
  /** Behind their length in bytes. */
  CountedAnsiString: 7,
  CountedUnicodeString: 8,
  Unsigned16: 9,
  Unsigned8: 10,
  Signed32: 11,
  Signed64: 12,
  Signed16: 13,
  Signed8: 14,
  Hex16: 15,
  Hex8: 16,
  Boolean: 17,
  CountedBinary: 18,
  /** Any other of fixed size. */
  Other: 19,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

/** How the value of one field becomes JSON: the same as of what `decodePayload` makes of it. */
export interface ValueStep {
  readonly field: Field;
  readonly kind: Kind;
  /** Bytes that there must be at least, and whether the first two tell how many more. */
  readonly size: number;
  readonly isCounted: boolean;
  /** What all of its values begin and end with in JSON, the quotes of strings. */
  readonly before: '"0x' | '"' | '';
  readonly behind: '"' | '';
  /** The value's JSON, by way of the value itself: of one of fixed size, and of a binary, which ends there. */
  readonly textOf: (view: DataView, at: number, end: number) => string;
  readonly names: NameTexts | null;
}

/** The step for a field, or null for those that only a decoded payload gives: arrays, structs, told lengths. */
export function valueStep(field: Field, pointerSize: 4 | 8, place: JsonPlace): ValueStep | null {
  const bytes = fixedSize(field.inType, pointerSize);
  const kind = bytes >= 0 ? fixedKind(field, bytes) : variableKind(field);
  if (kind === null || field.count !== undefined) {
    return null;
  }
  const textOf: ValueStep['textOf'] =
    kind === Kind.CountedBinary
      ? (view, at, end) => valueIn(place, plain(binaryValue(bytesOf(view, at, end - at), field.outType)))
      : (view, at) => valueIn(place, plain(readFixed(field, view, at, pointerSize)));
  const isHex = HEX.has(kind);
  const isString = STRINGS.has(kind);
  const isCounted = COUNTED.has(kind);
  return {
    field,
    kind,
    size: bytes >= 0 ? bytes : isCounted ? 2 : 0,
    isCounted,
    before: isHex ? '"0x' : isString ? '"' : '',
    behind: isHex || isString ? '"' : '',
    textOf,
    names: kind === Kind.Names ? new NameTexts(textOf) : null,
  };
}

const HEX: ReadonlySet<Kind> = new Set([Kind.Hex8, Kind.Hex16, Kind.Hex32, Kind.Hex64]);
const STRINGS: ReadonlySet<Kind> = new Set([
  Kind.AnsiString,
  Kind.UnicodeString,
  Kind.CountedAnsiString,
  Kind.CountedUnicodeString,
]);
const COUNTED: ReadonlySet<Kind> = new Set([
  Kind.CountedAnsiString,
  Kind.CountedUnicodeString,
  Kind.CountedBinary,
]);

function variableKind(field: Field): Kind | null {
  switch (field.inType) {
    case InType.AnsiString:
      return field.length === undefined ? Kind.AnsiString : null;
    case InType.UnicodeString:
      return field.length === undefined ? Kind.UnicodeString : null;
    case InType.CountedAnsiString:
      return Kind.CountedAnsiString;
    case InType.CountedUnicodeString:
      return Kind.CountedUnicodeString;
    case InType.CountedBinary:
      return Kind.CountedBinary;
    default:
      return null;
  }
}

function fixedKind(field: Field, size: number): Kind {
  if (field.inType === InType.Pointer || field.inType === InType.SizeT) {
    return ofSize(size, Kind.Hex8, Kind.Hex16, Kind.Hex32, Kind.Hex64);
  }
  const isInteger = field.inType >= InType.Int8 && field.inType <= InType.UInt32;
  const isNamed = field.map !== undefined || field.outType === 'statusname';
  if (isNamed && (isInteger || field.inType === InType.HexInt32)) {
    return Kind.Names;
  }
  if (field.map !== undefined) {
    return Kind.Other;
  }
  switch (field.inType) {
    case InType.Boolean:
      return Kind.Boolean;
    case InType.HexInt32:
    case InType.HexInt64:
      return ofSize(size, Kind.Hex8, Kind.Hex16, Kind.Hex32, Kind.Hex64);
    case InType.Int8:
    case InType.Int16:
    case InType.Int32:
    case InType.Int64:
      return integerKind(field, size, true);
    case InType.UInt8:
    case InType.UInt16:
    case InType.UInt32:
    case InType.UInt64:
      return integerKind(field, size, false);
    default:
      return Kind.Other;
  }
}

function integerKind(field: Field, size: number, isSigned: boolean): Kind {
  switch (field.outType) {
    case 'default':
    case 'signed':
      return isSigned
        ? ofSize(size, Kind.Signed8, Kind.Signed16, Kind.Signed32, Kind.Signed64)
        : ofSize(size, Kind.Unsigned8, Kind.Unsigned16, Kind.Unsigned32, Kind.Unsigned64);
    case 'pid':
    case 'tid':
    case 'win32error':
    case 'unsigned':
      return ofSize(size, Kind.Unsigned8, Kind.Unsigned16, Kind.Unsigned32, Kind.Unsigned64);
    case 'hex':
    case 'codepointer':
    case 'ntstatus':
    case 'hresult':
      return ofSize(size, Kind.Hex8, Kind.Hex16, Kind.Hex32, Kind.Hex64);
    case 'boolean':
      return Kind.Boolean;
    default:
      return Kind.Other;
  }
}

function ofSize(size: number, one: Kind, two: Kind, four: Kind, eight: Kind): Kind {
  return size === 1 ? one : size === 2 ? two : size === 4 ? four : eight;
}

/** Places for the texts of a field's values: most fields with names for these have a handful. */
const NAME_PLACES = 256;

/** The JSON of a field's values, each of which is made when it comes. */
class NameTexts {
  // A value's place is told by its low bits; another value of the same bits takes it over.
  readonly #values = new Float64Array(NAME_PLACES).fill(-1);
  readonly #texts = new Array<Constant>(NAME_PLACES);
  readonly #textOf: ValueStep['textOf'];

  constructor(textOf: ValueStep['textOf']) {
    this.#textOf = textOf;
  }

  /** The text of a value whose bits, as of an unsigned integer, stand at `at`. */
  of(value: number, view: DataView, at: number): Constant {
    const place = value & (NAME_PLACES - 1);
    if (this.#values[place] !== value) {
      this.#values[place] = value;
      this.#texts[place] = utf8(this.#textOf(view, at, at));
    }
    return this.#texts[place]!;
  }
}
