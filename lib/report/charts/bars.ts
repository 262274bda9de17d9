import { type BucketCounts, bucketStart, NO_TIME, PER_OCTAVE } from '../collect/buckets.ts';
import { formatNs } from '../units.ts';

/** Calls of about one latency, as a chart shows them. */
export interface Bar {
  /** The least and the greatest latency that the clock can tell in it, in nanoseconds; both 0 for no time at all. */
  readonly leastNs: number;
  readonly mostNs: number;
  /** Where it begins and ends on the axis: half a step of the clock beside those. */
  readonly fromNs: number;
  readonly toNs: number;
  readonly count: number;
  /** How wide it is on a logarithmic axis, as a share of a bucket's width. */
  readonly width: number;
}

/** Zero has no place on a logarithmic axis: its bar stands this many doublings below the others, and is one wide. */
const ZERO_GAP = 0.5;

/**
 * Latencies as bars that show nothing finer than the clock does: where its step is wider than a bucket, neighbours are one
 * bar until a latency that it can tell lies in it. Bars tile the axis, so that a bar's height by its width tells its share.
 */
export function barsOf(latencies: BucketCounts, stepNs: number): Bar[] {
  const bars: Bar[] = [];
  for (const [bucket, count] of latencies) {
    const bar = bucket === NO_TIME ? zeroBar(count, latencies, stepNs) : barAt(bucket, count, stepNs);
    const last = bars.at(-1);
    if (last !== undefined && last.leastNs === bar.leastNs) {
      bars[bars.length - 1] = { ...last, count: last.count + count };
    } else {
      bars.push(bar);
    }
  }
  return bars;
}

/** The latencies of a bar, for people. */
export function barText({ leastNs, mostNs }: Bar): string {
  if (mostNs === 0) {
    return 'less than a step of the clock';
  }
  return leastNs === mostNs ? formatNs(leastNs) : `${formatNs(leastNs)} to ${formatNs(mostNs)}`;
}

/** Steps of the clock below a latency: the least that is not is the first that a bucket beginning there holds. */
function stepsBelow(ns: number, stepNs: number): number {
  // What is a multiple but for rounding is one.
  return Math.ceil(ns / stepNs - 1e-9);
}

function barAt(bucket: number, count: number, stepNs: number): Bar {
  let [first, next] = [bucket, bucket + 1];
  const least = () => Math.max(1, stepsBelow(bucketStart(first), stepNs));
  // A bucket that no latency of this clock lies in belongs to the one before; corrected clocks put calls into such.
  while (first > 1 && stepsBelow(bucketStart(first + 1), stepNs) <= stepsBelow(bucketStart(first), stepNs)) {
    first--;
  }
  next = Math.max(next, first + 1);
  while (stepsBelow(bucketStart(next + 1), stepNs) <= stepsBelow(bucketStart(next), stepNs)) {
    next++;
  }
  const [from, to] = [least(), Math.max(least(), stepsBelow(bucketStart(next), stepNs) - 1)];
  const [fromNs, toNs] = [(from - 0.5) * stepNs, (to + 0.5) * stepNs];
  return {
    leastNs: from * stepNs,
    mostNs: to * stepNs,
    fromNs,
    toNs,
    count,
    width: Math.log2(toNs / fromNs) * PER_OCTAVE,
  };
}

function zeroBar(count: number, latencies: BucketCounts, stepNs: number): Bar {
  const other = latencies.find(([bucket]) => bucket !== NO_TIME);
  const lowest = other === undefined ? stepNs / 2 : barAt(other[0], 0, stepNs).fromNs;
  const toNs = lowest / 2 ** ZERO_GAP;
  return { leastNs: 0, mostNs: 0, fromNs: toNs / 2, toNs, count, width: PER_OCTAVE };
}
