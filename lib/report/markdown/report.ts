import { type Finding, inSite } from '../../wsk/index.ts';
import { chartData } from '../charts/from-report.ts';
import { latenciesOf, onAxis } from '../charts/latencies.ts';
import { clockLines } from '../clocks.ts';
import type { BucketCounts } from '../collect/buckets.ts';
import type { Report } from '../collect/index.ts';
import { edgeLines } from '../edges.ts';
import { helpCommand } from '../help/rule-help.ts';
import { hintLines } from '../hints.ts';
import { escapeMarkdown, markdownCode } from '../markup/escape.ts';
import { proofLine } from '../proof.ts';
import { sparkline } from '../text/bars.ts';
import { doubtLines, factLines } from '../text/facts.ts';
import { formatBytes, formatCount, formatNs, plural } from '../units.ts';
import { findingPhrase, findingTitle, verdictOf } from '../verdict.ts';
import { joinWithin } from './budget.ts';

/** A pull request's text and comments hold 65,536 characters, a step summary 1 MiB: this fits both. */
const BUDGET_BYTES = 64_000;
const MARKS = { good: '✅', doubt: '❔', warning: '⚠️', error: '❌' } as const;
/** Findings told with their proof; the others by their phrase. */
const DETAILED = 20;
const PHRASED = 100;
const SHOWN_OCCURRENCES = 3;
const NAMED_DRIVERS = 3;
const SHOWN_SLOWEST = 10;
/** Characters of a distribution. */
const SPARK_WIDTH = 16;

/** The report for a pull request or a step summary, the worst first: what does not fit is left out at the end. */
export function reportMarkdown(report: Report): string {
  const { analysis } = report;
  const verdict = verdictOf(analysis);
  return joinWithin(
    [
      `## ${MARKS[verdict.level]} wsktrace: ${escapeMarkdown(verdict.sentence)}`,
      escapeMarkdown(verdict.next),
      factsBlock(report),
      ...findingBlocks(analysis.findings),
      ...operationsBlock(report),
      ...slowestBlock(report),
    ],
    BUDGET_BYTES,
  );
}

function factsBlock({ analysis: { trace, providers, edges, clocks, hints } }: Report): string {
  const named = providers.slice(0, NAMED_DRIVERS).map(markdownCode).join(', ');
  const more = providers.length - NAMED_DRIVERS;
  const drivers =
    providers.length === 0 ? [] : [`driver ${named}${more > 0 ? ` and ${formatCount(more)} more` : ''}`];
  const lines = [markdownCode(trace.file), ...drivers, ...factLines(trace).map(escapeMarkdown)];
  const doubts = [...doubtLines(trace), ...edgeLines(edges), ...clockLines(clocks), ...hintLines(hints)].map(
    (line) => `> ⚠️ ${escapeMarkdown(line)}`,
  );
  return [lines.join(' · '), ...(doubts.length === 0 ? [] : ['', doubts.join('  \n')])].join('\n');
}

function findingBlocks(findings: readonly Finding[]): string[] {
  if (findings.length === 0) {
    return [];
  }
  const others = findings.slice(DETAILED, DETAILED + PHRASED);
  const unlisted = findings.length - DETAILED - others.length;
  return [
    '### Findings',
    ...findings.slice(0, DETAILED).map(findingBlock),
    ...(others.length === 0
      ? []
      : [others.map((one) => `- ${escapeMarkdown(findingPhrase(one))} (${one.confidence})`).join('\n')]),
    ...(unlisted > 0 ? [`… and ${plural(unlisted, 'more finding')}`] : []),
  ];
}

function findingBlock(finding: Finding): string {
  const { rule, severity, confidence, op, site, message, fingerprint, count, occurrences } = finding;
  const where = `${op ?? ''}${inSite(site)}`.trim();
  const proofs = occurrences.slice(0, SHOWN_OCCURRENCES).map((one) => `- ${escapeMarkdown(proofLine(one))}`);
  const more = count - proofs.length;
  return [
    `#### ${MARKS[confidence === 'possible' ? 'doubt' : severity]} ${escapeMarkdown(findingTitle(finding))}`,
    '',
    `**${rule}** · ${confidence}${where === '' ? '' : ` · ${markdownCode(where)}`}`,
    '',
    escapeMarkdown(message),
    '',
    `<details><summary>Proof</summary>`,
    '',
    ...proofs,
    ...(more > 0 ? [`- … and ${formatCount(more)} more`] : []),
    '',
    `fingerprint ${markdownCode(fingerprint)} · how to fix it: ${markdownCode(helpCommand(rule))}`,
    '</details>',
  ].join('\n');
}

function operationsBlock(report: Report): string[] {
  const { operations } = report.analysis;
  if (operations.length === 0) {
    return [];
  }
  const data = chartData(report);
  const all = latenciesOf(data, null, null);
  const rows = operations.map(
    ({ op, issued, completed, withoutIrp, failed, cancelled, bytes, latencyNs }) => [
      escapeMarkdown(op),
      ...[issued, completed + withoutIrp, failed, cancelled].map(formatCount),
      bytes === 0 ? '–' : formatBytes(bytes),
      ...(latencyNs === null
        ? ['–', '–', '–', '–']
        : [latencyNs.p50, latencyNs.p90, latencyNs.p99, latencyNs.max].map(formatNs)),
      `<code>${distribution(latenciesOf(data, op, null), all)}</code>`,
    ],
  );
  const head = [
    'operation',
    'issued',
    'done',
    'failed',
    'cancelled',
    'bytes',
    'p50',
    'p90',
    'p99',
    'max',
    'distribution',
  ];
  const align = head.map((_, at) => (at === 0 || at === head.length - 1 ? '---' : '---:'));
  return ['### Latency', tableText([head, align, ...rows])];
}

/** A distribution in a few characters, on the same logarithmic axis for all operations. */
function distribution(latencies: BucketCounts, all: BucketCounts): string {
  return sparkline(onAxis(latencies, all, SPARK_WIDTH)).replaceAll(' ', '·');
}

function slowestBlock({ slowest }: Report): string[] {
  if (slowest.length === 0) {
    return [];
  }
  const rows = slowest
    .slice(0, SHOWN_SLOWEST)
    .map(({ latencyNs, op, site, issuedNs, status, callId, socketId }) => [
      formatNs(latencyNs),
      escapeMarkdown(`${op}${inSite(site)}`),
      formatNs(issuedNs),
      escapeMarkdown(status),
      callId ?? '–',
      socketId ?? '–',
    ]);
  const head = ['latency', 'call', 'issued at', 'status', 'id', 'socket'];
  return [
    `<details><summary>Slowest calls</summary>\n\n${tableText([head, ['---:', '---', '---:', '---', '---:', '---:'], ...rows])}\n\n</details>`,
  ];
}

function tableText(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
