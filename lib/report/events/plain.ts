import { type Value, ValueRecord } from '../../decode/index.ts';

/** The value with bigints as text, which JSON has no number for. */
export function plain(value: Value): Value {
  if (typeof value === 'bigint') {
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
