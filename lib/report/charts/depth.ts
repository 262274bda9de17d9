import { formatCount, formatNs, formatRate } from '../units.ts';
import { type Chart, TIME_AXIS, TIP, zoom } from './chart.ts';
import { type ChartContent, slicesIn } from './data.ts';

/** Calls in flight over time: the most in each slice as a bar, the mean as a line. */
export const depth: Chart = {
  name: 'queue-depth',
  isByOperation: false,
  title: 'Queue depth: calls in flight',
  describe: ({ data }) =>
    `Calls in flight over time: at most ${formatCount(Math.max(0, ...data.maxInFlight))}; bars show the most in each slice, the line the mean.`,
  spec: (options) => ({
    height: 130,
    data: { name: 'depth' },
    encoding: {
      x: {
        field: 'from',
        type: 'quantitative',
        title: 'time since the trace’s start',
        scale: { nice: false, zero: false },
        axis: TIME_AXIS,
      },
    },
    layer: [
      {
        params: zoom(options, ['x']),
        mark: { type: 'rect', color: '#8a6fc9', opacity: 0.45 },
        encoding: {
          x2: { field: 'to' },
          y: {
            field: 'most',
            type: 'quantitative',
            title: 'calls in flight',
            axis: { tickCount: 4, format: '~s' },
          },
          y2: { datum: 0 },
          tooltip: TIP,
        },
      },
      {
        mark: { type: 'line', interpolate: 'step-after', color: '#8a6fc9', strokeWidth: 2 },
        encoding: { y: { field: 'mean', type: 'quantitative' } },
      },
    ],
  }),
  content({ data, range }): ChartContent {
    const slices = slicesIn(data, range);
    return {
      datasets: {
        depth: slices.map((slice) => ({
          from: data.fromNs[slice]! / 1e9,
          to: data.toNs[slice]! / 1e9,
          most: data.maxInFlight[slice]!,
          mean: data.meanInFlight[slice]!,
          tip:
            `${formatNs(data.fromNs[slice]!)} to ${formatNs(data.toNs[slice]!)}\n` +
            `at most ${formatCount(data.maxInFlight[slice]!)} in flight, mean ${formatRate(data.meanInFlight[slice]!)}`,
        })),
      },
      table: {
        head: ['from', 'to', 'most in flight', 'mean'],
        rows: slices.map((slice) => [
          formatNs(data.fromNs[slice]!),
          formatNs(data.toNs[slice]!),
          formatCount(data.maxInFlight[slice]!),
          formatRate(data.meanInFlight[slice]!),
        ]),
      },
    };
  },
};
