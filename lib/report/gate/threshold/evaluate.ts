import { median } from '../../../stats/index.ts';
import type { GateSettings } from '../settings.ts';
import { METRICS } from './metrics.ts';
import { keeps, type Measurement, type Threshold } from './threshold.ts';

/** What one trace says to a threshold. */
export interface TraceMeasurement extends Measurement {
  readonly file: string;
  /** Whether that is enough to judge by. */
  readonly isEnough: boolean;
}

export interface ThresholdResult {
  readonly text: string;
  readonly verdict: 'met' | 'broken' | 'inconclusive';
  /** All traces together; null where none has enough to judge by. In nanoseconds for durations. */
  readonly value: number | null;
  /** What `value` is held against, in the same unit. */
  readonly bound: number;
  readonly isDuration: boolean;
  /** How `value` was made of the traces that had enough. */
  readonly aggregate: 'median' | 'worst';
  /** Fewest samples that a trace is judged by. */
  readonly needed: number;
  readonly traces: readonly TraceMeasurement[];
}

/** Compares what the traces say with a threshold. */
export function evaluate(
  threshold: Threshold,
  measured: readonly (Measurement & { readonly file: string })[],
  settings: Pick<GateSettings, 'minSamples' | 'aggregate'>,
): ThresholdResult {
  const needed = neededSamples(threshold, settings.minSamples);
  const traces = measured.map((one) => ({ ...one, isEnough: one.value !== null && one.samples >= needed }));
  const values = traces.filter(({ isEnough }) => isEnough).map(({ value }) => value!);
  // A leak is no measurement with noise: one trace that shows it is enough, whatever the others show.
  const aggregate = threshold.metric === 'leaks' ? 'worst' : settings.aggregate;
  const value =
    values.length === 0 ? null : aggregate === 'median' ? median(values) : worst(values, threshold);
  const { comparison, bound, text, metric } = threshold;
  return {
    text,
    verdict: value === null ? 'inconclusive' : keeps(value, comparison, bound) ? 'met' : 'broken',
    value,
    bound,
    isDuration: METRICS[metric].isDuration,
    aggregate,
    needed,
    traces,
  };
}

/** Below 1 / (1 − fraction) samples a percentile is the greatest of them, or near it, and says little of the rest. */
function neededSamples({ metric, aggregate }: Threshold, minSamples: number | null): number {
  if (metric !== 'latency') {
    return 0;
  }
  if (minSamples !== null) {
    return minSamples;
  }
  const { name, fraction } = aggregate;
  // p(100) is the maximum, and means to be.
  return name === 'p' && fraction !== undefined && fraction < 1 ? Math.ceil(1 / (1 - fraction) - 1e-6) : 1;
}

function worst(values: readonly number[], { comparison, bound }: Threshold): number {
  const broken = values.filter((value) => !keeps(value, comparison, bound));
  const among = broken.length > 0 ? broken : values;
  return comparison.startsWith('>') ? Math.min(...among) : Math.max(...among);
}
