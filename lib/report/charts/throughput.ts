import { formatCount, formatNs, formatRate } from '../units.ts';
import { type Chart, TIME_AXIS, TIP } from './chart.ts';
import { type ChartContent, type ChartInput, slicesIn } from './data.ts';

/** Completions over time. In a page, a stretch of time is chosen in it. */
export const throughput: Chart = {
  name: 'throughput',
  isByOperation: false,
  title: 'Throughput: calls completed per second',
  describe({ data }) {
    const most = Math.max(0, ...data.fromNs.map((_, slice) => rate(data, slice)));
    const failed = data.failed.reduce((sum, count) => sum + count, 0);
    return `Calls completed per second over the time of the trace: at most ${formatRate(most)} in one slice; ${formatCount(failed)} failed in all.`;
  },
  spec: ({ isInteractive }) => ({
    height: 130,
    data: { name: 'slices' },
    layer: [
      {
        ...(isInteractive
          ? { params: [{ name: 'brush', select: { type: 'interval', encodings: ['x'] } }] }
          : {}),
        mark: { type: 'rect', color: '#4c8dd6' },
        encoding: {
          x: {
            field: 'from',
            type: 'quantitative',
            title: 'time since the trace’s start',
            scale: { nice: false, zero: false },
            axis: TIME_AXIS,
          },
          x2: { field: 'to' },
          y: { field: 'rate', type: 'quantitative', title: 'calls/s', axis: { format: '~s', tickCount: 4 } },
          y2: { datum: 0 },
          tooltip: TIP,
        },
      },
      {
        transform: [{ filter: 'datum.failedRate > 0' }],
        mark: { type: 'rect', color: '#d6453d' },
        encoding: {
          x: { field: 'from', type: 'quantitative' },
          x2: { field: 'to' },
          y: { field: 'failedRate', type: 'quantitative' },
          y2: { datum: 0 },
          tooltip: TIP,
        },
      },
    ],
  }),
  content({ data }): ChartContent {
    const slices = slicesIn(data, null);
    return {
      datasets: {
        slices: slices.map((slice) => ({
          from: data.fromNs[slice]! / 1e9,
          to: data.toNs[slice]! / 1e9,
          rate: rate(data, slice),
          failedRate: (rate(data, slice) * data.failed[slice]!) / Math.max(data.completed[slice]!, 1),
          tip:
            `${formatNs(data.fromNs[slice]!)} to ${formatNs(data.toNs[slice]!)}\n` +
            `${formatCount(data.completed[slice]!)} completed (${formatRate(rate(data, slice))}/s), ${formatCount(data.failed[slice]!)} failed`,
        })),
      },
      table: {
        head: ['from', 'to', 'completed', 'per second', 'failed'],
        rows: slices.map((slice) => [
          formatNs(data.fromNs[slice]!),
          formatNs(data.toNs[slice]!),
          formatCount(data.completed[slice]!),
          formatRate(rate(data, slice)),
          formatCount(data.failed[slice]!),
        ]),
      },
    };
  },
};

function rate({ completed, fromNs, toNs }: ChartInput['data'], slice: number): number {
  const durationNs = toNs[slice]! - fromNs[slice]!;
  return durationNs > 0 ? (completed[slice]! * 1e9) / durationNs : 0;
}
