import { findingExtent, findingTitle } from '../gate/index.ts';
import { escapeMarkdown, markdownCode } from '../markup/escape.ts';
import type { CompareResult } from './compare.ts';
import { CHANGE_HEAD, changeCells, compareHeadline, findingGroups, legend } from './describe.ts';
import { unreadable } from './text.ts';

export function compareMarkdown(result: CompareResult): string {
  const { changes, doubts } = result;
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const blocks = [
    `## wsktrace: ${escapeMarkdown(compareHeadline(result))}`,
    ...[...unreadable(result), ...doubts].map((line) => `- ${escapeMarkdown(line)}`),
    ...(changes.length === 0
      ? []
      : [
          '### Latencies',
          [
            row(CHANGE_HEAD),
            row(CHANGE_HEAD.map(() => '---')),
            ...changes.map((change) => row(changeCells(change).map(escapeMarkdown))),
          ].join('\n'),
          escapeMarkdown(legend(result)),
        ]),
    ...findingGroups(result).flatMap(({ title, findings }) => [
      `### ${title}`,
      ...findings.map((finding) =>
        [
          `- ${markdownCode(findingTitle(finding))}`,
          `  ${escapeMarkdown(finding.message)}`,
          `  ${escapeMarkdown(findingExtent(finding, Math.max(result.base.length, result.head.length)))}`,
          `  fingerprint ${markdownCode(finding.fingerprint)}`,
        ].join('  \n'),
      ),
    ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}
