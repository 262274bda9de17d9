import { printable } from '../../text/index.ts';
import type { Analysis, Finding } from '../../wsk/index.ts';
import { inSite } from '../../wsk/index.ts';
import { onAxis } from '../charts/latencies.ts';
import { clockLines } from '../clocks.ts';
import type { Distributions } from '../collect/index.ts';
import { edgeLines } from '../edges.ts';
import { helpCommand } from '../help/rule-help.ts';
import { hintLines } from '../hints.ts';
import { objectCounts } from '../object-counts.ts';
import { proofLine } from '../proof.ts';
import { formatBytes, formatCount, formatNs, plural } from '../units.ts';
import { verdictOf } from '../verdict.ts';
import { sparkline } from './bars.ts';
import { factsText } from './facts.ts';
import { fitColumns } from './fit.ts';
import type { TextOptions } from './options.ts';
import { textTable } from './table.ts';
import { wrap, wrapAfter } from './wrap.ts';

/** Drivers that are named, and findings that are told: --json has all. */
const NAMED_DRIVERS = 10;
const SHOWN_FINDINGS = 200;
/** How many occurrences of a finding are shown with their proof. */
const SHOWN_OCCURRENCES = 3;

/** The main report, for a terminal. */
export function reportText(analysis: Analysis, distributions: Distributions, options: TextOptions): string {
  const sections = [traceSection(analysis, options), verdictSection(analysis, options)];
  if (analysis.providers.length > 0) {
    sections.push(operationsSection(analysis, distributions, options), objectsSection(analysis, options));
  }
  if (analysis.findings.length > 0) {
    sections.push(findingsSection(analysis.findings, options));
  }
  return `${sections.join('\n\n')}\n`;
}

/** What the trace is, with the drivers in it and what keeps it from telling all. */
export function traceSection(
  { trace, providers, edges, clocks, hints }: Analysis,
  options: TextOptions,
): string {
  const named = providers.slice(0, NAMED_DRIVERS).map(printable).join(', ');
  const more = providers.length - NAMED_DRIVERS;
  const drivers = `${plural(providers.length, 'WSK driver')}: ${named}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
  return factsText(trace, options, [
    ...(providers.length > 0 ? [drivers] : []),
    ...edgeLines(edges),
    ...clockLines(clocks),
    ...hintLines(hints),
  ]);
}

function verdictSection(analysis: Analysis, { style, width }: TextOptions): string {
  const { level, sentence, next } = verdictOf(analysis);
  const caveat =
    analysis.isLossy && analysis.findings.length > 0
      ? ' Events are missing: what was lost may hide or fake a fault.'
      : '';
  const paint = { good: style.good, doubt: style.warning, warning: style.warning, error: style.error }[level];
  return paint(wrap(`${printable(`${sentence} ${next}`)}${caveat}`, width, ''));
}

/** Columns that can be missed on a narrow terminal, the first the most. */
const DISPENSABLE = ['cancelled', 'p90', 'bytes', 'spread', 'distribution', 'failed'];
/** Columns of the terminal from which distributions are shown with twice as many characters. */
const WIDE = 100;
const WIDE_SPARK = 16;

function operationsSection(
  { operations }: Analysis,
  distributions: Distributions,
  { style, width }: TextOptions,
): string {
  if (operations.length === 0) {
    return `${style.heading('Operations')}\n  none`;
  }
  const spark = width >= WIDE ? WIDE_SPARK : WIDE_SPARK / 2;
  const head = ['operation', 'issued', 'done', 'failed', 'cancelled', 'bytes', 'p50', 'p90', 'p99', 'max'];
  const rows = operations.map(
    ({ op, issued, completed, withoutIrp, failed, cancelled, bytes, latencyNs }) => [
      op,
      formatCount(issued),
      // A call without an IRP is done with its return.
      formatCount(completed + withoutIrp),
      formatCount(failed),
      formatCount(cancelled),
      bytes === 0 ? '–' : formatBytes(bytes),
      ...(latencyNs === null
        ? ['–', '–', '–', '–']
        : [latencyNs.p50, latencyNs.p90, latencyNs.p99, latencyNs.max].map(formatNs)),
      sparkline(onAxis(distributions.of(op), distributions.all, spark)),
    ],
  );
  const grid = fitColumns(
    { head: [...head, spark < WIDE_SPARK ? 'spread' : 'distribution'], rows },
    width,
    DISPENSABLE,
  );
  return `${style.heading('Operations')}\n${textTable(grid.head, grid.rows, style)}`;
}

function objectsSection(analysis: Analysis, { style, width }: TextOptions): string {
  const indent = ' '.repeat(11);
  return [
    style.heading('Objects'),
    ...objectCounts(analysis).map(([name, line]) => `  ${name.padEnd(9)}${wrapAfter(line, width, indent)}`),
  ].join('\n');
}

/** The findings, each with its proof and its consequences. */
export function findingsSection(findings: readonly Finding[], options: TextOptions): string {
  const { style } = options;
  const shown = findings.slice(0, SHOWN_FINDINGS);
  const more = findings.length - shown.length;
  return [
    style.heading('Findings'),
    ...shown.map((finding) => findingText(finding, options)),
    ...(more > 0 ? [`\n  … and ${plural(more, 'more finding')} (--json has all)`] : []),
  ].join('\n');
}

function findingText(finding: Finding, { style, width, locate }: TextOptions): string {
  const { rule, confidence, severity, count, op, site, message, fingerprint } = finding;
  const paint = confidence === 'possible' ? style.dim : severity === 'error' ? style.error : style.warning;
  const times = count > 1 ? `  ×${formatCount(count)}` : '';
  const source = locate?.(site) ?? null;
  const inSource = source === null ? '' : `  ${source.path}:${source.line}`;
  const where = printable(`${`${op ?? ''}${inSite(site)}`.trim()}${inSource}`);
  const begin = `  ${severity} ${rule} (${confidence})${times}`;
  const fits = begin.length + 2 + where.length <= width;
  const place = where === '' ? '' : fits ? `  ${where}` : `\n${wrap(where, width, '    ')}`;
  const head = `  ${paint(`${severity} ${rule}`)} (${confidence})${times}${place}`;
  const shown = finding.occurrences.slice(0, SHOWN_OCCURRENCES).map((occurrence) => proofLine(occurrence));
  const more = count - shown.length;
  return [
    '',
    head,
    wrap(printable(message), width, '    '),
    ...shown.map((line) => style.dim(wrap(printable(line), width, '      '))),
    ...(more > 0 ? [style.dim(`      … and ${plural(more, 'more', 'more')}`)] : []),
    ...consequenceLines(finding).map((line) => `    ${line}`),
    style.dim(`    fingerprint ${fingerprint}`),
    style.dim(`    how to fix it: ${helpCommand(rule)}`),
  ].join('\n');
}

/** Consequences by rule: "leads to: 2 irp-leak, 1 socket-leak". */
function consequenceLines(finding: Finding): string[] {
  const counts = new Map<string, number>();
  for (const { consequences } of finding.occurrences) {
    for (const { rule } of consequences) {
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
    }
  }
  if (counts.size === 0) {
    return [];
  }
  return [`leads to ${[...counts].map(([rule, count]) => `${formatCount(count)} ${rule}`).join(', ')}`];
}
