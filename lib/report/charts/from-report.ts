import type { Report } from '../collect/index.ts';
import type { ChartData, ChartInput } from './data.ts';

/** The numbers that a report's charts are drawn of. */
export function chartData({ activity: { slices, ops, cells } }: Report): ChartData {
  return {
    fromNs: slices.map(({ fromNs }) => Math.round(fromNs)),
    toNs: slices.map(({ toNs }) => Math.round(toNs)),
    completed: slices.map(({ completed }) => completed),
    failed: slices.map(({ failed }) => failed),
    bytesSent: slices.map(({ bytesSent }) => bytesSent),
    bytesReceived: slices.map(({ bytesReceived }) => bytesReceived),
    maxInFlight: slices.map(({ maxInFlight }) => maxInFlight),
    meanInFlight: slices.map(({ meanInFlight }) => Number(meanInFlight.toPrecision(6))),
    ops,
    cells,
  };
}

/** What charts show of a report to begin with: all of its time, and the operation that most time was spent in. */
export function chartInput(report: Report, base: Report | null): ChartInput {
  const data = chartData(report);
  return { data, base: base === null ? null : chartData(base), op: data.ops[0] ?? '', range: null };
}
