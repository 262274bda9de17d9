import type { Distribution } from '../../stats/index.ts';

/** Durations in nanoseconds; percentiles are nearest-rank. */
export interface DurationSummary {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  readonly min: number;
  readonly mean: number;
  /** Whether the percentiles are exact; else they are off by HISTOGRAM_ERROR at the most. The rest always is. */
  readonly isExact: boolean;
}

/** null where there is nothing to summarise. */
export function summarize(durations: Distribution): DurationSummary | null {
  const { count, max, min, mean, isExact } = durations;
  if (count === 0) {
    return null;
  }
  return {
    count,
    p50: durations.percentile(0.5),
    p90: durations.percentile(0.9),
    p95: durations.percentile(0.95),
    p99: durations.percentile(0.99),
    p999: durations.percentile(0.999),
    max,
    min,
    mean,
    isExact,
  };
}

/** A rate; 0 where there is no time that it could be over. */
export function perSecond(count: number, durationNs: number): number {
  return durationNs > 0 ? (count * 1e9) / durationNs : 0;
}
