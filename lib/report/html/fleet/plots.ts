import { LEAST_PARAMETER, LOG_SECONDS_AXIS, type Spec, TIP } from '../../charts/chart.ts';
import { compileSpec, pageSpec } from '../../charts/index.ts';
import { type BuildLatency, type FindingOverBuilds, type FleetBuild, foundIn } from '../../fleet/index.ts';
import { formatCount, formatNs, plural } from '../../units.ts';
import { findingName } from './texts.ts';

/** Findings that are drawn; the table has all. */
const DRAWN_FINDINGS = 30;
const ROW_HEIGHT = 26;
const LATENCY_HEIGHT = 300;
const TRACES_HEIGHT = 190;
export const NO_BUILD = 'no build';

const buildAxis = (builds: readonly FleetBuild[]) => ({
  field: 'build',
  type: 'ordinal',
  sort: builds.map(({ name }) => name ?? NO_BUILD),
  scale: { domain: builds.map(({ name }) => name ?? NO_BUILD) },
  title: null,
  axis: { labelAngle: 0, labelOverlap: 'greedy', labelLimit: 140 },
});

/** How many traces each build has, by what became of them. */
export function tracesPlot(builds: readonly FleetBuild[]): Promise<object> {
  const values = builds.flatMap(({ name, traces }) =>
    (['ok', 'lossy', 'damaged', 'unreadable'] as const).flatMap((status, order) => {
      const count = traces.filter((trace) => trace.status === status).length;
      const build = name ?? NO_BUILD;
      return count === 0
        ? []
        : [{ build, status, count, order, tip: `${build}: ${plural(count, 'trace')} ${status}` }];
    }),
  );
  return compiled({
    height: TRACES_HEIGHT,
    data: { values },
    mark: 'bar',
    encoding: {
      x: buildAxis(builds),
      y: { field: 'count', type: 'quantitative', title: 'traces', axis: { tickMinStep: 1 } },
      order: { field: 'order' },
      color: {
        field: 'status',
        type: 'nominal',
        title: null,
        scale: {
          domain: ['ok', 'lossy', 'damaged', 'unreadable'],
          range: ['#4c8dd6', '#b0a12d', '#d98a2b', '#d6453d'],
        },
        legend: { orient: 'top' },
      },
      tooltip: TIP,
    },
  });
}

/** The share of the judged traces of each build that have a finding. */
export function findingsPlot(
  builds: readonly FleetBuild[],
  findings: readonly FindingOverBuilds[],
): Promise<object> {
  const drawn = findings.slice(0, DRAWN_FINDINGS);
  const values = drawn.flatMap((finding) =>
    finding.builds.flatMap((cell, at) => {
      const { possible, notJudged } = cell;
      const { name, judged } = builds[at]!;
      const count = foundIn(cell);
      const more =
        (possible === 0 ? '' : `\nand possible in ${formatCount(possible)}`) +
        (notJudged === 0 ? '' : `\nand in ${formatCount(notJudged)} not judged`);
      const tip = `${findingName(finding)}\n${name ?? NO_BUILD}: ${formatCount(count)} of ${plural(judged, 'judged trace')}${more}`;
      return count + possible + notJudged === 0
        ? []
        : [
            {
              build: name ?? NO_BUILD,
              finding: findingName(finding),
              share: judged === 0 ? 0 : count / judged,
              count: judged === 0 ? '?' : `${count}/${judged}`,
              tip,
            },
          ];
    }),
  );
  const y = {
    field: 'finding',
    type: 'ordinal',
    sort: drawn.map(findingName),
    title: null,
    axis: { labelLimit: 320 },
  };
  return compiled({
    height: Math.max(1, new Set(drawn.map(findingName)).size) * ROW_HEIGHT,
    data: { values },
    encoding: { x: buildAxis(builds), y, tooltip: TIP },
    layer: [
      {
        mark: { type: 'rect', cornerRadius: 3 },
        encoding: {
          color: {
            field: 'share',
            type: 'quantitative',
            title: 'of judged traces',
            scale: { domain: [0, 1], range: ['#f0c9c6', '#c4302b'] },
            legend: { orient: 'top', format: '.0%', tickCount: 4 },
          },
        },
      },
      {
        mark: { type: 'text', fontSize: 11 },
        encoding: {
          text: { field: 'count' },
          color: { condition: { test: 'datum.share > 0.5', value: '#ffffff' }, value: '#1f2328' },
        },
      },
    ],
  });
}

/** The percentiles of the chosen operation over the builds, with their intervals. */
export function latencyPlot(
  builds: readonly FleetBuild[],
  latencies: readonly BuildLatency[],
  op: string,
): Promise<object> {
  const values = latencies.map(({ op: name, build, percentile, traces, ns, interval }) => ({
    op: name,
    build: build ?? NO_BUILD,
    percentile,
    s: ns / 1e9,
    ...(interval === null ? {} : { from: interval[0] / 1e9, to: interval[1] / 1e9 }),
    tip:
      `${name} ${percentile} in ${build ?? NO_BUILD}: ${formatNs(ns)}\nmedian of ${plural(traces, 'trace')}` +
      (interval === null ? '' : `, 95 %: ${formatNs(interval[0])} to ${formatNs(interval[1])}`),
  }));
  const color = {
    field: 'percentile',
    type: 'nominal',
    title: null,
    scale: { domain: [...new Set(latencies.map(({ percentile }) => percentile))].sort() },
    legend: { orient: 'top' },
  };
  const axis = { ...LOG_SECONDS_AXIS, grid: true };
  const scale = { type: 'log', nice: false, padding: 12 };
  const y = { field: 's', type: 'quantitative', title: null, scale, axis };
  return compiled({
    height: LATENCY_HEIGHT,
    params: [{ name: 'op', value: op }, LEAST_PARAMETER],
    data: { values },
    transform: [{ filter: 'datum.op === op && datum.s > 0' }],
    encoding: { x: buildAxis(builds), color, tooltip: TIP },
    layer: [
      { mark: { type: 'line', opacity: 0.6 }, encoding: { y } },
      {
        transform: [{ filter: 'isValid(datum.from) && datum.from > 0' }],
        mark: { type: 'rule', strokeWidth: 5, opacity: 0.35 },
        encoding: {
          y: { field: 'from', type: 'quantitative', scale, axis, title: null },
          y2: { field: 'to' },
        },
      },
      { mark: { type: 'point', filled: true, size: 55, opacity: 1 }, encoding: { y } },
    ],
  });
}

function compiled(spec: Spec): Promise<object> {
  return compileSpec(pageSpec(spec));
}
