import { findingExtent, findingTitle, withinSummary } from '../gate/index.ts';
import { escapeMarkdown, markdownCode } from '../markup/escape.ts';
import type { CompareResult } from './compare.ts';
import {
  CHANGE_HEAD,
  changeCells,
  compareHeadline,
  findingGroups,
  legend,
  notes,
  splitChanges,
} from './describe.ts';
import type { LatencyChange } from './latency-changes.ts';
import { unreadable } from './text.ts';

export function compareMarkdown(result: CompareResult): string {
  return `${blocks(result).join('\n\n')}\n`;
}

/** As much of it, from the worst on, as a step summary of GitHub takes. */
export function compareSummary(result: CompareResult): string {
  return withinSummary(blocks(result));
}

function blocks(result: CompareResult): string[] {
  return [
    `## wsktrace: ${escapeMarkdown(compareHeadline(result))}`,
    ...[...unreadable(result), ...result.doubts, ...notes(result)].map((line) => `- ${escapeMarkdown(line)}`),
    ...findingGroups(result).flatMap(({ title, findings, allTraces }) => [
      `### ${title}`,
      ...findings.map((finding) =>
        [
          `- ${markdownCode(findingTitle(finding))}`,
          `  ${escapeMarkdown(finding.message)}`,
          `  ${escapeMarkdown(findingExtent(finding, allTraces))}`,
          `  fingerprint ${markdownCode(finding.fingerprint)}`,
        ].join('  \n'),
      ),
    ]),
    ...(result.changes.length === 0 ? [] : latencyBlocks(result)),
  ];
}

function latencyBlocks(result: CompareResult): string[] {
  const { shown, unchanged, note } = splitChanges(result);
  return [
    '### Latencies',
    ...(shown.length === 0 ? [] : [tableOf(shown)]),
    ...(note === ''
      ? []
      : [`<details><summary>${escapeMarkdown(note)}</summary>`, tableOf(unchanged), '</details>']),
    escapeMarkdown(legend(result)),
  ];
}

function tableOf(changes: readonly LatencyChange[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(CHANGE_HEAD),
    row(CHANGE_HEAD.map(() => '---')),
    ...changes.map((change) => row(changeCells(change).map(escapeMarkdown))),
  ].join('\n');
}
