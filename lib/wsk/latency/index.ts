/** Where the time of calls goes: collectors that observe an analysis. */
export type { DepthSummary } from './depth.ts';
export { DIMENSIONS, type Dimension, type KeyedDimension } from './dimension.ts';
export type { Group, Grouping } from './groups.ts';
export { type Latency, LatencyCollector, type LatencyOptions } from './latency.ts';
export type { OperationLatency } from './operations.ts';
export type { Step } from './recent-steps.ts';
export { type CallSelector, LatencySeries } from './series.ts';
export { type Slice, type SliceContent, Slices } from './slices.ts';
export { type SlowCall, slowCall } from './slow-call.ts';
export type { SlowCallInContext, Surroundings } from './slowest.ts';
export type { DurationSummary } from './summary.ts';
export { DEFAULT_SLICES, type TimelineSlice } from './timeline.ts';
