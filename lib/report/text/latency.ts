import { printable } from '../../text/index.ts';
import type { Analysis, Dimension, DurationSummary, Group, Latency, TimelineSlice } from '../../wsk/index.ts';
import { driverDoubt } from '../driver-doubt.ts';
import type { Style } from '../style.ts';
import { formatBytes, formatCount, formatNs, formatRate } from '../units.ts';
import { histogramLines, peaks, sparkline } from './bars.ts';
import { fitColumns } from './fit.ts';
import type { TextOptions } from './options.ts';
import { traceSection } from './report.ts';
import { slowestSection } from './slowest.ts';
import { textTable } from './table.ts';
import { wrap } from './wrap.ts';

export interface LatencyTextOptions extends TextOptions {
  readonly by: Dimension;
}

/** Groups that are shown; the JSON has all. */
const SHOWN_GROUPS = 30;
/** Slices that are shown, for the same reason: a terminal's table of thousands of rows takes long to lay out. */
const SHOWN_SLICES = 500;
/** Operations whose histogram is shown: those with the most time spent in their calls. */
const SHOWN_HISTOGRAMS = 3;

/** Where the time of the calls goes, for a terminal. */
export function latencyText(analysis: Analysis, latency: Latency, options: LatencyTextOptions): string {
  const { style } = options;
  const sections = [traceSection(analysis, options)];
  if (latency.operations.length === 0) {
    const doubt = driverDoubt(analysis);
    sections.push(
      style.warning(
        doubt === null ? 'No such call is in this trace.' : `Nothing can be said of latencies: ${doubt}`,
      ),
    );
  } else {
    // What was asked for comes first.
    sections.push(
      ...(options.by === 'op' ? [] : groupSections(latency, options)),
      operationsSection(latency, options),
      stepsSection(latency, options),
      depthSection(latency, options),
      ...(options.by === 'op' ? histogramSections(latency, style) : []),
    );
    if (latency.slowest.length > 0) {
      sections.push(slowestSection(latency.slowest, options));
    }
    const note = accuracyNote(latency);
    if (note !== '') {
      sections.push(style.dim(wrap(note, options.width, '')));
    }
  }
  return `${sections.join('\n\n')}\n`;
}

/** Columns that can be missed on a narrow terminal, the first the most. */
const DISPENSABLE = ['mean', 'inline', 'cancelled', 'p99.9', 'failed', 'bytes', 'p90', 'sent', 'per s'];

const PERCENTILES = ['p50', 'p90', 'p99', 'p99.9', 'max', 'mean'];

function percentiles(summary: DurationSummary | null): string[] {
  if (summary === null) {
    return PERCENTILES.map(() => '–');
  }
  const { p50, p90, p99, p999, max, mean } = summary;
  return [p50, p90, p99, p999, max, mean].map(formatNs);
}

function operationsSection({ operations }: Latency, { style, width }: TextOptions): string {
  const rows = operations.map(({ op, completed, completedPerSecond, inline, latencyNs }) => [
    op,
    formatCount(completed),
    formatRate(completedPerSecond),
    formatCount(inline),
    ...percentiles(latencyNs),
  ]);
  const all = { head: ['operation', 'done', 'per s', 'inline', ...PERCENTILES], rows };
  const grid = fitColumns(all, width, DISPENSABLE);
  return `${style.heading('Latency')}\n${textTable(grid.head, grid.rows, style)}`;
}

function stepsSection({ operations }: Latency, { style, width }: TextOptions): string {
  const head = ['operation', 'to return', 'p99', 'to completion', 'p99', 'to free', 'p99'];
  const pair = (summary: DurationSummary | null) =>
    summary === null ? ['–', '–'] : [formatNs(summary.p50), formatNs(summary.p99)];
  const rows = operations.map((operation) => [
    operation.op,
    ...pair(operation.issueToReturnNs),
    ...pair(operation.returnToCompletionNs),
    ...pair(operation.completionToFreeNs),
  ]);
  const grid = fitColumns({ head, rows }, width, ['p99']);
  const what = grid.head.includes('p99') ? 'medians and 99th percentiles' : 'medians';
  const title = `Steps: issue → return → completion → free (${what})`;
  return `${style.heading(title)}\n${textTable(grid.head, grid.rows, style)}`;
}

function depthSection({ operations, queueDepth, timeline }: Latency, { style, width }: TextOptions): string {
  const row = (name: string, depth: { max: number; mean: number } | null) => [
    name,
    depth === null ? '–' : formatCount(depth.max),
    depth === null ? '–' : formatRate(depth.mean),
  ];
  const rows = [
    row('all', queueDepth),
    ...operations.filter(({ queueDepth }) => queueDepth !== null).map((one) => row(one.op, one.queueDepth)),
  ];
  const label = '  over time  ';
  const depths = peaks(
    timeline.map(({ maxInFlight }) => maxInFlight),
    width - label.length,
  );
  const table = textTable(['operation', 'most', 'mean'], rows, style);
  return `${style.heading('Calls in flight')}\n${table}\n${label}${sparkline(depths)}`.trimEnd();
}

function groupSections({ groupings, timeline }: Latency, options: LatencyTextOptions): string[] {
  const { by, style, width } = options;
  if (by === 'time') {
    return [timeSection(timeline, options)];
  }
  return groupings.map(({ by: dimension, groups, others }) => {
    const shown = groups.slice(0, SHOWN_GROUPS);
    const rows = [...shown, ...(others === null ? [] : [others])].map(groupRow);
    const head = [dimension, 'done', 'per s', 'failed', 'cancelled', 'bytes', ...PERCENTILES];
    const rest = restLine(groups.length - shown.length);
    const grid = fitColumns({ head, rows }, width, DISPENSABLE);
    return `${style.heading(`By ${dimension}, most time spent first`)}\n${textTable(grid.head, grid.rows, style)}${rest}`;
  });
}

function restLine(more: number): string {
  return more > 0 ? `\n  … and ${formatCount(more)} more (--json has all)` : '';
}

function groupRow(group: Group): string[] {
  const { key, completed, completedPerSecond, failed, cancelled, bytes, latencyNs } = group;
  return [
    printable(key),
    formatCount(completed),
    formatRate(completedPerSecond),
    formatCount(failed),
    formatCount(cancelled),
    bytes === 0 ? '–' : formatBytes(bytes),
    ...percentiles(latencyNs),
  ];
}

function timeSection(timeline: readonly TimelineSlice[], { style, width }: TextOptions): string {
  const head = ['from', 'done', 'per s', 'failed', 'sent', 'received', 'in flight', 'p50', 'p99', 'max'];
  const rows = timeline
    .slice(0, SHOWN_SLICES)
    .map((slice) => [
      formatNs(slice.fromNs),
      formatCount(slice.completed),
      formatRate(slice.completedPerSecond),
      formatCount(slice.failed),
      formatBytes(slice.bytesSent),
      formatBytes(slice.bytesReceived),
      formatCount(slice.maxInFlight),
      ...(slice.latencyNs === null
        ? ['–', '–', '–']
        : [slice.latencyNs.p50, slice.latencyNs.p99, slice.latencyNs.max].map(formatNs)),
    ]);
  const grid = fitColumns({ head, rows }, width, DISPENSABLE);
  return `${style.heading('Over time, by completion')}\n${textTable(grid.head, grid.rows, style)}${restLine(timeline.length - rows.length)}`;
}

function histogramSections({ operations }: Latency, style: Style): string[] {
  const spent = (summary: DurationSummary | null) => (summary === null ? 0 : summary.count * summary.mean);
  return operations
    .filter(({ latencyNs }) => latencyNs !== null)
    .sort((a, b) => spent(b.latencyNs) - spent(a.latencyNs))
    .slice(0, SHOWN_HISTOGRAMS)
    .map(({ op, histogram }) => {
      const lines = histogramLines(histogram).map((line) => `  ${line}`);
      return [style.heading(`Latency of ${op}`), ...lines].join('\n');
    });
}

/** Which figures come from a histogram, where some do. */
function accuracyNote({ operations, groupings, timeline }: Latency): string {
  const summaries = [
    ...operations.flatMap(({ issueToReturnNs, returnToCompletionNs, completionToFreeNs }) => [
      issueToReturnNs,
      returnToCompletionNs,
      completionToFreeNs,
    ]),
    ...groupings
      .flatMap(({ groups, others }) => [...groups, ...(others === null ? [] : [others])])
      .map(({ latencyNs }) => latencyNs),
    ...timeline.map(({ latencyNs }) => latencyNs),
  ];
  return summaries.some((summary) => summary !== null && !summary.isExact)
    ? 'Percentiles of whole operations are exact. Those of steps, groups and slices with more than a few hundred calls are off by 0.8 % at the most.'
    : '';
}
