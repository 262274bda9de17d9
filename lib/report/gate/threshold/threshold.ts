/** What a threshold can bound. */
export type MetricName = 'latency' | 'leaks' | 'inflight' | 'why';

export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** One number out of many: a percentile carries its fraction, above 0 and at most 1. */
export interface Aggregate {
  readonly name: 'p' | 'min' | 'mean' | 'median' | 'max' | 'count';
  readonly fraction?: number;
}

/** A bound that a trace has to keep, as `latency{op=Send}: p(99) < 5ms`. */
export interface Threshold {
  /** As it was written. */
  readonly text: string;
  readonly metric: MetricName;
  readonly labels: Readonly<Record<string, string>>;
  readonly aggregate: Aggregate;
  readonly comparison: Comparison;
  /** In nanoseconds for durations. */
  readonly bound: number;
}

/** What a threshold found in one trace: null where there was nothing to measure. */
export interface Measurement {
  readonly value: number | null;
  /** How many values it was made of. */
  readonly samples: number;
}

export function keeps(value: number, comparison: Comparison, bound: number): boolean {
  switch (comparison) {
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
    case '==':
      return value === bound;
    case '!=':
      return value !== bound;
  }
}
