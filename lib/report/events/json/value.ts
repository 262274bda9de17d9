import { type Field, fixedSize, InType, readFixed, textOf } from '../../../decode/index.ts';
import { plain } from '../../../events/index.ts';
import { jsonText } from '../../../text/index.ts';
import { type LineBuffer, utf8 } from '../line-buffer.ts';
import { asciiString } from './string.ts';

/**
 * Writes the value that begins at `at` as JSON and returns where it ends, or -1 where it does not fit before `end`.
 * What a value reads as is what `decodePayload` makes of it: these are shortcuts for the usual types.
 */
export type ValueWriter = (line: LineBuffer, view: DataView, at: number, end: number) => number;

const TRUE = utf8('true');
const FALSE = utf8('false');
/** High words of the numbers that a double holds exactly. */
const EXACT_HIGH = 0x20_0000;
const TWO_32 = 0x1_0000_0000;

/** The writer for a field's value, or null for those that only a decoded payload gives: arrays, structs, told lengths. */
export function valueWriter(field: Field, pointerSize: 4 | 8): ValueWriter | null {
  if (field.count !== undefined) {
    return null;
  }
  const size = fixedSize(field.inType, pointerSize);
  if (size >= 0) {
    const write =
      scalarWriter(field, size) ?? namesWriter(field, size) ?? anyScalar(field, size, pointerSize);
    return fitting(size, write);
  }
  switch (field.inType) {
    case InType.AnsiString:
      return field.length === undefined ? terminated(field, 1) : null;
    case InType.UnicodeString:
      return field.length === undefined ? terminated(field, 2) : null;
    case InType.CountedAnsiString:
      return counted(field, 1);
    case InType.CountedUnicodeString:
      return counted(field, 2);
    default:
      return null;
  }
}

function fitting(size: number, write: ValueWriter): ValueWriter {
  return (line, view, at, end) => (at + size > end ? -1 : write(line, view, at, end));
}

/** Integers without a map, in decimal or hex, and booleans; null for the others. */
function scalarWriter(field: Field, size: number): ValueWriter | null {
  if (field.inType === InType.Pointer || field.inType === InType.SizeT) {
    return hexWriter(size);
  }
  if (field.map !== undefined) {
    return null;
  }
  switch (field.inType) {
    case InType.Boolean:
      return booleanWriter(size);
    case InType.HexInt32:
    case InType.HexInt64:
      return hexWriter(size);
    case InType.Int8:
    case InType.Int16:
    case InType.Int32:
    case InType.Int64:
      return integerWriter(field, size, true);
    case InType.UInt8:
    case InType.UInt16:
    case InType.UInt32:
    case InType.UInt64:
      return integerWriter(field, size, false);
    default:
      return null;
  }
}

function integerWriter(field: Field, size: number, isSigned: boolean): ValueWriter | null {
  switch (field.outType) {
    case 'default':
    case 'signed':
      return isSigned ? signedWriter(field, size) : unsignedWriter(field, size);
    case 'pid':
    case 'tid':
    case 'win32error':
    case 'unsigned':
      return unsignedWriter(field, size);
    case 'hex':
    case 'codepointer':
    case 'ntstatus':
    case 'hresult':
      return hexWriter(size);
    case 'boolean':
      return booleanWriter(size);
    default:
      return null;
  }
}

function unsignedWriter(field: Field, size: number): ValueWriter {
  switch (size) {
    case 1:
      return (line, view, at) => {
        line.natural(view.getUint8(at));
        return at + 1;
      };
    case 2:
      return (line, view, at) => {
        line.natural(view.getUint16(at, true));
        return at + 2;
      };
    case 4:
      return (line, view, at) => {
        line.natural(view.getUint32(at, true));
        return at + 4;
      };
    default: {
      const beyond = anyScalar(field, 8, 8);
      return (line, view, at, end) => {
        const high = view.getUint32(at + 4, true);
        if (high >= EXACT_HIGH) {
          return beyond(line, view, at, end);
        }
        line.natural(high * TWO_32 + view.getUint32(at, true));
        return at + 8;
      };
    }
  }
}

function signedWriter(field: Field, size: number): ValueWriter {
  switch (size) {
    case 1:
      return (line, view, at) => {
        line.number(view.getInt8(at));
        return at + 1;
      };
    case 2:
      return (line, view, at) => {
        line.number(view.getInt16(at, true));
        return at + 2;
      };
    case 4:
      return (line, view, at) => {
        line.number(view.getInt32(at, true));
        return at + 4;
      };
    default: {
      const beyond = anyScalar(field, 8, 8);
      return (line, view, at, end) => {
        const high = view.getInt32(at + 4, true);
        if (high >= EXACT_HIGH || high <= -EXACT_HIGH) {
          return beyond(line, view, at, end);
        }
        line.number(high * TWO_32 + view.getUint32(at, true));
        return at + 8;
      };
    }
  }
}

function hexWriter(size: number): ValueWriter {
  switch (size) {
    case 1:
      return (line, view, at) => {
        line.hexText(view.getUint8(at), 1);
        return at + 1;
      };
    case 2:
      return (line, view, at) => {
        line.hexText(view.getUint16(at, true), 2);
        return at + 2;
      };
    case 4:
      return (line, view, at) => {
        line.hexText(view.getUint32(at, true), 4);
        return at + 4;
      };
    default:
      return (line, view, at) => {
        line.hexText64(view.getUint32(at + 4, true), view.getUint32(at, true));
        return at + 8;
      };
  }
}

function booleanWriter(size: number): ValueWriter {
  return (line, view, at) => {
    let bits = 0;
    for (let i = 0; i < size; i++) {
      bits |= view.getUint8(at + i);
    }
    line.constant(bits === 0 ? FALSE : TRUE);
    return at + size;
  };
}

/** Places for the texts of a field's values: most fields with names for these have a handful. */
const NAME_PLACES = 256;

/** Integers whose values have names, each of which is made text when it comes; null for what is no such integer. */
function namesWriter(field: Field, size: number): ValueWriter | null {
  const isInteger = field.inType >= InType.Int8 && field.inType <= InType.UInt32;
  const isNamed = field.map !== undefined || field.outType === 'statusname';
  if (!isNamed || !(isInteger || field.inType === InType.HexInt32)) {
    return null;
  }
  // A value's place is told by its low bits; another value of the same bits takes it over.
  const values = new Float64Array(NAME_PLACES).fill(-1);
  const texts = new Array<Uint8Array>(NAME_PLACES);
  return (line, view, at) => {
    const value =
      size === 4 ? view.getUint32(at, true) : size === 2 ? view.getUint16(at, true) : view.getUint8(at);
    const place = value & (NAME_PLACES - 1);
    if (values[place] !== value) {
      values[place] = value;
      texts[place] = utf8(jsonText(plain(readFixed(field, view, at, 8))));
    }
    line.constant(texts[place]!);
    return at + size;
  };
}

/** Any value of fixed size, by way of the value itself. */
function anyScalar(field: Field, size: number, pointerSize: 4 | 8): ValueWriter {
  return (line, view, at) => {
    line.text(jsonText(plain(readFixed(field, view, at, pointerSize))));
    return at + size;
  };
}

/** A string up to its NUL or, as Windows has it, to the payload's end. */
function terminated(field: Field, unit: 1 | 2): ValueWriter {
  return (line, view, at, end) => {
    let to = asciiString(line, view, at, end, unit);
    if (to < 0) {
      to = at;
      while (to + unit <= end && (unit === 1 ? view.getUint8(to) : view.getUint16(to, true)) !== 0) {
        to += unit;
      }
      line.text(jsonText(textOf(field, view, at, to)));
    }
    return Math.min(to + unit, end);
  };
}

/** A string behind its length in bytes. */
function counted(field: Field, unit: 1 | 2): ValueWriter {
  return (line, view, at, end) => {
    const start = at + 2;
    const to = start > end ? end + 1 : start + view.getUint16(at, true);
    if (to > end) {
      return -1;
    }
    const { at: lineAt } = line;
    if (asciiString(line, view, start, to, unit) !== to) {
      // A NUL among the characters, half of one at the end, or what is no ASCII.
      line.at = lineAt;
      line.text(jsonText(textOf(field, view, start, to)));
    }
    return to;
  };
}
