import { capped, MAX_MESSAGE } from '../text/index.ts';
import type { Payload } from './payload.ts';
import { printf } from './printf.ts';
import { type Field, InType, type Schema } from './schema.ts';
import { hresultName, ntStatusName, win32ErrorName } from './status/index.ts';
import type { Value } from './value.ts';
import { wppText } from './wpp/value-text.ts';

/** What FormatMessage makes of a letter or sign behind `%`. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: ' ', '0': '' };

/** `%1`, `%2!08x!`, or `%` and a single character. */
const INSERT = /%(?:([1-9]\d?)(?:!([^!]*)!)?|([\s\S]))/g;

/**
 * The text of an event as Windows shows it: the schema's message with its inserts in place, numbered from 1 in the
 * order of the event's own fields. An insert without a field stays as it is.
 * @returns undefined where the schema has no message
 */
export function formatMessage(schema: Schema, payload: Payload): string | undefined {
  if (schema.message === undefined) {
    return undefined;
  }
  let room = MAX_MESSAGE;
  const take = (text: string) => {
    const taken = room <= 0 ? '' : capped(text, room);
    room -= text.length;
    return taken;
  };
  const text = schema.message.replace(INSERT, (whole, number?: string, format?: string, sign?: string) => {
    if (sign !== undefined) {
      return ESCAPES[sign] ?? sign;
    }
    const index = Number(number) - 1;
    const field = schema.fields[index];
    const value = payload.values[index];
    if (field === undefined || value === undefined) {
      return whole;
    }
    // C's printf knows neither arrays nor structs.
    const isPlain = format === undefined || format === 's' || format === 'S' || typeof value === 'object';
    if (!isPlain && !isText(field)) {
      return take(printf(format, field, value));
    }
    const asTracefmt = schema.source === 'wpp' ? wppText(field, value, payload.numbers[index]) : undefined;
    return take(asTracefmt ?? textOf(field, value));
  });
  // Messages end with a line break, which is the place's own.
  let end = text.length;
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) {
    end--;
  }
  return text.slice(0, end);
}

/** Strings have no other form, and what a map names is shown by its name. */
function isText(field: Field): boolean {
  return (
    field.map !== undefined ||
    field.inType === InType.UnicodeString ||
    field.inType === InType.AnsiString ||
    field.inType === InType.CountedUnicodeString ||
    field.inType === InType.CountedAnsiString
  );
}

/** A value as it reads in a message: hex without leading zeros, status codes with their names. */
function textOf(field: Field, value: Value): string {
  if (Array.isArray(value)) {
    return value.map((each) => textOf(field, each)).join(', ');
  }
  if (value === null) {
    return '';
  }
  if (typeof value === 'object') {
    const members = field.members ?? [];
    return `{${members.map((member) => `${member.name}: ${textOf(member, value[member.name] ?? null)}`).join(', ')}}`;
  }
  switch (field.outType) {
    case 'ntstatus':
      return named(hexText(value), ntStatusName(Number(value)));
    case 'hresult':
      return named(hexText(value), hresultName(Number(value)));
    case 'win32error':
      return named(String(value), win32ErrorName(Number(value)));
    default:
      return isHex(field) ? hexText(value) : String(value);
  }
}

function named(code: string, name: string | undefined): string {
  return name === undefined ? code : `${code} (${name})`;
}

function isHex(field: Field): boolean {
  switch (field.inType) {
    case InType.Pointer:
    case InType.SizeT:
    case InType.HexInt32:
    case InType.HexInt64:
      return true;
    default:
      return field.outType === 'hex' || field.outType === 'codepointer';
  }
}

/** `0x000003e7` as `0x3E7`; a value that a map names is left alone. */
function hexText(value: Exclude<Value, object | null>): string {
  const text = String(value);
  return /^0x[0-9a-f]+$/.test(text)
    ? `0x${text
        .slice(2)
        .replace(/^0+(?=.)/, '')
        .toUpperCase()}`
    : text;
}
