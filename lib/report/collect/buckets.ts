/** Buckets in each doubling, of equal width on a logarithmic axis. */
export const PER_OCTAVE = 4;
const OCTAVES = 44;
/** Where the buckets of a doubling begin, as multiples of its beginning: 2^(1/4), 2^(2/4), 2^(3/4). */
const QUARTERS = [1, 2, 3].map((quarter) => 2 ** (quarter / PER_OCTAVE));
const [FIRST, SECOND, THIRD] = QUARTERS as [number, number, number];

/**
 * Buckets of durations for charts: one for no time at all, then four to each doubling from 1 ns on; the last ends at some
 * five hours, and holds what is longer, too.
 */
export const BUCKETS = 1 + PER_OCTAVE * OCTAVES;
/** The bucket of durations below a nanosecond: the clock saw no time pass. */
export const NO_TIME = 0;

/** Calls by bucket of latency; buckets without any are left out, the others in ascending order. */
export type BucketCounts = readonly (readonly [bucket: number, count: number])[];

/** The bucket that a duration in nanoseconds lies in. */
export function bucketOf(ns: number): number {
  if (!(ns >= 1)) {
    return NO_TIME;
  }
  // By shifts: this is asked for every call.
  const exponent = ns < 0x8000_0000 ? 31 - Math.clz32(ns) : 63 - Math.clz32(ns / 0x1_0000_0000);
  if (exponent >= OCTAVES) {
    return BUCKETS - 1;
  }
  const part = exponent < 31 ? ns / (1 << exponent) : ns / 2 ** exponent;
  const quarter = part < SECOND ? (part < FIRST ? 0 : 1) : part < THIRD ? 2 : 3;
  return 1 + PER_OCTAVE * exponent + quarter;
}

/** Where a bucket begins, in nanoseconds; it ends where the next one begins. */
export function bucketStart(bucket: number): number {
  if (bucket <= NO_TIME) {
    return 0;
  }
  const [octave, quarter] = [Math.floor((bucket - 1) / PER_OCTAVE), (bucket - 1) % PER_OCTAVE];
  return 2 ** octave * (quarter === 0 ? 1 : QUARTERS[quarter - 1]!);
}
