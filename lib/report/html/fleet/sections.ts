import type { FleetLatency, FleetTrace } from '../../../frames/fleet/index.ts';
import { median } from '../../../stats/index.ts';
import {
  type BuildLatency,
  type FindingOverBuilds,
  type FleetBuild,
  type FleetInput,
  foundIn,
  isJudged,
  tracesWithFindings,
} from '../../fleet/index.ts';
import { escapeHtml, escapeMarkup } from '../../markup/escape.ts';
import { formatCount, formatNs, plural } from '../../units.ts';
import { type Cell, number, sortableTable, type TableRow, text } from '../table.ts';
import { NO_BUILD } from './plots.ts';
import { findingName } from './texts.ts';

const UNKNOWN = 'unknown';

/** A figure for a chart of the page. @param of what follows the title, as `of Send` */
export function figure(id: string, title: string, told: string, of = ''): string {
  const shown = of === '' ? '' : ` <span class="of">${escapeHtml(of)}</span>`;
  return `<figure class="chart" id="${id}"><figcaption><span class="title">${escapeHtml(title)}</span>${shown}</figcaption>
<div class="plot" role="img" aria-label="${escapeHtml(told)}"></div></figure>`;
}

export function section(id: string, title: string, parts: readonly string[]): string {
  const content = parts.filter((part) => part !== '');
  return content.length === 0
    ? ''
    : `<section id="${id}"><h2>${escapeHtml(title)}</h2>\n${content.join('\n')}</section>`;
}

export function quiet(sentence: string): string {
  return `<p class="quiet">${escapeHtml(sentence)}</p>`;
}

export function findingsTable(builds: readonly FleetBuild[], findings: readonly FindingOverBuilds[]): string {
  const rows = findings.flatMap((finding) =>
    finding.builds.flatMap((cell, at): TableRow[] => {
      const { certain, likely, possible, notJudged } = cell;
      const { name, judged } = builds[at]!;
      return certain + likely + possible + notJudged === 0
        ? []
        : [
            {
              cells: [
                text(finding.severity),
                text(findingName(finding)),
                { html: escapeHtml(name ?? NO_BUILD), sort: at },
                ...[certain, likely, judged].map((count) => number(formatCount(count), count)),
                share(foundIn(cell), judged),
                ...[possible, notJudged].map((count) => number(formatCount(count), count)),
                { html: `<code>${escapeHtml(finding.fingerprint)}</code>` },
              ],
            },
          ];
    }),
  );
  const columns = [
    { title: 'severity' },
    { title: 'finding' },
    { title: 'build' },
    ...['certain in', 'likely in', 'judged', 'share', 'possible in', 'in not judged'].map((title) => ({
      title,
      isNumber: true,
    })),
    { title: 'fingerprint', canSort: false },
  ];
  return rows.length === 0 ? '' : sortableTable('fleet-findings', 'Findings by build', columns, rows);
}

export function latencyTable(builds: readonly FleetBuild[], latencies: readonly BuildLatency[]): string {
  const columns = [
    { title: 'operation' },
    { title: 'percentile' },
    { title: 'build' },
    ...['traces', 'median', 'from', 'to'].map((title) => ({ title, isNumber: true })),
  ];
  const rows = latencies.map(
    ({ op, percentile, build, traces, ns, interval }): TableRow => ({
      cells: [
        text(op),
        text(percentile),
        { html: escapeHtml(build ?? NO_BUILD), sort: builds.findIndex(({ name }) => name === build) },
        number(formatCount(traces), traces),
        duration(ns),
        duration(interval?.[0] ?? null),
        duration(interval?.[1] ?? null),
      ],
    }),
  );
  return rows.length === 0 ? '' : sortableTable('fleet-latency', 'Percentiles by build', columns, rows);
}

export function driftTable({ drifts }: FleetInput): string {
  const columns = [
    { title: 'operation' },
    { title: 'percentile' },
    { title: 'verdict' },
    { title: 'changed with' },
    ...['before', 'since', 'change', 'p'].map((title) => ({ title, isNumber: true })),
  ];
  const rows = drifts.map(
    ({ op, percentile, verdict, changedWith, beforeNs, sinceNs, changePercent, p }): TableRow => ({
      cells: [
        text(op),
        text(percentile),
        text(verdict),
        text(changedWith),
        duration(beforeNs),
        duration(sinceNs),
        number(`${changePercent < 0 ? '−' : '+'}${Math.abs(changePercent)} %`, changePercent),
        number(p < 0.001 ? '<0.001' : p.toFixed(3), p),
      ],
    }),
  );
  return rows.length === 0
    ? quiet('No change of a percentile is shown over the builds.')
    : sortableTable('fleet-drift', 'Percentiles that changed', columns, rows);
}

/** @param op whose p99 tells machines apart */
export function machinesTable(
  { traces, findings }: FleetInput,
  latencies: readonly FleetLatency[],
  op: string | undefined,
): string {
  const machines = [...new Set(traces.map(({ machine }) => machine))].sort((a, b) =>
    (a ?? '~') < (b ?? '~') ? -1 : 1,
  );
  const p99 = new Map(
    latencies.filter((row) => row.op === op && row.calls >= 100).map((row) => [row.traceId, row.p99]),
  );
  const hasFinding = tracesWithFindings(findings);
  const rows = machines.map((machine): TableRow => {
    const own = traces.filter((trace) => trace.machine === machine);
    const judged = own.filter(isJudged);
    const found = judged.filter(({ traceId }) => hasFinding.has(traceId ?? '')).length;
    const values = judged.flatMap(({ traceId }) => p99.get(traceId ?? '') ?? []);
    return {
      cells: [
        text(machine ?? UNKNOWN),
        ...[own.length, judged.length, own.length - judged.length, found].map((count) =>
          number(formatCount(count), count),
        ),
        share(found, judged.length),
        duration(values.length === 0 ? null : median(values)),
      ],
    };
  });
  const columns = [
    { title: 'machine' },
    ...['traces', 'judged', 'not judged', 'with findings', 'share'].map((title) => ({
      title,
      isNumber: true,
    })),
    { title: op === undefined ? 'p99' : `p99 of ${op}`, isNumber: true },
  ];
  return sortableTable('fleet-machines', 'Machines', columns, rows);
}

export function notJudgedTable(input: FleetInput): string {
  const rows = input.traces
    .filter((trace) => !isJudged(trace))
    .map((trace): TableRow => {
      const { path, build, machine, status, message, findings } = trace;
      return {
        cells: [
          pathCell(trace, input),
          text(build ?? NO_BUILD),
          text(machine ?? UNKNOWN),
          text(status),
          // What can’t be read is told with its path in front.
          { html: `<span class="what">${escapeHtml((message ?? '').replace(`${path}: `, ''))}</span>` },
          number(formatCount(findings), findings),
        ],
      };
    });
  const columns = [
    ...['trace', 'build', 'machine', 'status', 'why'].map((title) => ({ title })),
    { title: 'findings in it', isNumber: true },
  ];
  return rows.length === 0
    ? quiet('Nothing is missing of any trace.')
    : sortableTable('fleet-not-judged', 'Traces that are not judged', columns, rows);
}

export function tracesTable(input: FleetInput): string {
  const rows = input.traces.map((trace): TableRow => {
    const { build, machine, startTime, status, calls, findings, traceId } = trace;
    return {
      cells: [
        pathCell(trace, input),
        text(build ?? NO_BUILD),
        text(machine ?? UNKNOWN),
        text(startTime === null ? null : startTime.slice(0, 19).replace('T', ' ')),
        text(status),
        ...[calls, findings].map((count) => number(formatCount(count), count)),
        { html: traceId === null ? '–' : `<code>${escapeHtml(traceId)}</code>` },
      ],
    };
  });
  const columns = [
    ...['trace', 'build', 'machine', 'start (UTC)', 'status'].map((title) => ({ title })),
    ...['calls', 'findings'].map((title) => ({ title, isNumber: true })),
    { title: 'traceId', canSort: false },
  ];
  const kept = input.traces.filter((trace) => input.reportOf(trace) !== null).length;
  const note = quiet(
    kept === 0
      ? 'No report of a trace was kept beside it, or in the folder of --reports: none is linked.'
      : `${plural(kept, 'trace')} with a report of ${kept === 1 ? 'its' : 'their'} own: the name leads there.`,
  );
  return `${note}\n${sortableTable('fleet-traces', 'Traces', columns, rows)}`;
}

function pathCell(trace: FleetTrace, { reportOf }: FleetInput): Cell {
  const link = reportOf(trace);
  const shown = escapeHtml(trace.path);
  return { html: link === null ? shown : `<a href="${escapeMarkup(link)}">${shown}</a>` };
}

function share(count: number, of: number): Cell {
  return of === 0 ? number('–', -1) : number(`${Math.round((100 * count) / of)} %`, count / of);
}

function duration(ns: number | null): Cell {
  return ns === null ? number('–', -1) : number(formatNs(ns), ns);
}
