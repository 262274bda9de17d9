import { InvalidArgumentError } from 'commander';

const UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9 };

/** Reads a duration such as 5ms, 1.5s or 20us into nanoseconds; a number without a unit is nanoseconds. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-zµ]*)$/.exec(text.trim());
  const factor = match?.[2] === '' ? 1 : UNITS[match?.[2] ?? '?'];
  if (match === null || factor === undefined) {
    throw new InvalidArgumentError('A duration is a number with ns, us, ms, s or m, as in 1.5s.');
  }
  return Number(match[1]) * factor;
}
