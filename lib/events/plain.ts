import { type Value, ValueRecord } from '../decode/index.ts';

/**
 * The value as JSON can hold it. A number that JSON has no form for is text, and so told apart from null: an integer
 * beyond 2^53 with all of its digits, `NaN`, `Infinity` and `-Infinity`.
 */
export function plain(value: Value): Value {
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (value !== null && typeof value === 'object') {
    const copy = new ValueRecord();
    for (const name in value) {
      copy[name] = plain(value[name]!);
    }
    return copy;
  }
  return value;
}
