import type { Observer } from '../observer.ts';
import { type DepthSummary, QueueDepth } from './depth.ts';
import type { KeyedDimension } from './dimension.ts';
import { GroupCollector, type Grouping } from './groups.ts';
import { OperationCollector, type OperationLatency } from './operations.ts';
import { type SlowCallInContext, SlowestCalls } from './slowest.ts';
import { perSecond } from './summary.ts';
import { DEFAULT_SLICES, Timeline, type TimelineSlice } from './timeline.ts';

export interface LatencyOptions {
  /** Only calls of this operation, by number; of all unless told. */
  readonly op?: number;
  /** What to group the calls by, besides their operations. */
  readonly by?: readonly KeyedDimension[];
  /** How many of the slowest calls to keep; none unless told. */
  readonly slowest?: number;
  /** How many slices of time at the most; 60 unless told. */
  readonly slices?: number;
}

/** Where the time of the calls goes. */
export interface Latency {
  /** From the first call in flight to the end of the trace: what rates and mean depths are over. null without a call. */
  readonly window: { readonly fromNs: number; readonly toNs: number } | null;
  /** All operations together, whatever `op` was asked for. */
  readonly queueDepth: DepthSummary | null;
  readonly operations: readonly (OperationLatency & {
    readonly completedPerSecond: number;
    readonly queueDepth: DepthSummary | null;
  })[];
  readonly groupings: readonly Grouping[];
  readonly timeline: readonly TimelineSlice[];
  readonly slowest: readonly SlowCallInContext[];
}

/**
 * Gathers latencies in detail during an analysis: give its observers to `analyze`, then ask for the result. Exact are
 * all counts, rates, means, extremes and depths, the percentiles of whole operations (eight bytes a call), and those
 * of everything else that has at most a few hundred calls; beyond that they are off by HISTOGRAM_ERROR at the most.
 */
export class LatencyCollector {
  readonly #op: number | null;
  readonly #operations = new OperationCollector();
  readonly #depth = new QueueDepth();
  readonly #groups: readonly GroupCollector[];
  readonly #timeline: Timeline;
  readonly #slowest: SlowestCalls | null;

  constructor(options: LatencyOptions = {}) {
    const { op = null, by = [], slowest = 0, slices = DEFAULT_SLICES } = options;
    this.#op = op;
    this.#groups = by.map((dimension) => new GroupCollector(dimension, op));
    this.#timeline = new Timeline(slices, op);
    this.#slowest = slowest > 0 ? new SlowestCalls(slowest, op) : null;
  }

  observers(): Observer[] {
    const collectors = [this.#operations, this.#depth, this.#timeline, ...this.#groups];
    return [...collectors, ...(this.#slowest === null ? [] : [this.#slowest])].map((one) => one.observer());
  }

  /** To be asked for once the analysis is done. */
  result(): Latency {
    const { window } = this.#depth;
    const durationNs = window === null ? 0 : window.toNs - window.fromNs;
    return {
      window,
      queueDepth: this.#depth.summary(),
      operations: this.#operations.result(this.#op).map(({ number, ...operation }) => ({
        ...operation,
        completedPerSecond: perSecond(operation.completed, durationNs),
        queueDepth: this.#depth.summary(number),
      })),
      groupings: this.#groups.map((groups) => groups.result(durationNs)),
      timeline: this.#timeline.slices(),
      slowest: this.#slowest?.result() ?? [],
    };
  }
}
