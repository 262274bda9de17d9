import { type BucketCounts, bucketStart, NO_TIME } from '../collect/buckets.ts';
import { type ChartData, slicesIn, type TimeRange } from './data.ts';

/**
 * The latencies of an operation in a range of time.
 * @param op null for all operations together
 */
export function latenciesOf(data: ChartData, op: string | null, range: TimeRange | null): BucketCounts {
  const wanted = op === null ? -1 : data.ops.indexOf(op);
  const slices = new Set(slicesIn(data, range));
  const counts: number[] = [];
  const { cells } = data;
  for (let at = 0; at < cells.length; at += 4) {
    if (slices.has(cells[at]!) && (op === null || cells[at + 1] === wanted)) {
      const bucket = cells[at + 2]!;
      counts[bucket] = (counts[bucket] ?? 0) + cells[at + 3]!;
    }
  }
  return pairs(counts);
}

/** The latencies of an operation for each slice in a range. */
export function latenciesBySlice(
  data: ChartData,
  op: string,
  range: TimeRange | null,
): ReadonlyMap<number, BucketCounts> {
  const wanted = data.ops.indexOf(op);
  const bySlice = new Map<number, number[]>(slicesIn(data, range).map((slice) => [slice, []]));
  const { cells } = data;
  for (let at = 0; at < cells.length; at += 4) {
    const counts = bySlice.get(cells[at]!);
    if (counts !== undefined && cells[at + 1] === wanted) {
      counts[cells[at + 2]!] = cells[at + 3]!;
    }
  }
  return new Map([...bySlice].map(([slice, counts]) => [slice, pairs(counts)]));
}

export function countOf(latencies: BucketCounts): number {
  return latencies.reduce((sum, [, count]) => sum + count, 0);
}

/**
 * The nearest-rank percentile in nanoseconds, as a latency that the clock can tell in the middle of the bucket that it lies in:
 * off by a tenth or a step at the most. NaN where there are no calls.
 */
export function percentileOf(latencies: BucketCounts, fraction: number, stepNs: number): number {
  const rank = Math.max(1, Math.ceil(fraction * countOf(latencies) - 1e-9));
  let seen = 0;
  for (const [bucket, count] of latencies) {
    seen += count;
    if (seen >= rank) {
      return middleOf(bucket, stepNs);
    }
  }
  return Number.NaN;
}

function middleOf(bucket: number, stepNs: number): number {
  if (bucket === NO_TIME) {
    return 0;
  }
  const middle = (bucketStart(bucket) + bucketStart(bucket + 1)) / 2;
  return Math.max(1, Math.round(middle / stepNs)) * stepNs;
}

/**
 * Counts of calls in equal parts of the axis that all buckets span; where some took no time, the first part is theirs
 * alone, and so far away from the others that the axis does not begin there.
 */
export function onAxis(latencies: BucketCounts, all: BucketCounts, width: number): number[] {
  const zeros = all[0]?.[0] === NO_TIME && width > 1 ? 1 : 0;
  const [first, last] = [all[zeros]?.[0] ?? 0, all.at(-1)?.[0] ?? 0];
  const others = width - zeros;
  const parts = new Array<number>(width).fill(0);
  for (const [bucket, count] of latencies) {
    const part = Math.floor(((bucket - first) / (last - first + 1)) * others);
    parts[bucket === NO_TIME ? 0 : zeros + Math.min(Math.max(0, part), others - 1)]! += count;
  }
  return parts;
}

function pairs(counts: readonly number[]): BucketCounts {
  const found: [number, number][] = [];
  // A sparse array: only what was set is visited.
  counts.forEach((count, bucket) => {
    found.push([bucket, count]);
  });
  return found;
}
