import { type Field, InType } from './schema.ts';
import { bytesOf } from './value.ts';

/** Up to this many units a loop is faster than a TextDecoder, which costs a microsecond to call. */
const SHORT_TEXT = 96;

const UTF_16 = new TextDecoder('utf-16le', { ignoreBOM: true });
const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true });
const UTF_8_OR_THROW = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
/** What Windows-1252 has in the place of the control characters from 0x80 on. */
const WESTERN_SIGNS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The text in the bytes from `start` to `end`, UTF-16 where the field's characters are wide. */
export function textOf(field: Field, view: DataView, start: number, end: number): string {
  return isWide(field) ? utf16Text(view, start, end) : ansiText(view, start, end);
}

function utf16Text(view: DataView, start: number, end: number): string {
  if (end - start > 2 * SHORT_TEXT) {
    return UTF_16.decode(bytesOf(view, start, end - start));
  }
  let text = '';
  for (let at = start; at + 2 <= end; at += 2) {
    const unit = view.getUint16(at, true);
    if ((unit & 0xf800) === 0xd800) {
      // Half of a surrogate pair: the decoder also puts U+FFFD in the place of one without its other half.
      return UTF_16.decode(bytesOf(view, start, end - start));
    }
    text += String.fromCharCode(unit);
  }
  return text;
}

/** ANSI strings carry no code page: UTF-8 where they are valid UTF-8, else the Western one. */
function ansiText(view: DataView, start: number, end: number): string {
  if (end - start > SHORT_TEXT) {
    return encodedText(bytesOf(view, start, end - start));
  }
  let text = '';
  for (let at = start; at < end; at++) {
    const byte = view.getUint8(at);
    if (byte >= 0x80) {
      return encodedText(bytesOf(view, start, end - start));
    }
    text += String.fromCharCode(byte);
  }
  return text;
}

/** Text of which nothing tells the encoding: UTF-8 where it is valid UTF-8, else Windows-1252. */
export function encodedText(bytes: Uint8Array): string {
  return isUtf8(bytes) ? UTF_8.decode(bytes) : westernText(bytes);
}

/** Windows-1252, read here since the TextDecoder of some versions of Node takes it for Latin-1. */
export function westernText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    text += (byte & 0xe0) === 0x80 ? WESTERN_SIGNS[byte & 0x1f] : String.fromCharCode(byte);
  }
  return text;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    UTF_8_OR_THROW.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Bytes of one character unit. */
export function unitBytes(field: Field): 1 | 2 {
  return isWide(field) ? 2 : 1;
}

/** The unit at `at`, to look for the NUL that ends a string. */
export function unitAt(view: DataView, at: number, bytes: number): number {
  return bytes === 1 ? view.getUint8(at) : view.getUint16(at, true);
}

/** An array of characters is read as the text that it is. */
export function isCharacter(field: Field): boolean {
  return (
    isWideCharacter(field) ||
    field.inType === InType.AnsiChar ||
    (field.inType === InType.UInt8 && field.outType === 'string')
  );
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

/** TraceLogging has no character types of its own: a wchar_t is a u16 with the out-type string. */
function isWideCharacter(field: Field): boolean {
  return (
    field.inType === InType.UnicodeChar || (field.inType === InType.UInt16 && field.outType === 'string')
  );
}
