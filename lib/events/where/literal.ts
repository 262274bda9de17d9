import { statusNumbers } from '../../decode/index.ts';
import type { Literal } from './expression.ts';

const INTEGER = /^([+-]?)(0x[0-9a-f]+|\d+)$/i;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A word without quotes: a number, or else a text. */
export function wordLiteral(word: string): Literal {
  return literal(word, numberOf(word));
}

/** What stands in quotes is text, whatever it looks like. */
export function textLiteral(text: string): Literal {
  return literal(text, null);
}

function literal(text: string, number: Literal['number']): Literal {
  let statuses: readonly number[] | null = null;
  return {
    number,
    text: text.toLowerCase(),
    get statuses() {
      statuses ??= statusNumbers(text);
      return statuses;
    },
  };
}

/** Whole numbers are exact, however many digits they have. */
function numberOf(word: string): number | bigint | null {
  const integer = INTEGER.exec(word);
  if (integer !== null) {
    const value = BigInt(integer[2]!.toLowerCase()) * (integer[1] === '-' ? -1n : 1n);
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
  return DECIMAL.test(word) ? Number(word) : null;
}
