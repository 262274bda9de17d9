import type { Field } from './schema.ts';
import { fixedSize, type Value } from './value.ts';

/** `[flags][width][.precision][length]type` of C's printf, as messages give it between exclamation marks. */
const SPECIFICATION = /^([-+ 0#]*)(\d*)(?:\.(\d+))?(?:hh|h|ll|l|I64|I32|I|j|z|t|w)*([a-zA-Z])$/;

/** No message needs more; a number from a file must not become that many blanks. */
const MAX_WIDTH = 1000;
/** As many as toFixed gives: a double has no more that mean anything. */
const MAX_PRECISION = 100;

/** Formats a value by a printf specification; one that this does not know gives the value as it is. */
export function printf(format: string, field: Field, value: Value): string {
  const parts = format.match(SPECIFICATION);
  if (!parts || value === null || typeof value === 'object') {
    return String(value);
  }
  const [, flags = '', told = '', toldPrecision, type = ''] = parts;
  const width = Math.min(Number(told), MAX_WIDTH);
  const precision = toldPrecision === undefined ? undefined : Number(toldPrecision);
  const body = convert(type, flags, precision, field, value);
  if (body === null || /^[-+ ]?(?:nan|inf)$/i.test(body)) {
    return pad(body ?? String(value), flags.replace('0', ''), width);
  }
  // A precision of digits overrules zeros in front of integers, not of floats.
  const isFloat = FLOATS.includes(type);
  return pad(body, precision === undefined || isFloat ? flags : flags.replace('0', ''), width);
}

const FLOATS = 'fFeEgG';

function convert(
  type: string,
  flags: string,
  precision: number | undefined,
  field: Field,
  value: string | number | bigint | boolean,
): string | null {
  if (FLOATS.includes(type)) {
    return floatText(type, flags, precision, Number(value));
  }
  if ('sS'.includes(type)) {
    return precision === undefined ? String(value) : String(value).slice(0, precision);
  }
  const number = integerOf(value);
  if (number === null) {
    return null;
  }
  const digits = (text: string) => text.padStart(Math.min(precision ?? 0, MAX_WIDTH), '0');
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

function floatText(type: string, flags: string, precision: number | undefined, value: number): string {
  const digits = Math.min(precision ?? 6, MAX_PRECISION);
  const magnitude = Math.abs(value);
  const isNegative = value < 0 || Object.is(value, -0);
  const sign = isNegative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const text = sign + magnitudeText(type.toLowerCase(), flags, digits, magnitude);
  return type === type.toLowerCase() ? text : text.toUpperCase();
}

function magnitudeText(type: string, flags: string, digits: number, magnitude: number): string {
  if (!Number.isFinite(magnitude)) {
    return Number.isNaN(magnitude) ? 'nan' : 'inf';
  }
  const point = flags.includes('#') ? '.' : '';
  switch (type) {
    case 'e':
      return exponential(magnitude, digits, point);
    case 'f':
      return fixed(magnitude, digits, point);
    default: {
      // As %e where the exponent is small or takes more than the digits, as %f otherwise; zeros at the end go.
      const significant = Math.max(digits, 1);
      const exponent = Number(exponential(magnitude, significant - 1, '').split('e')[1]);
      const text =
        exponent < -4 || exponent >= significant
          ? exponential(magnitude, significant - 1, point)
          : fixed(magnitude, significant - 1 - exponent, point);
      return point === '.' ? text : text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
    }
  }
}

/** C writes at least two digits of the exponent. */
function exponential(value: number, digits: number, point: string): string {
  const [mantissa = '', exponent = ''] = value.toExponential(digits).split('e');
  const text = roundedToEven(mantissa, value.toExponential(MAX_PRECISION));
  const places = exponent.slice(1).padStart(2, '0');
  return `${text}${digits === 0 ? point : ''}e${exponent[0]}${places}`;
}

function fixed(value: number, digits: number, point: string): string {
  // toFixed turns to exponents there, where all digits of a double are before the point.
  if (value >= 1e21) {
    return String(BigInt(value)) + (digits === 0 ? point : `.${'0'.repeat(digits)}`);
  }
  const places = Math.min(digits, MAX_PRECISION);
  const text = roundedToEven(value.toFixed(places), value.toFixed(MAX_PRECISION));
  return text + (digits === 0 ? point : '');
}

/**
 * What lies in the middle between two numbers is rounded to the even one in C, and to the greater in JavaScript.
 * @param exact the same number with more digits
 */
function roundedToEven(text: string, exact: string): string {
  const last = Number(text.at(-1));
  const rest = exact.slice(text.length).replace(/e.*$/, '');
  return last % 2 === 1 && /^\.?50*$/.test(rest) ? text.slice(0, -1) + String(last - 1) : text;
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
