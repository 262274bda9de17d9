import type { ExplainedCall, RoutineRow, Why } from '../../why/index.ts';
import { inSite } from '../../wsk/index.ts';
import { clockLines } from '../clocks.ts';
import { joinWithin } from '../markdown/budget.ts';
import { escapeMarkdown, markdownCode } from '../markup/escape.ts';
import { formatCount, formatNs, plural } from '../units.ts';
import { callHead, headlineText } from './text.ts';
import { causeTable, PHASE_TITLES, segmentText, shareTables, threadText } from './words.ts';

/** A pull request's text and comments hold 65,536 characters, a step summary 1 MiB: this fits both. */
const BUDGET_BYTES = 64_000;
const SHOWN_CALLS = 20;
const SHOWN_SEGMENTS = 60;
const SHOWN_ROWS = 15;

/** Why calls were slow, for a pull request or a step summary: what does not fit is left out at the end. */
export function whyMarkdown(why: Why): string {
  const { calls, analysis } = why;
  return joinWithin(
    [
      `## wsktrace why: ${escapeMarkdown(headlineText(why))}`,
      [
        markdownCode(analysis.trace.file),
        ...clockLines(analysis.clocks).map((line) => `> ⚠️ ${escapeMarkdown(line)}`),
      ].join('\n\n'),
      ...causesBlock(why),
      ...calls.slice(0, SHOWN_CALLS).map(callBlock),
      ...(calls.length > SHOWN_CALLS ? [`… and ${plural(calls.length - SHOWN_CALLS, 'call')} more`] : []),
      ...routinesBlock('DPCs', why.dpcs),
      ...routinesBlock(
        'Interrupts',
        why.interrupts.filter(({ isProfile }) => !isProfile),
      ),
      ...switchesBlock(why),
    ],
    BUDGET_BYTES,
  );
}

function causesBlock(why: Why): string[] {
  if (why.calls.length === 0) {
    return [];
  }
  return [causeTable(why), ...shareTables(why)].map(({ by, title, rows }) => {
    const cells = rows
      .slice(0, SHOWN_ROWS)
      .map(({ name, totalNs, share, longestNs, calls }) => [
        name,
        formatNs(totalNs),
        `${(100 * share).toFixed(1)} %`,
        formatNs(longestNs),
        formatCount(calls),
      ]);
    const hidden = rows.length - cells.length;
    const rest = hidden > 0 ? `\n\n… and ${formatCount(hidden)} more` : '';
    return `### ${title}\n\n${table([by, 'total', 'share', 'longest', 'calls'], cells)}${rest}`;
  });
}

function callBlock(call: ExplainedCall): string {
  const { site, thread, segments, issuedNs } = call;
  const rows = segments
    .slice(0, SHOWN_SEGMENTS)
    .map((segment) => [
      formatNs(segment.startNs - issuedNs),
      formatNs(segment.endNs - segment.startNs),
      PHASE_TITLES[segment.phase],
      segmentText(segment),
    ]);
  const hidden = segments.length - rows.length;
  return [
    `#### ${escapeMarkdown(callHead(call))}`,
    '',
    escapeMarkdown(`Issued${inSite(site)} by ${threadText(thread)}`),
    '',
    table(['from', 'for', 'phase', 'what'], rows),
    ...(hidden > 0 ? ['', `… and ${plural(hidden, 'segment')} more`] : []),
  ].join('\n');
}

function routinesBlock(title: string, rows: readonly RoutineRow[]): string[] {
  if (rows.length === 0) {
    return [];
  }
  const cells = rows
    .slice(0, SHOWN_ROWS)
    .map(({ routine, kind, count, totalNs, longestNs, processors }) => [
      routine,
      kind,
      formatCount(count),
      formatNs(totalNs),
      formatNs(longestNs),
      formatCount(processors.length),
    ]);
  const head = ['routine', 'kind', 'count', 'total', 'longest', 'processors'];
  const hidden = rows.length > SHOWN_ROWS ? `\n\n… and ${formatCount(rows.length - SHOWN_ROWS)} more` : '';
  return [`### ${title}\n\n${table(head, cells)}${hidden}`];
}

function switchesBlock({ switches }: Why): string[] {
  if (switches.length === 0) {
    return [];
  }
  const rows = switches
    .slice(0, SHOWN_ROWS)
    .map(({ thread, by, count, offNs }) => [
      threadText(thread),
      by === null ? 'others' : threadText(by),
      formatCount(count),
      formatNs(offNs),
    ]);
  const head = ['the driver’s thread', 'taken from it by', 'times', 'off for'];
  return [`### Switches that took the processor from the driver’s threads\n\n${table(head, rows)}`];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map(() => '---')),
    ...rows.map((cells) => line(cells.map(escapeMarkdown))),
  ].join('\n');
}
