import { printf } from '../printf.ts';
import { type Field, InType, type ValueMap } from '../schema.ts';
import { hresultName, ndisOidName, ndisStatusName, ntStatusName, win32ErrorName } from '../status/index.ts';
import { hex } from '../text.ts';
import type { Value } from '../value.ts';

const UNITS_PER_SECOND = 1e7;
/** Of a list's value, whatever its width. */
const LIST_DIGITS = 8;

/**
 * An argument of a WPP message as tracefmt writes it; undefined for those that it writes as anyone does. (It tells times
 * in the time zone of its machine, where this tells UTC, and accounts by their names, where this tells SIDs.)
 * @param number the number behind a value that a map names
 */
export function wppText(field: Field, value: Value, number: number | undefined): string | undefined {
  if (field.map !== undefined) {
    return number === undefined ? undefined : namedText(field.map, number);
  }
  if (value === null || typeof value === 'object') {
    return undefined;
  }
  switch (field.outType) {
    case 'ntstatus':
      return withName(value, ntStatusName);
    case 'hresult':
      return withName(value, hresultName);
    case 'win32error':
      return withName(value, win32ErrorName);
    case 'ndisstatus':
      return withName(value, ndisStatusName);
    case 'ndisoid':
      return withName(value, ndisOidName);
    case 'timedelta':
      return seconds(Number(value));
    case 'waittime':
      return typeof value === 'string' ? value : seconds(-Number(value));
    default:
      return field.inType === InType.Double || field.inType === InType.Float
        ? printf('g', field, value)
        : undefined;
  }
}

/** `2(ERROR_FILE_NOT_FOUND)`, `0xc0000022(STATUS_ACCESS_DENIED)`. */
function withName(
  code: string | number | bigint | boolean,
  nameOf: (code: number) => string | undefined,
): string {
  const name = nameOf(Number(code));
  return name === undefined ? String(code) : `${code}(${name})`;
}

function seconds(units: number): string {
  return `${(units / UNITS_PER_SECOND).toFixed(3)}s`;
}

function namedText({ kind, entries }: ValueMap, number: number): string {
  switch (kind) {
    case 'set':
      return `[${namesOfBits(entries, number).join(',')}]`;
    case 'flags': {
      const names = namesOfBits(entries, number).join(' | ') || (entries.get(number) ?? '');
      return names === '' ? hex(number, 1) : `${names}(${hex(number, 1)})`;
    }
    case 'enum':
      return entries.get(number) ?? hex(number, 1);
    default: {
      const name = entries.get(number);
      return `${hex(number, LIST_DIGITS)}${name === undefined ? '' : `(${name})`}`;
    }
  }
}

/** In the order of the bits. */
function namesOfBits(entries: ReadonlyMap<number, string>, number: number): string[] {
  return [...entries]
    .filter(([bits]) => bits !== 0 && (number & bits) >>> 0 === bits)
    .sort(([a], [b]) => a - b)
    .map(([, name]) => name);
}
