import type { Analysis } from '../../wsk/index.ts';
import { clockLines } from '../clocks.ts';
import type { Report } from '../collect/index.ts';
import { edgeLines } from '../edges.ts';
import { hintLines } from '../hints.ts';
import { escapeHtml } from '../markup/escape.ts';
import { htmlList, htmlTable } from '../markup/html-page.ts';
import { objectCounts } from '../object-counts.ts';
import { doubtLines } from '../text/facts.ts';
import { formatBytes, formatCount, formatNs, plural } from '../units.ts';
import { wholeNote } from './table.ts';

/** What the trace is, and how far it can be trusted. */
export function factsSection({ analysis }: Report): string {
  const { trace, providers } = analysis;
  const facts: [string, string][] = [
    ['driver', providers.join(', ') || 'none'],
    ['recorded', recorded(analysis)],
    ['covers', formatNs(trace.durationNs)],
    ...objectCounts(analysis),
    ['events', `${formatCount(trace.events)} in ${formatBytes(trace.bytes)}`],
    [
      'system',
      `Windows build ${trace.osBuild}, ${plural(trace.processors, 'processor')}, ${8 * trace.pointerSize}-bit`,
    ],
  ];
  const items = facts.map(
    ([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return `<section id="facts"><h2 class="hidden">Facts</h2>${wholeNote()}<dl class="facts">${items.join('')}</dl>
${trustHtml(analysis)}</section>`;
}

function recorded({ trace: { startTime, endTime, durationNs } }: Analysis): string {
  if (startTime === null) {
    return 'unknown';
  }
  const end = endOf(startTime, endTime, durationNs);
  const digits = digitsFor(durationNs);
  const [day, time] = dayAndTime(startTime, digits);
  const [endDay, endOfDay] = dayAndTime(end, digits);
  return `${day} ${time} to ${endDay === day ? '' : `${endDay} `}${endOfDay} UTC`;
}

const FILETIMES_PER_MS = 10_000n;

/** When the session ended, or where the header tells an earlier time, as that of a merged file may, its last event. */
function endOf(startTime: string, endTime: string | null, durationNs: number): string {
  const start = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})(\d{4})Z$/.exec(startTime);
  if (start === null) {
    return endTime ?? startTime;
  }
  const units = BigInt(Date.parse(`${start[1]}Z`)) * FILETIMES_PER_MS + BigInt(start[2]!);
  const last = units + BigInt(Math.round(durationNs / 100));
  const milliseconds = new Date(Number(last / FILETIMES_PER_MS)).toISOString().slice(0, -1);
  const text = `${milliseconds}${String(last % FILETIMES_PER_MS).padStart(4, '0')}Z`;
  return endTime !== null && endTime > text ? endTime : text;
}

/** Digits of a second, so that start and end differ by some of what lies between; the raw facts have all. */
function digitsFor(durationNs: number): 3 | 6 | 7 {
  return durationNs >= 10e6 ? 3 : durationNs >= 10e3 ? 6 : 7;
}

function dayAndTime(iso: string, digits: number): [string, string] {
  return [iso.slice(0, 10), iso.slice(11, 20 + digits)];
}

function trustHtml(analysis: Analysis): string {
  const { trace, calls, irps, sockets, edges, clocks, hints } = analysis;
  const older = calls.olderThanTrace + irps.olderThanTrace + sockets.olderThanTrace;
  const doubts = [
    ...doubtLines(trace),
    ...edgeLines(edges),
    ...clockLines(clocks),
    ...hintLines(hints),
    ...(older > 0
      ? [
          `${plural(older, 'object')} older than the trace: what happened to them before it began is not known`,
        ]
      : []),
  ];
  return doubts.length === 0
    ? '<p class="trust good">The trace is whole: no event lost, no damage.</p>'
    : `<div class="trust doubt"><p>How far the trace can be trusted:</p>${htmlList(doubts)}</div>`;
}

/** All that is known of the trace's file, folded. */
export function rawFactsSection({ analysis: { trace } }: Report): string {
  const providers = trace.providers.flatMap((provider) => [
    [provider.name ?? '', provider.id ?? '', 'all', formatCount(provider.events)],
    ...Object.entries(provider.eventNames).map(([name, count]) => ['', '', name, formatCount(count)]),
  ]);
  const facts: [string, string][] = [
    ['file', trace.file],
    ['bytes', formatCount(trace.bytes)],
    ['session', trace.loggerName],
    ['start', trace.startTime ?? 'unknown'],
    ['end', trace.endTime ?? 'unknown'],
    ['first and last ticks', `${trace.firstTicks}, ${trace.lastTicks}`],
    ['clock', `${trace.clock}, ${formatCount(trace.perfFreq)} ticks/s`],
    ['buffers', `${formatCount(trace.buffers)} (${formatCount(trace.compressedBuffers)} compressed)`],
    ['lost', `${plural(trace.eventsLost, 'event')}, ${plural(trace.buffersLost, 'buffer')}`],
    ['damaged stretches', formatCount(trace.damageCount)],
  ];
  return `<section id="trace"><h2>Trace</h2>
${wholeNote()}
<details><summary>The file and its events</summary>
${htmlTable(['fact', 'value'], facts)}
${htmlTable(['provider', 'id', 'event', 'count'], providers.slice(0, RAW_ROWS))}
${htmlTable(
  ['header type', 'events'],
  Object.entries(trace.headerTypes).map(([name, count]) => [name, formatCount(count)]),
)}
</details></section>`;
}

/** A trace of the whole system has thousands of event names. */
const RAW_ROWS = 400;
