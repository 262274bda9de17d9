import type { ExplainedCall, ExplainedSegment, RoutineRow, Why } from '../../why/index.ts';
import { inSite } from '../../wsk/index.ts';
import { escapeHtml } from '../markup/escape.ts';
import { formatCount, formatMoment, formatNs, formatShare, plural } from '../units.ts';
import { KINDS } from '../why/picture/kinds.ts';
import { callTitle } from '../why/text.ts';
import {
  CAUSE_TITLES,
  causeTable,
  MISSING_WORDS,
  missingOf,
  PHASE_TITLES,
  type ShareTable,
  segmentText,
  shareTables,
  threadText,
} from '../why/words.ts';
import { number, sortableTable, text } from './table.ts';

/** Segments of one call that its table has. */
const TABLE_SEGMENTS = 300;
/** Rows of the tables of routines and switches. */
const TABLE_ROWS = 200;

/**
 * Why calls were slow: where their time went, a picture for each call that has one, and what the machine did.
 * @param headline what is told, in a sentence; empty where the page says it above
 */
export function whySection(why: Why, headline: string): string {
  const missing = missingOf(why);
  return `<section id="why"><h2>Why calls were slow</h2>
${headline === '' ? '' : `<p>${escapeHtml(headline)}</p>`}
${missing.length === 0 ? '' : `<p class="quiet">Not recorded, and needed to tell more: ${escapeHtml(missing.map((one) => MISSING_WORDS[one]).join('; '))}.</p>`}
${shareTablesHtml(why)}
${legend(why)}
<p class="filter-note" hidden></p>
${why.calls.map((call, at) => callHtml(call, at)).join('\n')}
${machineTables(why)}
</section>`;
}

/** By cause, and folded up by module, thread and connection. */
function shareTablesHtml(why: Why): string {
  if (why.calls.length === 0) {
    return '';
  }
  const others = shareTables(why).map(
    (one) => `<details><summary>${escapeHtml(one.title)}</summary>${shareTable(one)}</details>`,
  );
  return [shareTable(causeTable(why)), ...others].join('\n');
}

function shareTable({ by, title, rows }: ShareTable): string {
  const columns = [
    { title: by },
    ...['total', 'share', 'longest', 'calls'].map((name) => ({ title: name, isNumber: true })),
  ];
  const cells = rows.slice(0, TABLE_ROWS).map(({ name, totalNs, share, longestNs, calls }) => ({
    cells: [
      text(name),
      number(formatNs(totalNs), totalNs),
      number(`${(100 * share).toFixed(1)} %`, share),
      number(formatNs(longestNs), longestNs),
      number(formatCount(calls), calls),
    ],
  }));
  return `${sortableTable(`why-${by}s`, title, columns, cells)}${rest(rows.length)}`;
}

/** What the colours of the pictures stand for. */
function legend({ calls }: Why): string {
  if (!calls.some(({ lanes }) => lanes !== null)) {
    return '';
  }
  const items = KINDS.map(
    ({ title, colour }) =>
      `<li><span class="swatch" style="background:${colour}"></span>${escapeHtml(title)}</li>`,
  );
  return `<ul class="legend" aria-label="Colours of the pictures">${items.join('')}</ul>`;
}

function callHtml(call: ExplainedCall, at: number): string {
  const { issuedNs, completedNs, localAddress, remoteAddress } = call;
  const peer = remoteAddress === '' ? '' : `, ${localAddress} → ${remoteAddress}`;
  return `<details class="slow-call" data-from="${Math.round(issuedNs)}" data-to="${Math.round(completedNs)}"${at === 0 ? ' open' : ''}>
<summary>${escapeHtml(callTitle(call))}</summary>
<p class="quiet">Issued${escapeHtml(`${inSite(call.site)} at ${formatMoment(issuedNs)} by ${threadText(call.thread)}${peer}`)}.</p>
${call.lanes === null ? '' : pictureHtml(call, at)}
${segmentsTable(call, at)}
</details>`;
}

/** The controls do with the keyboard what a pointer does with the picture itself. */
function pictureHtml(call: ExplainedCall, at: number): string {
  const button = (name: string, words: string, sign: string) =>
    `<button type="button" data-zoom="${name}" title="${words}" aria-label="${words}">${sign}</button>`;
  return `<figure class="chart picture" id="picture-${at}" aria-label="${escapeHtml(`Picture of ${callTitle(call)}`)}">
<div class="zoom" role="group" aria-label="Zoom">${button('in', 'Zoom in (+)', '+')}${button('out', 'Zoom out (−)', '−')}${button('earlier', 'Earlier (←)', '←')}${button('later', 'Later (→)', '→')}${button('all', 'The whole call (0)', 'Whole call')}
<output class="quiet"></output></div>
<div class="plot" role="img" tabindex="0" aria-label="${escapeHtml(describe(call))}"></div>
<p class="quiet hint">Drag to move, Ctrl and the wheel to zoom; or the keys + − ← → 0 while the picture or a button has the focus.</p>
<p class="quiet hidden-marks"></p></figure>`;
}

/** What is to be seen, in a sentence: the table has the rest. */
function describe(call: ExplainedCall): string {
  const longest = call.segments
    .toSorted((a, b) => b.endNs - b.startNs - (a.endNs - a.startNs))
    .slice(0, 3)
    .map(
      (one) => `${formatNs(one.endNs - one.startNs)} ${PHASE_TITLES[one.phase]}: ${CAUSE_TITLES[one.cause]}`,
    );
  const lanes = call.lanes === null ? 0 : call.lanes.processors.length;
  return `${plural(call.segments.length, 'segment')} over ${formatNs(call.latencyNs)}, above lanes of the driver’s threads, ${plural(lanes, 'processor')}, modules and network events. Longest: ${longest.join('; ')}.`;
}

function segmentsTable(call: ExplainedCall, at: number): string {
  const all = [...call.segments, ...call.after];
  const columns = [
    { title: 'from', isNumber: true },
    { title: 'for', isNumber: true },
    { title: 'phase' },
    { title: 'what', canSort: false },
    { title: 'proved by', canSort: false },
  ];
  const rows = all.slice(0, TABLE_SEGMENTS).map((segment) => ({ cells: segmentCells(segment, call) }));
  const hidden = all.length - rows.length;
  return `${sortableTable(`segments-${at}`, `Segments of ${call.opName} ${call.callId ?? ''}`, columns, rows)}
${hidden > 0 ? `<p class="quiet">… and ${plural(hidden, 'segment')} more: wsktrace why --json has all.</p>` : ''}`;
}

function segmentCells(segment: ExplainedSegment, { issuedNs, lanes }: ExplainedCall) {
  const { startNs, endNs, phase, evidence } = segment;
  const from = startNs - issuedNs;
  const shown = formatNs(from);
  const start =
    lanes === null
      ? escapeHtml(shown)
      : `<button type="button" class="show" data-begin="${from}" data-end="${endNs - issuedNs}" aria-label="${escapeHtml(`Show the segment from ${shown} on in the picture`)}">${escapeHtml(shown)}</button>`;
  const proofs = evidence.map(({ event, timeNs }) => `${event} at ${formatMoment(timeNs)}`);
  return [
    { html: start, sort: from },
    number(formatNs(endNs - startNs), endNs - startNs),
    text(PHASE_TITLES[phase]),
    { html: `<span class="what">${escapeHtml(segmentText(segment))}</span>` },
    { html: `<span class="what quiet">${escapeHtml(proofs.join(', '))}</span>` },
  ];
}

function machineTables(why: Why): string {
  return [
    routinesTable('why-dpcs', 'DPCs by module and routine', why.dpcs),
    routinesTable(
      'why-interrupts',
      'Interrupts by module and routine',
      why.interrupts.filter(({ isProfile }) => !isProfile),
    ),
    switchesTable(why),
  ].join('\n');
}

function routinesTable(id: string, title: string, rows: readonly RoutineRow[]): string {
  if (rows.length === 0) {
    return '';
  }
  const columns = [
    { title: 'routine' },
    { title: 'kind' },
    ...['count', 'total', 'longest'].map((name) => ({ title: name, isNumber: true })),
    { title: 'share of each processor', canSort: false },
  ];
  const cells = rows.slice(0, TABLE_ROWS).map(({ routine, kind, count, totalNs, longestNs, processors }) => ({
    cells: [
      text(routine),
      text(kind),
      number(formatCount(count), count),
      number(formatNs(totalNs), totalNs),
      number(formatNs(longestNs), longestNs),
      {
        html: `<span class="what">${escapeHtml(processors.map(({ processor, share }) => `${processor}: ${formatShare(share, 2)}`).join(', '))}</span>`,
      },
    ],
  }));
  return `<h3>${title}</h3>\n${sortableTable(id, title, columns, cells)}${rest(rows.length)}`;
}

function switchesTable({ switches }: Why): string {
  if (switches.length === 0) {
    return '';
  }
  const title = 'Switches that took the processor from the driver’s threads';
  const columns = [
    { title: 'the driver’s thread' },
    { title: 'taken from it by' },
    { title: 'times', isNumber: true },
    { title: 'off for', isNumber: true },
  ];
  const rows = switches.slice(0, TABLE_ROWS).map(({ thread, by, count, offNs }) => ({
    cells: [
      text(threadText(thread)),
      text(by === null ? 'others' : threadText(by)),
      number(formatCount(count), count),
      number(formatNs(offNs), offNs),
    ],
  }));
  return `<h3>${title}</h3>\n${sortableTable('why-switches', title, columns, rows)}${rest(switches.length)}`;
}

function rest(count: number): string {
  return count > TABLE_ROWS ? `<p class="quiet">… and ${formatCount(count - TABLE_ROWS)} more.</p>` : '';
}
