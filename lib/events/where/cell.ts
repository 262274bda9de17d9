import type { Value } from '../../decode/index.ts';
import type { Literal, Operator } from './expression.ts';

/** A value of an event to be compared: its number where it has one, and the text that it is shown as. */
export interface Cell {
  readonly number: number | bigint | null;
  readonly text: string;
}

/** A decoded value as cells: those of a list are each one, a struct has none of its own. */
export function cellsOf(value: Value): readonly Cell[] {
  if (Array.isArray(value)) {
    return value.flatMap(cellsOf);
  }
  if (value === null || typeof value === 'object') {
    return [];
  }
  return [{ number: numberOf(value), text: String(value) }];
}

/** Pointers and hex are texts with all of their digits. */
function numberOf(value: number | bigint | string | boolean): number | bigint | null {
  switch (typeof value) {
    case 'boolean':
      return value ? 1 : 0;
    case 'string':
      return /^0x[0-9a-f]{1,16}$/.test(value) ? BigInt(value) : null;
    default:
      return value;
  }
}

/** Whether a comparison holds: numbers by their exact values, all else by its text, in any case. */
export function compare(cell: Cell, operator: Exclude<Operator, '!='>, literal: Literal): boolean {
  return operator === '=' ? isEqual(cell, literal) : isOrdered(cell, operator, literal);
}

function isEqual({ number, text }: Cell, literal: Literal): boolean {
  if (number !== null && literal.number !== null) {
    // Loosely, since a bigint equals a number of the same value.
    // biome-ignore lint/suspicious/noDoubleEquals: the two types of exact numbers are compared by value
    return number == literal.number;
  }
  // A status in a signed field is negative.
  const isStatus =
    number !== null && literal.statuses.some((status) => [status, status | 0].includes(Number(number)));
  return isStatus || text.toLowerCase() === literal.text;
}

function isOrdered({ number, text }: Cell, operator: '<' | '<=' | '>' | '>=', literal: Literal): boolean {
  const [status] = literal.statuses;
  const bound = literal.number ?? status ?? null;
  return number !== null && bound !== null
    ? holds(number, operator, bound)
    : holds(text.toLowerCase(), operator, literal.text);
}

function holds<T extends number | bigint | string>(a: T, operator: '<' | '<=' | '>' | '>=', b: T): boolean {
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

/** Whether a value by itself holds: a number that is not 0, a text that is not empty. */
export function isTrue({ number, text }: Cell): boolean {
  return number === null ? text !== '' : Number(number) !== 0;
}
