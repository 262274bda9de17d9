import type { Analysis } from '../../wsk/index.ts';
import type { Report } from '../collect/index.ts';
import type { ChartData, ChartInput } from './data.ts';

/** The numbers that a report's charts are drawn of. */
export function chartData({ activity: { slices, ops, cells }, analysis }: Report): ChartData {
  return {
    stepNs: stepOf(analysis),
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

/** A coarse clock shows its step by its times; any other's is a tick. */
export function stepOf({ clocks, trace }: Pick<Analysis, 'clocks' | 'trace'>): number {
  return clocks.stepNs ?? (trace.perfFreq > 0 ? Math.max(1, 1e9 / trace.perfFreq) : 1);
}

/** All of a trace as one slice: what another is compared with needs no time. */
function wholeOf(data: ChartData): ChartData {
  const sums = new Map<string, readonly [op: number, bucket: number, count: number]>();
  for (let at = 0; at < data.cells.length; at += 4) {
    const [op, bucket, count] = [data.cells[at + 1]!, data.cells[at + 2]!, data.cells[at + 3]!];
    const key = `${op} ${bucket}`;
    sums.set(key, [op, bucket, count + (sums.get(key)?.[2] ?? 0)]);
  }
  const sum = (values: readonly number[]) => [values.reduce((total, value) => total + value, 0)];
  return {
    stepNs: data.stepNs,
    fromNs: data.fromNs.slice(0, 1),
    toNs: data.toNs.slice(-1),
    completed: sum(data.completed),
    failed: sum(data.failed),
    bytesSent: sum(data.bytesSent),
    bytesReceived: sum(data.bytesReceived),
    maxInFlight: [data.maxInFlight.reduce((a, b) => Math.max(a, b), 0)],
    meanInFlight: [0],
    ops: data.ops,
    cells: [...sums.values()].flatMap((cell) => [0, ...cell]),
  };
}

/** What charts show of a report to begin with: all of its time, and the operation that most time was spent in. */
export function chartInput(report: Report, base: Report | null): ChartInput {
  const data = chartData(report);
  return { data, base: base === null ? null : wholeOf(chartData(base)), op: data.ops[0] ?? '', range: null };
}
