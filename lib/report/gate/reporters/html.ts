import { escapeHtml } from '../../markup/escape.ts';
import { htmlList, htmlPage, htmlSection, htmlTable } from '../../markup/html-page.ts';
import type { CheckResult } from '../check.ts';
import {
  baselineLine,
  byStanding,
  doubtsTitle,
  findingExtent,
  findingNote,
  findingProof,
  findingTitle,
  headline,
  STANDING_TITLES,
  STANDINGS,
  sourcePlace,
  suppressionLine,
  thresholdFinding,
} from '../describe.ts';
import type { JudgedFinding } from '../findings.ts';

/** The result as a page that needs nothing else, and runs nothing. */
export function htmlReport(result: CheckResult): string {
  const { traces, thresholds, doubts, suppressions, staleBaseline } = result;
  const sections = [
    htmlSection(
      doubtsTitle(result),
      htmlList([
        ...traces.flatMap(({ file, unreadable }) => (unreadable === null ? [] : [`${file}: ${unreadable}`])),
        ...doubts,
      ]),
    ),
    htmlSection(
      'Thresholds',
      htmlTable(
        ['', 'threshold', 'found'],
        thresholds.map((one) => [one.verdict, one.text, thresholdFinding(one)]),
      ),
    ),
    ...STANDINGS.map((standing) =>
      htmlSection(
        STANDING_TITLES[standing],
        byStanding(result, standing)
          .map((finding) => findingHtml(finding, traces.length))
          .join('\n'),
      ),
    ),
    htmlSection('Suppressions', htmlList(suppressions.map(suppressionLine))),
    htmlSection(
      'Baseline entries that nothing was found of',
      htmlList((staleBaseline ?? []).map(baselineLine)),
    ),
    htmlSection(
      'Traces',
      htmlTable(
        ['trace', 'events', 'calls'],
        traces.map(({ file, events, calls }) => [file, String(events), String(calls)]),
      ),
    ),
  ];
  const foot = `checked ${result.checkedAt} by wsktrace ${result.version}`;
  return htmlPage(`wsktrace check: ${headline(result)}`, result.verdict === 'passed', sections, foot);
}

function findingHtml(finding: JudgedFinding, allTraces: number): string {
  const { standing, message, fingerprint } = finding;
  const note = findingNote(finding);
  const proof = findingProof(finding);
  const place = sourcePlace(finding);
  return [
    `<article class="${standing}"><h3>${escapeHtml(findingTitle(finding))}</h3>`,
    `<p>${escapeHtml(message)}</p>`,
    `<p>${escapeHtml(findingExtent(finding, allTraces))}</p>`,
    ...(note === null ? [] : [`<p><em>${escapeHtml(note)}</em></p>`]),
    ...(proof === null ? [] : [`<p><code>${escapeHtml(proof)}</code></p>`]),
    `<p class="small">${escapeHtml(place === null ? '' : `${place}, `)}fingerprint ${escapeHtml(fingerprint)}</p>`,
    '</article>',
  ].join('\n');
}
