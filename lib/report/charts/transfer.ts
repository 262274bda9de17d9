import { formatBytes, formatNs } from '../units.ts';
import { type Chart, TIME_AXIS, TIP, zoom } from './chart.ts';
import { type ChartContent, type ChartData, type Row, slicesIn } from './data.ts';

/** Bytes over time, sent upwards and received downwards. */
export const transfer: Chart = {
  name: 'transfer',
  isByOperation: false,
  title: 'Data: bytes sent and received per second',
  describe({ data }) {
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    return `Bytes per second over time: ${formatBytes(sum(data.bytesSent))} sent and ${formatBytes(sum(data.bytesReceived))} received in all.`;
  },
  spec: (options) => ({
    height: 130,
    data: { name: 'bytes' },
    params: zoom(options, ['x']),
    mark: 'rect',
    encoding: {
      x: {
        field: 'from',
        type: 'quantitative',
        title: 'time since the trace’s start',
        scale: { nice: false, zero: false },
        axis: TIME_AXIS,
      },
      x2: { field: 'to' },
      y: {
        field: 'rate',
        type: 'quantitative',
        title: 'bytes/s',
        axis: { labelExpr: "format(abs(datum.value), '~s') + 'B'", tickCount: 5 },
      },
      y2: { datum: 0 },
      color: {
        field: 'direction',
        type: 'nominal',
        title: null,
        scale: { domain: ['sent', 'received'], range: ['#4c8dd6', '#d98a2b'] },
      },
      tooltip: TIP,
    },
  }),
  content({ data, range }): ChartContent {
    const slices = slicesIn(data, range);
    const rateOf = (bytes: number, slice: number) => {
      const durationNs = data.toNs[slice]! - data.fromNs[slice]!;
      return durationNs > 0 ? (bytes * 1e9) / durationNs : 0;
    };
    const rows = (direction: string, bytes: readonly number[], sign: number) =>
      slices
        .filter((slice) => bytes[slice]! > 0)
        .map((slice) => ({
          from: data.fromNs[slice]! / 1e9,
          to: data.toNs[slice]! / 1e9,
          rate: sign * rateOf(bytes[slice]!, slice),
          direction,
          tip:
            `${formatNs(data.fromNs[slice]!)} to ${formatNs(data.toNs[slice]!)}\n` +
            `${formatBytes(bytes[slice]!)} ${direction}`,
        }));
    return {
      datasets: {
        bytes: [
          ...rows('sent', data.bytesSent, 1),
          ...rows('received', data.bytesReceived, -1),
          ...ends(data, slices),
        ],
      },
      table: {
        head: ['from', 'to', 'sent', 'received'],
        rows: slices.map((slice) => [
          formatNs(data.fromNs[slice]!),
          formatNs(data.toNs[slice]!),
          formatBytes(data.bytesSent[slice]!),
          formatBytes(data.bytesReceived[slice]!),
        ]),
      },
    };
  },
};

/** Nothing at either end, so that the axis spans all of the time. */
function ends({ fromNs, toNs }: ChartData, slices: readonly number[]): Row[] {
  const [first, last] = [slices[0], slices.at(-1)];
  return first === undefined || last === undefined
    ? []
    : [fromNs[first]!, toNs[last]!].map((ns) => ({
        from: ns / 1e9,
        to: ns / 1e9,
        rate: 0,
        direction: 'sent',
        tip: '',
      }));
}
