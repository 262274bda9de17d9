import type { Field } from './schema.ts';
import { fixedSize, type Value } from './value.ts';

/** `[flags][width][.precision][length]type` of C's printf, as messages give it between exclamation marks. */
const SPECIFICATION = /^([-+ 0#]*)(\d*)(?:\.(\d+))?(?:hh|h|ll|l|I64|I32|I|j|z|t|w)*([a-zA-Z])$/;

/** Formats a value by a printf specification; one that this does not know gives the value as it is. */
export function printf(format: string, field: Field, value: Value): string {
  const parts = format.match(SPECIFICATION);
  if (!parts || value === null || typeof value === 'object') {
    return String(value);
  }
  const [, flags = '', width = '', precision, type = ''] = parts;
  const body = convert(type, flags, precision, field, value);
  if (body === null) {
    return pad(String(value), flags.replace('0', ''), Number(width));
  }
  return pad(body, precision === undefined ? flags : flags.replace('0', ''), Number(width));
}

function convert(
  type: string,
  flags: string,
  precision: string | undefined,
  field: Field,
  value: string | number | bigint | boolean,
): string | null {
  if ('fFeEgG'.includes(type)) {
    return floatText(type, precision, Number(value));
  }
  if ('sS'.includes(type)) {
    return precision === undefined ? String(value) : String(value).slice(0, Number(precision));
  }
  const number = integerOf(value);
  if (number === null) {
    return null;
  }
  const digits = (text: string) => text.padStart(Number(precision ?? 0), '0');
  const size = sizeOf(field, value);
  const unsigned = BigInt.asUintN(8 * size, number);
  switch (type) {
    case 'd':
    case 'i': {
      const signed = BigInt.asIntN(8 * size, number);
      const sign = signed < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
      return sign + digits(String(signed < 0n ? -signed : signed));
    }
    case 'u':
      return digits(String(unsigned));
    case 'x':
      return (flags.includes('#') && unsigned !== 0n ? '0x' : '') + digits(unsigned.toString(16));
    case 'X':
      return (
        (flags.includes('#') && unsigned !== 0n ? '0X' : '') + digits(unsigned.toString(16).toUpperCase())
      );
    case 'o':
      return digits(unsigned.toString(8));
    case 'p':
    case 'P':
      return unsigned
        .toString(16)
        .toUpperCase()
        .padStart(2 * size, '0');
    case 'c':
    case 'C':
      return String.fromCharCode(Number(unsigned & 0xffffn));
    default:
      return null;
  }
}

function floatText(type: string, precision: string | undefined, value: number): string {
  const digits = Number(precision ?? 6);
  switch (type.toLowerCase()) {
    case 'e': {
      // C writes at least two digits of the exponent.
      const text = value.toExponential(digits).replace(/e([+-])(\d)$/, 'e$10$2');
      return type === 'E' ? text.toUpperCase() : text;
    }
    case 'f':
      return value.toFixed(digits);
    default:
      return String(Number(value.toPrecision(Math.max(digits, 1))));
  }
}

/** Values come as numbers, or as hex text where they are pointers, hex and status codes. */
function integerOf(value: string | number | bigint | boolean): bigint | null {
  if (typeof value === 'string' && !/^0x[0-9a-f]+$/.test(value)) {
    return null;
  }
  return typeof value === 'number' && !Number.isInteger(value) ? null : BigInt(value);
}

/** Bytes of the number, which a negative one fills with ones; hex text has all of its digits. */
function sizeOf(field: Field, value: string | number | bigint | boolean): number {
  if (typeof value === 'string') {
    return (value.length - 2) / 2;
  }
  const size = fixedSize(field.inType, 8);
  return size > 0 && size <= 8 ? size : 8;
}

function pad(text: string, flags: string, width: number): string {
  if (flags.includes('-')) {
    return text.padEnd(width);
  }
  if (!flags.includes('0')) {
    return text.padStart(width);
  }
  const sign = text.match(/^(?:[-+ ]|0[xX])/)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}
