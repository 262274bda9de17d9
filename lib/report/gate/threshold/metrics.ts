import { CAUSES } from '../../../why/index.ts';
import { OPERATION_NAMES } from '../../../wsk/index.ts';
import type { Aggregate, MetricName } from './threshold.ts';

/** What may be written of a metric. */
export interface MetricSyntax {
  /** Its labels, each with the only values that it takes, or null where any will do. */
  readonly labels: Readonly<Record<string, readonly string[] | null>>;
  readonly aggregates: readonly Aggregate['name'][];
  /** Whether its bound is a duration, which needs a unit, or a number, which has none. */
  readonly isDuration: boolean;
}

export const METRICS: Readonly<Record<MetricName, MetricSyntax>> = {
  latency: {
    labels: { op: OPERATION_NAMES, function: null, provider: null },
    aggregates: ['p', 'min', 'mean', 'median', 'max'],
    isDuration: true,
  },
  leaks: { labels: { kind: ['irp', 'socket'] }, aggregates: ['count'], isDuration: false },
  why: {
    labels: { cause: CAUSES, module: null, op: OPERATION_NAMES, function: null },
    aggregates: ['max'],
    isDuration: true,
  },
  inflight: { labels: {}, aggregates: ['max'], isDuration: false },
};
