/** Nanoseconds in each unit that a duration is written with. */
export const DURATION_UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
};

/** A duration with its unit, as 5ms or 1.5s. */
export const DURATION_PATTERN = /^(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m)$/;

/** Nanoseconds of a duration; NaN where DURATION_PATTERN does not match it. */
export function durationNs(text: string): number {
  const [, number, unit] = DURATION_PATTERN.exec(text) ?? [];
  return Number(number) * (DURATION_UNITS[unit ?? ''] ?? Number.NaN);
}
