import { type Value, ValueRecord } from '../decode/index.ts';
import { jsonNumber } from '../text/index.ts';

/** The value as JSON can hold it: its numbers are as `jsonNumber` has them. */
export function plain(value: Value): Value {
  if (typeof value === 'bigint' || typeof value === 'number') {
    return jsonNumber(value);
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
