import { escapeMarkdown, markdownCode } from '../../markup/escape.ts';
import type { CheckResult } from '../check.ts';
import {
  baselineLine,
  byStanding,
  doubtsTitle,
  findingExtent,
  findingNote,
  findingProof,
  headline,
  nextStep,
  STANDING_TITLES,
  STANDINGS,
  sourcePlace,
  suppressionLine,
  thresholdFinding,
} from '../describe.ts';
import type { JudgedFinding } from '../findings.ts';
import type { ThresholdResult } from '../threshold/evaluate.ts';

const MARKS = { met: '✅', broken: '❌', inconclusive: '❔' } as const;
/** GitHub aborts the upload of a step summary above 1 MiB. */
const SUMMARY_BUDGET_BYTES = 1024 * 1024 - 4096;

/** The whole result as Markdown. */
export function markdownReport(result: CheckResult): string {
  return blocks(result).join('\n\n').concat('\n');
}

/** As much of it, from the worst on, as a step summary takes. */
export function githubSummary(result: CheckResult): string {
  return withinSummary(blocks(result));
}

/** As many of the blocks as a step summary takes. */
export function withinSummary(all: readonly string[]): string {
  const encoder = new TextEncoder();
  const kept: string[] = [];
  let bytes = 0;
  for (const block of all) {
    bytes += encoder.encode(block).length + 2;
    if (bytes > SUMMARY_BUDGET_BYTES) {
      kept.push('*The rest does not fit into a step summary: see the full report.*');
      break;
    }
    kept.push(block);
  }
  return `${kept.join('\n\n')}\n`;
}

function blocks(result: CheckResult): string[] {
  return [
    `## wsktrace: ${escapeMarkdown(headline(result))}`,
    ...(nextStep(result) === '' ? [] : [escapeMarkdown(nextStep(result))]),
    ...section('Unreadable', unreadable(result)),
    ...section(
      doubtsTitle(result),
      result.doubts.map((doubt) => `- ${escapeMarkdown(doubt)}`),
    ),
    ...thresholds(result.thresholds),
    ...STANDINGS.flatMap((standing) =>
      section(
        STANDING_TITLES[standing],
        byStanding(result, standing).map((finding) => findingBlock(finding, result.traces.length)),
      ),
    ),
    ...section(
      'Suppressions',
      result.suppressions.map((use) => `- ${escapeMarkdown(suppressionLine(use))}`),
    ),
    ...section(
      'Baseline entries that nothing was found of',
      (result.staleBaseline ?? []).map((entry) => `- ${escapeMarkdown(baselineLine(entry))}`),
    ),
  ];
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`### ${title}`, ...items];
}

function unreadable({ traces }: CheckResult): string[] {
  return traces
    .filter((trace) => trace.unreadable !== null)
    .map((trace) => `- ${markdownCode(trace.file)}: ${escapeMarkdown(trace.unreadable ?? '')}`);
}

function thresholds(results: readonly ThresholdResult[]): string[] {
  if (results.length === 0) {
    return [];
  }
  const rows = results.map(
    (threshold) =>
      `| ${MARKS[threshold.verdict]} | ${markdownCode(threshold.text)} | ${escapeMarkdown(thresholdFinding(threshold))} |`,
  );
  return ['### Thresholds', ['| | threshold | found |', '|---|---|---|', ...rows].join('\n')];
}

function findingBlock(finding: JudgedFinding, allTraces: number): string {
  const { rule, op, site, message, fingerprint } = finding;
  const where = [op, site.function].filter((name) => name !== null).map(markdownCode);
  const note = findingNote(finding);
  const proof = findingProof(finding);
  const place = sourcePlace(finding);
  const at = place === null ? '' : ` at ${markdownCode(place)}`;
  return [
    `- **${rule}** ${where.join(' in ')}${at}`,
    `  ${escapeMarkdown(message)}`,
    `  ${escapeMarkdown(findingExtent(finding, allTraces))}`,
    ...(note === null ? [] : [`  *${escapeMarkdown(note)}*`]),
    ...(proof === null ? [] : [`  ${markdownCode(proof)}`]),
    `  fingerprint ${markdownCode(fingerprint)}`,
  ].join('  \n');
}
