/**
 * Buckets of durations for charts: four to each doubling, the first at 0 to 1 ns, the last at some eight hours. Their
 * bounds are those of LogHistogram's buckets when it is asked for four a doubling.
 */
export const BUCKETS = 4 * 44;

/** Calls by bucket of latency; buckets without any are left out, the others in ascending order. */
export type BucketCounts = readonly (readonly [bucket: number, count: number])[];

/** The bucket that a duration in nanoseconds lies in. */
export function bucketOf(ns: number): number {
  if (!(ns >= 4)) {
    return ns >= 1 ? Math.floor(ns) : 0;
  }
  if (ns < 0x8000_0000) {
    // By shifts: this is asked for every call.
    const exponent = 31 - Math.clz32(ns);
    return 4 * (exponent - 1) + (ns >>> (exponent - 2)) - 4;
  }
  const exponent = 63 - Math.clz32(ns / 0x1_0000_0000);
  const quarter = Math.floor(ns / 2 ** (exponent - 2)) - 4;
  return Math.min(4 * (exponent - 1) + quarter, BUCKETS - 1);
}

/** Where a bucket begins, in nanoseconds; it ends where the next one begins. */
export function bucketStart(bucket: number): number {
  return bucket < 4 ? bucket : (4 + (bucket % 4)) * 2 ** (Math.floor(bucket / 4) - 1);
}
