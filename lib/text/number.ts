/**
 * A number as JSON can hold it, the one rule of all outputs: a whole number that a double holds exactly, and any finite
 * fraction, is a number; a wider integer is text with all of its digits; `NaN`, `Infinity` and `-Infinity` are these
 * texts, and so told apart from null, which is no value at all.
 */
export function jsonNumber(value: number | bigint): number | string {
  if (typeof value === 'bigint') {
    return value >= -MAX_EXACT && value <= MAX_EXACT ? Number(value) : String(value);
  }
  return Number.isFinite(value) ? value : String(value);
}

const MAX_EXACT = BigInt(Number.MAX_SAFE_INTEGER);
