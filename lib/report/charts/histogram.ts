import { formatCount, formatNs } from '../units.ts';
import { barsOf, barText } from './bars.ts';
import { type Chart, LEAST, LEAST_PARAMETER, LOG_SECONDS_AXIS, TIP, zoom } from './chart.ts';
import type { ChartContent, ChartData, ChartInput, Row } from './data.ts';
import { countOf, latenciesOf, percentileOf } from './latencies.ts';

/** How the latencies of one operation are distributed, on a logarithmic axis. */
export const histogram: Chart = {
  name: 'histogram',
  isByOperation: true,
  title: 'Latency histogram',
  describe({ data, op, range }) {
    const latencies = latenciesOf(data, op, range);
    const median = formatNs(percentileOf(latencies, 0.5, data.stepNs));
    const p99 = formatNs(percentileOf(latencies, 0.99, data.stepNs));
    return `Latencies of ${formatCount(countOf(latencies))} ${op} calls on a logarithmic axis: median about ${median}, 99th percentile about ${p99}.`;
  },
  spec: (options) => ({
    height: 200,
    params: [LEAST_PARAMETER],
    layer: [
      {
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
            field: 'height',
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
      },
      {
        data: { name: 'zeros' },
        mark: { type: 'text', baseline: 'bottom', dy: -3, fontSize: 11, color: '#59636e' },
        encoding: {
          x: { field: 'at', type: 'quantitative' },
          y: { field: 'height', type: 'quantitative' },
          text: { field: 'label' },
        },
      },
    ],
  }),
  content(input): ChartContent {
    const { data, base } = input;
    const mine = rowsOf(data, 'this trace', input);
    const theirs = base === null ? [] : rowsOf(base, 'base', { ...input, range: null });
    const rows = [...mine, ...theirs];
    return {
      datasets: { buckets: [...rows, ...margins(rows)], zeros: zeroLabels(rows) },
      parameters: {
        [LEAST]: rows.reduce((most, row) => (isZero(row) ? Math.max(most, Number(row.to)) : most), 0),
      },
      table: {
        head: base === null ? ['latency', 'calls'] : ['trace', 'latency', 'calls'],
        rows: rows.map(({ trace, latency, count }) => [
          ...(base === null ? [] : [String(trace)]),
          String(latency),
          formatCount(Number(count)),
        ]),
      },
    };
  },
};

function isZero({ latency }: Row): boolean {
  return latency === ZERO;
}

/** The bar of calls that took no time the clock could tell is named: it has no number on the axis. */
function zeroLabels(rows: readonly Row[]): Row[] {
  const zeros = rows.filter(isZero);
  const [first] = zeros;
  return first === undefined
    ? []
    : [
        {
          at: Math.sqrt(Number(first.from) * Number(first.to)),
          height: zeros.reduce((most, { height }) => Math.max(most, Number(height)), 0),
          label: '0',
        },
      ];
}

/** A few buckets all alike would fill the chart: its axis spans a decade at least, and leaves room above the bars. */
function margins(rows: readonly Row[]): Row[] {
  const [first] = rows;
  if (first === undefined) {
    return [];
  }
  const from = rows.reduce((least, row) => Math.min(least, Number(row.from)), Number.POSITIVE_INFINITY);
  const to = rows.reduce((most, row) => Math.max(most, Number(row.to)), 0);
  const missing = Math.max(1, Math.sqrt((10 * from) / to));
  const height = 1.1 * rows.reduce((most, row) => Math.max(most, Number(row.height)), 0);
  const { trace } = first;
  return [from / missing, to * missing].map((at) => ({
    from: at,
    to: at,
    count: 0,
    height,
    trace: trace!,
    tip: '',
  }));
}

const ZERO = '0';

function rowsOf(data: ChartData, trace: string, { op, range }: ChartInput): Row[] {
  const latencies = latenciesOf(data, op, range);
  const all = countOf(latencies);
  return barsOf(latencies, data.stepNs).map((bar) => {
    const { mostNs, fromNs, toNs, count, width } = bar;
    const text = barText(bar);
    const share = `${((100 * count) / all).toPrecision(3)} %`;
    return {
      from: fromNs / 1e9,
      to: toNs / 1e9,
      count,
      // A bar that is wider than a bucket is as much lower: else it would look like a peak.
      height: count / all / (mostNs === 0 ? 1 : Math.max(1, width)),
      trace,
      latency: mostNs === 0 ? ZERO : text,
      tip: `${text}\n${formatCount(count)} calls (${share})`,
    };
  });
}
