import type { Finding, Occurrence, RuleName } from '../../wsk/index.ts';
import { inSite } from '../../wsk/index.ts';
import type { Report } from '../collect/index.ts';
import { helpHtml } from '../help/html.ts';
import { escapeHtml } from '../markup/escape.ts';
import { formatCount, formatMoment, formatNs, plural } from '../units.ts';
import { findingPhrase, findingTitle } from '../verdict.ts';
import { type Anchors, findingPlace, labelOf } from './anchors.ts';
import { type Moment, momentsOf } from './story.ts';

/** Occurrences told as a story, and those listed below them. */
const STORIES = 3;
const LISTED = 100;
/** Steps of a story, the latest. */
const MOMENTS = 24;
/** Findings shown whole; the others are listed by their phrase alone. */
const SHOWN = 40;

/** All findings, worst first, each with its story and its page. */
export function findingsSection(
  report: Report,
  helpPages: ReadonlyMap<RuleName, string>,
  anchors: Anchors,
): string {
  const { findings } = report.analysis;
  if (findings.length === 0) {
    return '';
  }
  // A page that explains several findings is folded into the first of them.
  const pages = new Map(helpPages);
  const shown = findings.slice(0, SHOWN).map((finding, at) => {
    const html = findingHtml(finding, at, { report, anchors, page: pages.get(finding.rule) });
    pages.delete(finding.rule);
    return html;
  });
  const rest = findings.slice(SHOWN);
  const more =
    rest.length === 0
      ? ''
      : `<details><summary>${plural(rest.length, 'more finding')}</summary><ul>${rest
          .map(
            (finding, at) =>
              `<li id="${findingPlace(SHOWN + at)}">${escapeHtml(findingPhrase(finding))} (${finding.confidence})</li>`,
          )
          .join('')}</ul></details>`;
  return `<section id="findings"><h2>Findings <span class="count">${formatCount(findings.length)}</span></h2>
<p class="filter-note" hidden></p>
<div class="finding-list">${shown.join('\n')}</div>
${more}</section>`;
}

interface Surroundings {
  readonly report: Report;
  readonly anchors: Anchors;
  /** The page that explains it, unless that stands under another one. */
  readonly page: string | undefined;
}

function findingHtml(finding: Finding, at: number, { report, anchors, page }: Surroundings): string {
  const { rule, severity, confidence, message, fingerprint, occurrences, provider, op, site } = finding;
  const times = occurrences.flatMap(({ evidence }) => evidence.map(({ timeNs }) => timeNs));
  const [first, last] = [least(times), greatest(times)];
  const time = times.length === 0 ? '' : ` data-from="${Math.round(first)}" data-to="${Math.round(last)}"`;
  const level = confidence === 'possible' ? 'possible' : severity;
  const where = `${op ?? ''}${inSite(site)}`.trim();
  return `<article class="finding ${level}" id="${findingPlace(at)}"${time}>
<h3>${escapeHtml(findingTitle(finding))}</h3>
<p class="badges"><span class="badge ${level}">${severity}</span> <span class="badge">${confidence}</span>
<code>${rule}</code>${where === '' ? '' : ` · ${escapeHtml(where)}`} · driver ${escapeHtml(provider)}</p>
<p class="message">${escapeHtml(message)}</p>
${occurrences
  .slice(0, STORIES)
  .map((occurrence) => storyHtml(finding, occurrence, report, anchors))
  .join('\n')}
${consequencesHtml(finding)}${listHtml(finding, anchors)}${page === undefined ? '' : `<details><summary>What it means and how to fix it</summary><div class="help">${helpHtml(page)}</div></details>`}
<p class="quiet">fingerprint <code>${escapeHtml(fingerprint)}</code></p>
</article>`;
}

function storyHtml(
  finding: Finding,
  occurrence: Occurrence,
  { stories, activity }: Report,
  anchors: Anchors,
): string {
  const moments = momentsOf(finding, occurrence, stories.of(finding, occurrence), activity.endNs).slice(
    -MOMENTS,
  );
  const steps = moments.map((moment, at) => stepHtml(moment, moments[at + 1])).join('');
  const subject = subjectText(occurrence);
  return `<div class="story"><p class="subject">${subjectHtml(finding, occurrence, anchors)}</p><ol aria-label="${escapeHtml(`What happened to ${subject}`)}">${steps}</ol></div>`;
}

function stepHtml({ timeNs, what, detail, kind }: Moment, next: Moment | undefined): string {
  const gap =
    next === undefined ? '' : `<span class="gap">+${escapeHtml(formatNs(next.timeNs - timeNs))}</span>`;
  return (
    `<li class="${kind}">${gap}<span class="dot"></span><strong>${escapeHtml(what)}</strong>` +
    `<span class="at">${escapeHtml(formatMoment(timeNs))}</span>${detail === '' ? '' : `<span class="detail">${escapeHtml(detail)}</span>`}</li>`
  );
}

function subjectText({ subject: { irpId, callId, socketId } }: Occurrence): string {
  const parts = [
    ...(irpId === null ? [] : [`IRP ${irpId}`]),
    ...(callId === null ? [] : [`call ${callId}`]),
    ...(socketId === null ? [] : [`socket ${socketId}`]),
  ];
  return parts.length === 0 ? 'the driver' : parts.join(', ');
}

/** The same with links to the rows of its objects, where they are in the page. */
function subjectHtml({ provider }: Finding, occurrence: Occurrence, anchors: Anchors): string {
  const {
    subject: { irpId, callId, socketId },
    load,
  } = occurrence;
  const driver = labelOf(provider, load);
  const parts = [
    ...(irpId === null ? [] : [anchors.link('irp', driver, irpId, `IRP ${irpId}`)]),
    ...(callId === null ? [] : [anchors.link('call', driver, callId, `call ${callId}`)]),
    ...(socketId === null ? [] : [anchors.link('socket', driver, socketId, `socket ${socketId}`)]),
  ];
  return parts.length === 0 ? escapeHtml(subjectText(occurrence)) : parts.join(', ');
}

/** "Leads to 2 irp-leak, 1 unload-stuck". */
function consequencesHtml({ occurrences }: Finding): string {
  const counts = new Map<string, number>();
  for (const { consequences } of occurrences) {
    for (const { rule } of consequences) {
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
    }
  }
  return counts.size === 0
    ? ''
    : `<p>Leads to ${[...counts].map(([rule, count]) => `${formatCount(count)} × <code>${escapeHtml(rule)}</code>`).join(', ')}.</p>\n`;
}

function listHtml(finding: Finding, anchors: Anchors): string {
  const { occurrences, count } = finding;
  const listed = occurrences.slice(STORIES, STORIES + LISTED);
  if (count <= STORIES) {
    return '';
  }
  const items = listed.map((occurrence) => {
    const [first] = occurrence.evidence;
    return `<li>${subjectHtml(finding, occurrence, anchors)}${first === undefined ? '' : ` at ${escapeHtml(formatMoment(first.timeNs))}`}</li>`;
  });
  const unlisted = count - STORIES - listed.length;
  const more = unlisted > 0 ? `<li>… and ${formatCount(unlisted)} more</li>` : '';
  return `<details><summary>${plural(count - STORIES, 'more occurrence')}</summary><ul class="columns">${items.join('')}${more}</ul></details>\n`;
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function greatest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}
