import type { Finding } from '../../wsk/index.ts';
import type { Report } from '../collect/index.ts';
import { escapeHtml } from '../markup/escape.ts';
import { formatCount, formatNs } from '../units.ts';
import { findingPhrase } from '../verdict.ts';
import { number, sortableTable, type TableRow, text, wholeNote } from './table.ts';

/** Two traces side by side: findings new, gone and kept, and each operation's latencies. */
export function compareSection(report: Report, base: Report): string {
  const [mine, theirs] = [report.analysis.findings, base.analysis.findings];
  const known = new Set(theirs.map(({ fingerprint }) => fingerprint));
  const still = new Set(mine.map(({ fingerprint }) => fingerprint));
  const groups = [
    groupHtml(
      'New',
      'new',
      mine.filter(({ fingerprint }) => !known.has(fingerprint)),
    ),
    groupHtml(
      'Gone',
      'gone',
      theirs.filter(({ fingerprint }) => !still.has(fingerprint)),
    ),
    groupHtml(
      'Kept',
      'kept',
      mine.filter(({ fingerprint }) => known.has(fingerprint)),
    ),
  ];
  return `<section id="compare"><h2>Against the base</h2>
<p class="quiet">Base: ${escapeHtml(base.analysis.trace.file)}. Two runs of the same driver differ too: from one trace a side no regression follows.</p>
${wholeNote()}
<div class="groups">${groups.join('')}</div>
${changesTable(report, base)}</section>`;
}

function groupHtml(title: string, kind: string, findings: readonly Finding[]): string {
  const items = findings.map(
    (finding) =>
      `<li>${escapeHtml(findingPhrase(finding))} <span class="quiet">${finding.confidence}</span></li>`,
  );
  return `<div class="group ${kind}"><h3>${title} <span class="count">${formatCount(findings.length)}</span></h3>${items.length === 0 ? '<p class="quiet">none</p>' : `<ul>${items.join('')}</ul>`}</div>`;
}

const COLUMNS = [
  { title: 'operation' },
  ...['base calls', 'calls', 'base p50', 'p50', 'change', 'base p99', 'p99', 'change'].map((title) => ({
    title,
    isNumber: true,
  })),
];

function changesTable(report: Report, base: Report): string {
  const before = new Map(base.analysis.operations.map((operation) => [operation.op, operation]));
  const after = new Map(report.analysis.operations.map((operation) => [operation.op, operation]));
  const ops = [...new Set([...after.keys(), ...before.keys()])];
  const rows = ops.map((op): TableRow => {
    const [old, now] = [before.get(op), after.get(op)];
    const pair = (percentile: 'p50' | 'p99') => {
      const [from, to] = [
        old?.latencyNs?.[percentile] ?? Number.NaN,
        now?.latencyNs?.[percentile] ?? Number.NaN,
      ];
      const change = (to - from) / from;
      return [number(formatNs(from), from), number(formatNs(to), to), number(formatChange(change), change)];
    };
    return {
      cells: [
        text(op),
        number(formatCount(old?.completed ?? 0), old?.completed ?? 0),
        number(formatCount(now?.completed ?? 0), now?.completed ?? 0),
        ...pair('p50'),
        ...pair('p99'),
      ],
    };
  });
  return sortableTable('changes', 'Latencies against the base', COLUMNS, rows);
}

function formatChange(change: number): string {
  if (!Number.isFinite(change)) {
    return '–';
  }
  return `${change < 0 ? '−' : '+'}${Math.abs(change * 100).toFixed(Math.abs(change) < 0.1 ? 1 : 0)} %`;
}
