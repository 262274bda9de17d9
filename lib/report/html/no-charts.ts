import type { ChartData } from '../charts/index.ts';

/** For pages on which no calls are counted by slices of time. */
export const NO_CHARTS: ChartData = {
  stepNs: 1,
  fromNs: [],
  toNs: [],
  completed: [],
  failed: [],
  bytesSent: [],
  bytesReceived: [],
  maxInFlight: [],
  meanInFlight: [],
  ops: [],
  cells: [],
};
