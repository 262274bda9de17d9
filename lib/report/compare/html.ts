import { findingExtent, findingTitle } from '../gate/index.ts';
import { escapeHtml } from '../markup/escape.ts';
import { htmlList, htmlPage, htmlSection, htmlTable } from '../markup/html-page.ts';
import { changesPlot } from './changes-plot.ts';
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
import { unreadable } from './text.ts';

export function compareHtml(result: CompareResult): string {
  const { shown, unchanged, note } = splitChanges(result);
  const table = htmlTable(CHANGE_HEAD, shown.map(changeCells));
  const rest = htmlTable(CHANGE_HEAD, unchanged.map(changeCells));
  const sections = [
    ...findingGroups(result).map(({ title, findings, allTraces }) =>
      htmlSection(
        title,
        findings
          .map(
            (finding) =>
              `<article class="${finding.standing}"><h3>${escapeHtml(findingTitle(finding))}</h3>` +
              `<p>${escapeHtml(finding.message)}</p><p>${escapeHtml(findingExtent(finding, allTraces))}</p>` +
              `<p class="small">fingerprint ${escapeHtml(finding.fingerprint)}</p></article>`,
          )
          .join('\n'),
      ),
    ),
    htmlSection(
      'Latencies',
      result.changes.length === 0
        ? ''
        : [
            changesPlot(result.changes),
            table,
            rest === '' ? '' : `<details><summary>${escapeHtml(note)}</summary>\n${rest}</details>`,
            `<p class="small">${escapeHtml(legend(result))}</p>`,
          ].join('\n'),
    ),
    htmlSection('Doubts', htmlList([...unreadable(result), ...result.doubts, ...notes(result)])),
  ];
  const foot = `compared ${result.comparedAt} by wsktrace ${result.version}`;
  return htmlPage(`wsktrace compare: ${compareHeadline(result)}`, result.verdict === 'fine', sections, foot);
}
