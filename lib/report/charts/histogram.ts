import { formatCount, formatNs } from '../units.ts';
import { type Chart, LOG_SECONDS_AXIS, TIP, zoom } from './chart.ts';
import type { ChartContent, ChartData, ChartInput, Row } from './data.ts';
import { boundsOf, countOf, latenciesOf, percentileOf } from './latencies.ts';

/** How the latencies of one operation are distributed, on a logarithmic axis. */
export const histogram: Chart = {
  name: 'histogram',
  isByOperation: true,
  title: 'Latency histogram',
  describe({ data, op, range }) {
    const latencies = latenciesOf(data, op, range);
    const median = formatNs(percentileOf(latencies, 0.5));
    const p99 = formatNs(percentileOf(latencies, 0.99));
    return `Latencies of ${formatCount(countOf(latencies))} ${op} calls on a logarithmic axis: median about ${median}, 99th percentile about ${p99}.`;
  },
  spec: (options) => ({
    height: 200,
    data: { name: 'buckets' },
    params: zoom(options, ['x']),
    mark: { type: 'rect', ...(options.isComparing ? { opacity: 0.6 } : {}) },
    encoding: {
      x: {
        field: 'from',
        type: 'quantitative',
        title: 'latency',
        scale: { type: 'log', nice: false },
        axis: LOG_SECONDS_AXIS,
      },
      x2: { field: 'to' },
      y: {
        field: 'share',
        type: 'quantitative',
        title: 'share of calls',
        axis: { format: '~%', tickCount: 4 },
      },
      y2: { datum: 0 },
      color: options.isComparing
        ? {
            field: 'trace',
            type: 'nominal',
            title: null,
            scale: { domain: ['this trace', 'base'], range: ['#4c8dd6', '#d98a2b'] },
          }
        : { value: '#4c8dd6' },
      tooltip: TIP,
    },
  }),
  content(input): ChartContent {
    const { data, base } = input;
    const mine = rowsOf(data, 'this trace', input);
    const theirs = base === null ? [] : rowsOf(base, 'base', { ...input, range: null });
    return {
      datasets: { buckets: [...mine, ...theirs, ...margins([...mine, ...theirs])] },
      table: {
        head: base === null ? ['from', 'to', 'calls'] : ['trace', 'from', 'to', 'calls'],
        rows: [...mine, ...theirs].map(({ trace, from, to, count }) => [
          ...(base === null ? [] : [String(trace)]),
          formatNs(Number(from) * 1e9),
          formatNs(Number(to) * 1e9),
          formatCount(Number(count)),
        ]),
      },
    };
  },
};

/** A few buckets all alike would fill the chart: its axis spans a decade at least. */
function margins(rows: readonly Row[]): Row[] {
  const [first] = rows;
  if (first === undefined) {
    return [];
  }
  const from = rows.reduce((least, row) => Math.min(least, Number(row.from)), Number.POSITIVE_INFINITY);
  const to = rows.reduce((most, row) => Math.max(most, Number(row.to)), 0);
  const missing = Math.max(1, Math.sqrt((10 * from) / to));
  const { trace } = first;
  return [from / missing, to * missing].map((at) => ({
    from: at,
    to: at,
    count: 0,
    share: 0,
    trace: trace!,
    tip: '',
  }));
}

function rowsOf(data: ChartData, trace: string, { op, range }: ChartInput): Row[] {
  const latencies = latenciesOf(data, op, range);
  const all = countOf(latencies);
  return latencies.map(([bucket, count]) => {
    const { from, to } = boundsOf(bucket);
    const share = `${((100 * count) / all).toPrecision(3)} %`;
    return {
      from,
      to,
      count,
      share: count / all,
      trace,
      tip: `${formatNs(from * 1e9)} to ${formatNs(to * 1e9)}\n${formatCount(count)} calls (${share})`,
    };
  });
}
