import { formatCount, formatNs } from '../units.ts';
import { barsOf, barText } from './bars.ts';
import { type Chart, LEAST, LEAST_PARAMETER, LOG_SECONDS_AXIS, TIME_AXIS, TIP } from './chart.ts';
import { type ChartContent, type ChartData, type Row, slicesIn, type TimeRange } from './data.ts';
import { countOf, latenciesBySlice, latenciesOf, percentileOf } from './latencies.ts';

const PERCENTILES = [
  ['p50', 0.5],
  ['p90', 0.9],
  ['p99', 0.99],
] as const;

/** The latencies of one operation over time: each slice's calls by latency, with percentiles as lines. */
export const heatmap: Chart = {
  name: 'heatmap',
  isByOperation: true,
  title: 'Latency over time',
  describe({ data, op, range }) {
    const p99s = [...latenciesBySlice(data, op, range).values()]
      .map((latencies) => percentileOf(latencies, 0.99, data.stepNs))
      .filter((ns) => !Number.isNaN(ns));
    const span =
      p99s.length === 0
        ? 'no calls'
        : `the 99th percentile lies between about ${formatNs(Math.min(...p99s))} and ${formatNs(Math.max(...p99s))}`;
    return `Latencies of ${op} over time as a heat map, darker where more calls are, with lines for the percentiles: ${span}.`;
  },
  spec: () => ({
    height: 230,
    params: [LEAST_PARAMETER],
    layer: [
      {
        data: { name: 'heat' },
        mark: { type: 'rect', aria: false },
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
            field: 'low',
            type: 'quantitative',
            title: 'latency',
            scale: { type: 'log', nice: false },
            axis: LOG_SECONDS_AXIS,
          },
          y2: { field: 'high' },
          color: {
            field: 'count',
            type: 'quantitative',
            title: 'calls',
            scale: { type: 'log' },
            legend: { format: '~s', tickCount: 3, gradientLength: 90 },
          },
          tooltip: TIP,
        },
      },
      {
        data: { name: 'percentiles' },
        mark: { type: 'line', point: { size: 12 }, strokeWidth: 1.6, aria: false },
        encoding: {
          x: { field: 'time', type: 'quantitative' },
          y: { field: 'latency', type: 'quantitative', scale: { type: 'log' } },
          strokeDash: {
            field: 'percentile',
            type: 'nominal',
            title: null,
            sort: null,
            scale: {
              domain: ['p50', 'p90', 'p99'],
              range: [
                [1, 0],
                [6, 3],
                [2, 2],
              ],
            },
          },
          color: { value: '#d6453d' },
        },
      },
    ],
    resolve: { legend: { color: 'independent' }, scale: { color: 'independent' } },
  }),
  content({ data, op, range }): ChartContent {
    const heat: Row[] = [];
    const lines: Row[] = [];
    const rows: string[][] = [];
    // Zero has one place for all of the time, below whatever else there is.
    const [lowest] = barsOf(latenciesOf(data, op, range), data.stepNs);
    const zero = lowest?.mostNs === 0 ? lowest : null;
    const lowestNs = zero === null ? 0 : Math.sqrt(zero.fromNs * zero.toNs);
    for (const [slice, latencies] of latenciesBySlice(data, op, range)) {
      const all = countOf(latencies);
      const [fromNs, toNs] = [data.fromNs[slice]!, data.toNs[slice]!];
      const when = `${formatNs(fromNs)} to ${formatNs(toNs)}`;
      for (const bar of barsOf(latencies, data.stepNs)) {
        const { fromNs: low, toNs: high } = bar.mostNs === 0 && zero !== null ? zero : bar;
        heat.push({
          from: fromNs / 1e9,
          to: toNs / 1e9,
          low: low / 1e9,
          high: high / 1e9,
          count: bar.count,
          tip: `${when}\n${formatCount(bar.count)} of ${formatCount(all)} calls took ${barText(bar)}`,
        });
      }
      if (all > 0) {
        const percentiles = PERCENTILES.map(
          ([name, fraction]) => [name, percentileOf(latencies, fraction, data.stepNs)] as const,
        );
        for (const [percentile, ns] of percentiles) {
          lines.push({ time: (fromNs + toNs) / 2e9, latency: (ns === 0 ? lowestNs : ns) / 1e9, percentile });
        }
        rows.push([when, formatCount(all), ...percentiles.map(([, ns]) => formatNs(ns))]);
      }
    }
    heat.push(...margins(heat, data, range));
    return {
      datasets: { heat, percentiles: lines },
      parameters: { [LEAST]: (zero?.toNs ?? 0) / 1e9 },
      table: { head: ['time', 'calls', ...PERCENTILES.map(([name]) => `${name} about`)], rows },
    };
  },
};

/** Cells without size that make the axes span all of the time, and a decade of latencies at least. */
function margins(heat: readonly Row[], data: ChartData, range: TimeRange | null): Row[] {
  const slices = slicesIn(data, range);
  if (heat.length === 0 || slices.length === 0) {
    return [];
  }
  const pick = (field: string, choose: (a: number, b: number) => number) =>
    heat.map((row) => Number(row[field])).reduce((a, b) => choose(a, b));
  const [low, high] = [pick('low', Math.min), pick('high', Math.max)];
  const count = pick('count', Math.min);
  const missing = Math.max(1, Math.sqrt((10 * low) / high));
  const [start, end] = [data.fromNs[slices[0]!]! / 1e9, data.toNs[slices.at(-1)!]! / 1e9];
  return [
    { from: start, to: start, low: low / missing, high: low / missing, count, tip: '' },
    { from: end, to: end, low: high * missing, high: high * missing, count, tip: '' },
  ];
}
