import type { BucketCounts } from '../collect/buckets.ts';
import { formatNs, formatRate } from '../units.ts';
import { barsOf } from './bars.ts';
import { type Chart, LEAST_PARAMETER, LOG_SECONDS_AXIS, TIP, zoom } from './chart.ts';
import type { ChartContent, ChartData, ChartInput, Row } from './data.ts';
import { countOf, latenciesOf, percentileOf } from './latencies.ts';

/** More lines than this can't be told apart; those operations with the most time spent are shown. */
const MAX_LINES = 8;
const FRACTIONS = [0.5, 0.9, 0.99, 0.999];

/** Which share of the calls took no longer than a latency: all operations, or one of them in two traces. */
export const ecdf: Chart = {
  name: 'ecdf',
  isByOperation: false,
  title: 'Share of calls completed within a time',
  describe({ data, base, op, range }) {
    if (base !== null) {
      return `The share of ${op} calls that completed within a time, in this trace and in the base.`;
    }
    const shown = data.ops.slice(0, MAX_LINES).map((name) => {
      const median = percentileOf(latenciesOf(data, name, range), 0.5, data.stepNs);
      return `${name} about ${formatNs(median)}`;
    });
    return `The share of calls that completed within a time, a line for each operation. Medians: ${shown.join(', ')}.`;
  },
  spec: (options) => ({
    height: 200,
    params: [LEAST_PARAMETER],
    data: { name: 'shares' },
    encoding: {
      x: {
        field: 'latency',
        type: 'quantitative',
        title: 'latency',
        scale: { type: 'log', nice: false },
        axis: LOG_SECONDS_AXIS,
      },
      y: {
        field: 'share',
        type: 'quantitative',
        title: 'share of calls',
        scale: { domain: [0, 1] },
        axis: { format: '~%', tickCount: 5 },
      },
      color: { field: 'line', type: 'nominal', title: null, sort: null, legend: { symbolType: 'stroke' } },
    },
    layer: [
      {
        params: [
          ...zoom(options, ['x']),
          ...(options.isInteractive
            ? [{ name: 'pick', select: { type: 'point', fields: ['line'] }, bind: 'legend' }]
            : []),
        ],
        mark: { type: 'line', interpolate: 'step-after', strokeWidth: 2 },
        encoding: {
          ...(options.isInteractive
            ? { opacity: { condition: { param: 'pick', value: 1 }, value: 0.15 } }
            : {}),
        },
      },
      {
        mark: { type: 'point', opacity: 0, size: 60, filled: true },
        encoding: { tooltip: TIP },
      },
    ],
  }),
  content(input): ChartContent {
    const { data, base, op, range } = input;
    const lines: [string, ChartData, ChartInput][] =
      base === null
        ? data.ops.slice(0, MAX_LINES).map((name) => [name, data, { ...input, op: name }])
        : [
            ['this trace', data, input],
            ['base', base, { ...input, range: null }],
          ];
    return {
      datasets: { shares: lines.flatMap(([name, from, what]) => rowsOf(name, from, what)) },
      table: {
        head: [base === null ? 'operation' : 'trace', ...FRACTIONS.map((one) => `${one * 100} % within`)],
        rows: lines.map(([name, from, what]) => {
          const latencies = latenciesOf(from, base === null ? name : op, base === null ? range : what.range);
          return [name, ...FRACTIONS.map((fraction) => formatNs(withinNs(latencies, fraction, from.stepNs)))];
        }),
      },
    };
  },
};

/**
 * Within what time a share of the calls completed: the greatest latency of the bar that the last of these calls lies in, so that it
 * is true whichever latency of the bar they have. NaN where there are no calls.
 */
function withinNs(latencies: BucketCounts, fraction: number, stepNs: number): number {
  const wanted = fraction * countOf(latencies) - 1e-9;
  let seen = 0;
  for (const { mostNs, count } of barsOf(latencies, stepNs)) {
    seen += count;
    if (seen >= wanted) {
      return mostNs;
    }
  }
  return Number.NaN;
}

function rowsOf(line: string, data: ChartData, { op, range }: ChartInput): Row[] {
  const latencies = latenciesOf(data, op, range);
  const all = countOf(latencies);
  const bars = barsOf(latencies, data.stepNs);
  const [first] = bars;
  if (first === undefined) {
    return [];
  }
  // No time at all is no place on a logarithmic axis: the line begins above it, at the share of such calls.
  const zeros = first.mostNs === 0 ? first.count : 0;
  const timed = zeros > 0 ? bars.slice(1) : bars;
  const begin = timed[0]?.fromNs ?? data.stepNs / 2;
  let seen = zeros;
  const rows = [rowAt(line, begin, zeros / all, zeros > 0 ? `${percent(zeros, all)} in no time` : '')];
  for (const { mostNs, count } of timed) {
    seen += count;
    rows.push(rowAt(line, mostNs, seen / all, `${percent(seen, all)} within ${formatNs(mostNs)}`));
  }
  if (timed.length === 0) {
    rows.push(rowAt(line, data.stepNs, 1, '100 % in no time'));
  }
  return rows;
}

function rowAt(line: string, ns: number, share: number, what: string): Row {
  return { line, latency: ns / 1e9, share, tip: what === '' ? line : `${line}: ${what}` };
}

function percent(count: number, all: number): string {
  return `${formatRate((100 * count) / all)} %`;
}
