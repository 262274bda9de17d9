import { nearestRank } from '../../../stats/index.ts';
import { type CallSelector, LatencySeries, type Observer } from '../../../wsk/index.ts';
import type { Aggregate, Measurement, Threshold } from './threshold.ts';

/** Takes what thresholds on latencies need from one pass over a trace; thresholds of other kinds cost nothing. */
export class LatencyMeasurer {
  readonly #thresholds: readonly Threshold[];
  readonly #selectors: readonly string[];
  readonly #series: LatencySeries;

  constructor(thresholds: readonly Threshold[]) {
    this.#thresholds = thresholds;
    const selectors = new Set(thresholds.filter(({ metric }) => metric === 'latency').map(selectorKey));
    this.#selectors = [...selectors];
    this.#series = new LatencySeries(
      this.#selectors.map((key) => Object.fromEntries(JSON.parse(key)) as CallSelector),
    );
  }

  observers(): readonly Observer[] {
    return this.#selectors.length === 0 ? [] : [this.#series.observer()];
  }

  /** What each threshold found, in their order; null for those of other kinds. */
  measurements(): (Measurement | null)[] {
    return this.#thresholds.map((threshold) => {
      if (threshold.metric !== 'latency') {
        return null;
      }
      const sorted = this.#series.sorted(this.#selectors.indexOf(selectorKey(threshold)));
      const value = sorted.length === 0 ? null : aggregateOf(sorted, threshold.aggregate);
      return { value, samples: sorted.length };
    });
  }
}

/** The same for thresholds that select the same calls, which then share their samples. */
function selectorKey({ labels }: Threshold): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function aggregateOf(sorted: Float64Array, { name, fraction }: Aggregate): number {
  switch (name) {
    case 'p':
      return nearestRank(sorted, fraction ?? 1);
    case 'median':
      return nearestRank(sorted, 0.5);
    case 'min':
      return sorted[0]!;
    case 'max':
      return sorted.at(-1)!;
    case 'mean':
      return sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    case 'count':
      return sorted.length;
  }
}
