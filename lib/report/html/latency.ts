import { CHARTS, type Chart, type ChartInput, type TimeRange } from '../charts/index.ts';
import { latenciesOf, onAxis } from '../charts/latencies.ts';
import { SPARK, sparkPath } from '../charts/spark.ts';
import type { Report } from '../collect/index.ts';
import { escapeHtml } from '../markup/escape.ts';
import { formatBytes, formatCount, formatNs } from '../units.ts';
import { number, sortableTable, type TableRow, text, wholeNote } from './table.ts';

/** Rows of a chart's table that a reader gets; a picture has as many. */
const TABLE_ROWS = 200;

/** How long calls took: the time chart that chooses a stretch, a table by operation, and the distributions. */
export function latencySection(report: Report, input: ChartInput): string {
  if (report.analysis.operations.length === 0) {
    return '';
  }
  const [first, ...others] = CHARTS;
  const hasCompletions = input.data.ops.length > 0;
  return `<section id="latency"><h2>Latency</h2>
${hasCompletions ? chartHtml(first!, input) + rangeControls(input) : ''}
${wholeNote('issued, failed, cancelled and bytes are known for the whole trace alone; the percentiles of a stretch come from its histogram.')}
${operationsTable(report, input)}
${hasCompletions ? `${operationChoice(input)}<div class="charts">${others.map((chart) => chartHtml(chart, input)).join('\n')}</div>` : ''}
</section>`;
}

/** Of the completed calls, how many a busy stretch has to hold, and of the time, how much it may. */
const BUSY = { calls: 0.95, time: 0.25 };

/** The stretch with most calls in it, where that is a small part of the time: else it needs no finding. */
function busyRange({ data: { completed, fromNs, toNs } }: ChartInput): TimeRange | null {
  const spare = ((1 - BUSY.calls) / 2) * completed.reduce((sum, count) => sum + count, 0);
  let [first, last] = [0, completed.length - 1];
  for (let skipped = completed[first] ?? 0; skipped <= spare && first < last; skipped += completed[first]!) {
    first++;
  }
  for (let skipped = completed[last] ?? 0; skipped <= spare && last > first; skipped += completed[last]!) {
    last--;
  }
  const busy = { fromNs: fromNs[first]!, toNs: toNs[last]! };
  const all = toNs.at(-1)! - fromNs[0]!;
  return busy.toNs - busy.fromNs < BUSY.time * all ? busy : null;
}

function rangeControls(input: ChartInput): string {
  const busy = busyRange(input);
  const button =
    busy === null
      ? ''
      : ` <button type="button" id="busy" data-begin="${busy.fromNs}" data-end="${busy.toNs}">Only the busy stretch: ${formatNs(busy.fromNs)} to ${formatNs(busy.toNs)}</button>`;
  return `<form id="range" class="range"><span>Show only from</span>
<input type="number" id="range-from" aria-label="from, in seconds" step="any" min="0"> to
<input type="number" id="range-to" aria-label="to, in seconds" step="any" min="0"> s
<button type="submit">Apply</button> <button type="reset" disabled>Show all</button>${button}
<span class="quiet">or drag over the chart: all of the page follows</span></form>`;
}

function operationChoice({ data }: ChartInput): string {
  const options = data.ops.map(
    (op, at) => `<option${at === 0 ? ' selected' : ''}>${escapeHtml(op)}</option>`,
  );
  return `<p class="choice"><label for="op">Distributions of</label> <select id="op">${options.join('')}</select></p>`;
}

function chartHtml(chart: Chart, input: ChartInput): string {
  const { head, rows } = chart.content(input).table;
  const body = rows
    .slice(0, TABLE_ROWS)
    .map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`)
    .join('');
  const title = `<span class="title">${escapeHtml(chart.title)}</span>${chart.isByOperation ? ` <span class="of">of ${escapeHtml(input.op)}</span>` : ''}`;
  return `<figure class="chart" id="chart-${chart.name}"><figcaption>${title}</figcaption>
<div class="plot" role="img" aria-label="${escapeHtml(chart.describe(input))}"></div>
<details class="data"><summary>As a table</summary><div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(`${chart.title}, as a table`)}"><table><thead><tr>${head
    .map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`)
    .join('')}</tr></thead><tbody>${body}</tbody></table></div></details></figure>`;
}

const COLUMNS = [
  { title: 'operation' },
  ...['issued', 'done', 'failed', 'cancelled', 'bytes', 'p50', 'p90', 'p99', 'p99.9', 'max'].map((title) => ({
    title,
    isNumber: true,
  })),
  { title: 'distribution', canSort: false },
];

function operationsTable({ analysis }: Report, input: ChartInput): string {
  const rows = analysis.operations.map(
    ({ op, issued, completed, withoutIrp, failed, cancelled, bytes, latencyNs }): TableRow => {
      const {
        p50 = Number.NaN,
        p90 = Number.NaN,
        p99 = Number.NaN,
        p999 = Number.NaN,
        max = Number.NaN,
      } = latencyNs ?? {};
      return {
        cells: [
          text(op),
          ...[issued, completed + withoutIrp, failed, cancelled].map((count) =>
            number(formatCount(count), count),
          ),
          number(bytes === 0 ? '–' : formatBytes(bytes), bytes),
          ...[p50, p90, p99, p999, max].map((ns) => number(formatNs(ns), ns)),
          { html: sparkHtml(op, input) },
        ],
        attributes: ` data-op="${escapeHtml(op)}"`,
      };
    },
  );
  return sortableTable('operations', 'Calls by operation', COLUMNS, rows);
}

/** The distribution of an operation's latencies, on the same logarithmic axis for all. */
function sparkHtml(op: string, { data }: ChartInput): string {
  const parts = onAxis(latenciesOf(data, op, null), latenciesOf(data, null, null), SPARK.parts);
  return `<svg class="spark" width="${SPARK.width}" height="${SPARK.height}" aria-hidden="true"><path d="${sparkPath(parts)}"/></svg>`;
}
