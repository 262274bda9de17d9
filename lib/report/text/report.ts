import type { Analysis, Finding, Occurrence } from '../../wsk/index.ts';
import { inSite } from '../../wsk/index.ts';
import { helpPage } from '../help.ts';
import type { Style } from '../style.ts';
import { formatBytes, formatCount, formatNs, plural, printable } from '../units.ts';
import { doubtLines, factLines } from './facts.ts';
import { textTable } from './table.ts';
import { wrap } from './wrap.ts';

export interface TextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly style: Style;
}

/** How many occurrences of a finding are shown with their proof. */
const SHOWN_OCCURRENCES = 3;

/** The main report, for a terminal. */
export function reportText(analysis: Analysis, options: TextOptions): string {
  const { style } = options;
  const sections = [traceSection(analysis, style), verdict(analysis, style)];
  if (analysis.providers.length > 0) {
    sections.push(operationsSection(analysis, style), objectsSection(analysis, style));
  }
  if (analysis.findings.length > 0) {
    sections.push(findingsSection(analysis.findings, options));
  }
  return `${sections.join('\n\n')}\n`;
}

/** What the trace is, with the drivers in it and what keeps it from telling all. */
export function traceSection({ trace, providers }: Analysis, style: Style): string {
  const lines = [style.heading(printable(trace.file)), ...factLines(trace).map((line) => `  ${line}`)];
  if (providers.length > 0) {
    lines.push(`  ${plural(providers.length, 'WSK driver')}: ${providers.map(printable).join(', ')}`);
  }
  lines.push(...doubtLines(trace).map((line) => `  ${style.warning(line)}`));
  return lines.join('\n');
}

function verdict({ findings, providers, isLossy }: Analysis, style: Style): string {
  if (providers.length === 0) {
    return style.warning('No event of a WSK driver is in this trace. Name its provider with --provider.');
  }
  const caveat = isLossy ? ' Events are missing: what was lost may hide or feign a fault.' : '';
  if (findings.length === 0) {
    return style.good(`Nothing found.${caveat}`);
  }
  const sure = findings.filter(({ confidence }) => confidence !== 'possible');
  const possible = findings.length - sure.length;
  const parts = [
    ...(sure.length > 0 ? [plural(sure.length, 'finding')] : []),
    ...(possible > 0 ? [`${plural(possible, 'possible one', 'possible ones')}`] : []),
  ];
  const paint = sure.some(({ severity }) => severity === 'error') ? style.error : style.warning;
  return paint(`${parts.join(' and ')}.${caveat}`);
}

function operationsSection({ operations }: Analysis, style: Style): string {
  if (operations.length === 0) {
    return `${style.heading('Operations')}\n  none`;
  }
  const head = ['operation', 'issued', 'done', 'failed', 'cancelled', 'bytes', 'p50', 'p90', 'p99', 'max'];
  const rows = operations.map(({ op, issued, completed, failed, cancelled, bytes, latencyNs }) => [
    op,
    formatCount(issued),
    formatCount(completed),
    formatCount(failed),
    formatCount(cancelled),
    bytes === 0 ? '–' : formatBytes(bytes),
    ...(latencyNs === null
      ? ['–', '–', '–', '–']
      : [latencyNs.p50, latencyNs.p90, latencyNs.p99, latencyNs.max].map(formatNs)),
  ]);
  return `${style.heading('Operations')}\n${textTable(head, rows, style)}`;
}

function objectsSection({ calls, irps, sockets, maxInFlight }: Analysis, style: Style): string {
  const older = (count: number) => (count > 0 ? `, ${formatCount(count)} older than the trace` : '');
  return [
    style.heading('Objects'),
    `  calls    ${formatCount(calls.issued)} issued, ${formatCount(calls.completed)} completed ` +
      `(${formatCount(calls.inline)} inline), ${formatCount(calls.pendingAtEnd)} pending at the end` +
      `${older(calls.olderThanTrace)}; ${formatCount(maxInFlight)} in flight at most`,
    `  IRPs     ${formatCount(irps.allocated)} allocated, ${formatCount(irps.freed)} freed, ` +
      `${formatCount(irps.outstandingAtEnd)} outstanding${older(irps.olderThanTrace)}`,
    `  sockets  ${formatCount(sockets.created)} created, ${formatCount(sockets.closed)} closed, ` +
      `${formatCount(sockets.openAtEnd)} open${older(sockets.olderThanTrace)}`,
  ].join('\n');
}

/** The findings, each with its proof and its consequences. */
export function findingsSection(findings: readonly Finding[], options: TextOptions): string {
  const { style } = options;
  return [style.heading('Findings'), ...findings.map((finding) => findingText(finding, options))].join('\n');
}

function findingText(finding: Finding, { style, width }: TextOptions): string {
  const { rule, confidence, severity, count, op, site, message, fingerprint } = finding;
  const paint = confidence === 'possible' ? style.dim : severity === 'error' ? style.error : style.warning;
  const times = count > 1 ? `  ×${formatCount(count)}` : '';
  const where = printable(`${op ?? ''}${inSite(site)}`.trim());
  const head = `  ${paint(`${severity} ${rule}`)} (${confidence})${times}${where === '' ? '' : `  ${where}`}`;
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
    style.dim(`    see ${helpPage(rule)}`),
  ].join('\n');
}

export function proofLine({ subject, evidence }: Occurrence): string {
  const ids = [
    ...(subject.irpId === null ? [] : [`IRP ${subject.irpId}`]),
    ...(subject.callId === null ? [] : [`call ${subject.callId}`]),
    ...(subject.socketId === null ? [] : [`socket ${subject.socketId}`]),
  ];
  const steps = evidence.map(
    ({ timeNs, event, detail }) =>
      `${formatNs(timeNs)} ${event}${detail === undefined ? '' : ` (${detail})`}`,
  );
  return `${ids.join(', ') || 'driver'}: ${steps.join(' → ')}`;
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
