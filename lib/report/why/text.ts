import { printable } from '../../text/index.ts';
import type { ExplainedCall, ExplainedSegment, Missing, RoutineRow, Share, Why } from '../../why/index.ts';
import { inSite, operationName } from '../../wsk/index.ts';
import { fitColumns } from '../text/fit.ts';
import type { TextOptions } from '../text/options.ts';
import { traceSection } from '../text/report.ts';
import { textTable } from '../text/table.ts';
import { wrap, wrapAfter } from '../text/wrap.ts';
import { formatCount, formatMoment, formatNs, plural } from '../units.ts';
import {
  CAUSE_TITLES,
  MISSING_WORDS,
  missingOf,
  PHASE_TITLES,
  segmentText,
  shareTables,
  threadText,
} from './words.ts';

/** Rows of a table and calls that are shown; the JSON has all. */
const SHOWN_ROWS = 10;
const SHOWN_ROUTINES = 15;
const SHOWN_CALLS = 10;
const SHOWN_SEGMENTS = 40;

/** Why calls were slow, for a terminal. */
export function whyText(why: Why, options: TextOptions): string {
  const sections = [
    traceSection(why.analysis, options),
    headline(why, options),
    ...causeSections(why, options),
    ...why.calls.slice(0, SHOWN_CALLS).map((call) => callSection(call, options)),
    ...moreCalls(why),
    ...moduleSection(why, options),
    ...routineSections(why, options),
    ...switchSection(why, options),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** What is told, and what can't be, in a sentence or two. */
export function headlineText(why: Why): string {
  const { analysis, calls, matched, summary, recorded } = why;
  const { switches, dpcs, interrupts } = recorded.kernel;
  const hasKernel = switches + dpcs + interrupts > 0;
  const kernel = hasKernel
    ? ''
    : ' The trace has no events of the kernel’s that tell what the machine did: record them, too (wsktrace explain recording).';
  if (analysis.providers.length === 0) {
    const rest = hasKernel ? ' What the machine did is told all the same.' : '';
    return `No WSK driver’s events are in the trace, so no call can be explained.${rest}${kernel}`;
  }
  if (calls.length === 0) {
    return `${noneText(why)}${kernel}`;
  }
  const of = matched > calls.length ? ` of ${formatCount(matched)}` : '';
  const lossy = analysis.isLossy
    ? ' Events were lost, so that what rests on none being missing is left open.'
    : '';
  return `${plural(calls.length, 'call')}${of} explained, ${formatNs(summary.totalNs)} in all.${lossy}${kernel}`;
}

/** That no call was found, and what was asked for. */
function noneText({ analysis, choice }: Why): string {
  const { callId, op, functionName, overNs = 0 } = choice;
  const asked = [
    ...(callId === undefined ? [] : [`the id ${callId}`]),
    ...(op === undefined ? [] : [`the operation ${operationName(op)}`]),
    ...(functionName === undefined ? [] : [`issued by ${functionName}`]),
    ...(overNs === 0 ? [] : [`longer than ${formatNs(overNs)}`]),
  ];
  const issued = plural(analysis.calls.issued, 'call');
  return asked.length === 0
    ? `Of ${issued} in the trace none has completed, so that none has a latency.`
    : `Of ${issued} in the trace none fits what was asked for: ${asked.join(', ')}.`;
}

function headline(why: Why, { style, width }: TextOptions): string {
  const text = wrap(headlineText(why), width, '');
  return why.calls.length === 0 || why.analysis.isLossy ? style.warning(text) : text;
}

function causeSections(why: Why, options: TextOptions): string[] {
  const { summary, calls } = why;
  if (calls.length === 0) {
    return [];
  }
  const { style } = options;
  const share = (row: Share) => [
    formatNs(row.totalNs),
    percent(row.share),
    formatNs(row.longestNs),
    formatCount(row.calls),
  ];
  const head = ['total', 'share', 'longest', 'calls'];
  const causes = summary.byCause.map((row) => [
    `${PHASE_TITLES[row.phase]}: ${CAUSE_TITLES[row.cause]}`,
    ...share(row),
  ]);
  return [
    `${style.heading('Where the time went')}\n${textTable(['cause', ...head], causes, style)}`,
    ...missingLines(missingOf(why), options),
    ...shareTables(why).map(({ by, title, rows }) => {
      const cells = rows.slice(0, SHOWN_ROWS).map((row) => [printable(row.name), ...share(row)]);
      return `${style.heading(title)}\n${textTable([by, ...head], cells, style)}${more(rows.length)}`;
    }),
  ];
}

/** What would have to be recorded for more to be told. */
function missingLines(missing: readonly Missing[], { width, style }: TextOptions): string[] {
  const lines = missing.map((one) => wrap(MISSING_WORDS[one], width, '    '));
  return lines.length === 0
    ? []
    : [`${style.warning('  Not recorded, and needed to tell more:')}\n${lines.join('\n')}`];
}

/** A call's title: operation and id, how long, where it was issued and by whom. */
export function callTitle(call: ExplainedCall): string {
  return `${callHead(call)}${inSite(call.site)}, ${threadText(call.thread)}`;
}

/** Operation and id, and how long it took, or has been under way. */
export function callHead({ opName, callId, latencyNs, isPending }: ExplainedCall): string {
  const took = formatNs(latencyNs);
  return `${opName} ${callId ?? '–'}: ${isPending ? `not completed by the trace’s end, after ${took}` : took}`;
}

function callSection(call: ExplainedCall, options: TextOptions): string {
  const { style, width } = options;
  const { localAddress, remoteAddress, issuedNs } = call;
  const peer = remoteAddress === '' ? '' : `, ${localAddress} → ${remoteAddress}`;
  const title = wrap(printable(`${callTitle(call)}, issued at ${formatMoment(issuedNs)}${peer}`), width, '');
  const shown = call.segments.slice(0, SHOWN_SEGMENTS);
  const lines = shown.map((segment) => segmentLine(segment, call, width));
  const hidden = call.segments.length - shown.length;
  const rest = hidden > 0 ? [`  … and ${plural(hidden, 'segment')} more (--json has all)`] : [];
  const after = call.after.slice(0, SHOWN_SEGMENTS).map((segment) => segmentLine(segment, call, width));
  const behind = after.length === 0 ? [] : [style.dim('  after its completion'), ...after];
  return [style.heading(title), ...lines, ...rest, ...behind].join('\n');
}

/** When a segment began since the issue, how long it took, in which phase it was, and what it was. */
function segmentLine(segment: ExplainedSegment, { issuedNs }: ExplainedCall, width: number): string {
  const { startNs, endNs, phase } = segment;
  const start = formatNs(startNs - issuedNs).padStart(8);
  const took = formatNs(endNs - startNs).padStart(8);
  const before = `  ${start} ${took}  ${PHASE_TITLES[phase].padEnd(8)}`;
  return before + wrapAfter(printable(segmentText(segment)), width, ' '.repeat(before.length));
}

function moreCalls({ calls }: Why): string[] {
  const hidden = calls.length - SHOWN_CALLS;
  return hidden > 0 ? [`… and ${plural(hidden, 'call')} more (--json has all)`] : [];
}

function moduleSection({ modules }: Why, { style }: TextOptions): string[] {
  if (modules.length === 0) {
    return [];
  }
  const head = ['module', 'DPCs', 'total', 'longest', 'ISRs', 'total', 'longest'];
  const rows = modules
    .slice(0, SHOWN_ROWS)
    .map(({ module, dpcs, interrupts }) => [
      module === null ? 'unknown' : printable(module),
      ...[dpcs, interrupts].flatMap(({ count, totalNs, longestNs }) =>
        count === 0 ? ['–', '–', '–'] : [formatCount(count), formatNs(totalNs), formatNs(longestNs)],
      ),
    ]);
  return [
    `${style.heading('DPCs and interrupts by module')}\n${textTable(head, rows, style)}${more(modules.length)}`,
  ];
}

function routineSections(why: Why, options: TextOptions): string[] {
  const sections: [string, readonly RoutineRow[]][] = [
    ['DPCs', why.dpcs],
    ['Interrupts', why.interrupts.filter(({ isProfile }) => !isProfile)],
  ];
  const profile = why.interrupts.filter(({ isProfile }) => isProfile);
  return [
    ...sections.flatMap(([title, rows]) => (rows.length === 0 ? [] : [routineSection(title, rows, options)])),
    ...profile.map(({ count, totalNs }) =>
      wrap(
        `The profile interrupt, which the recording asked for to sample what runs: ${formatCount(count)} times, ${formatNs(totalNs)}.`,
        options.width,
        '  ',
      ),
    ),
  ];
}

function routineSection(title: string, rows: readonly RoutineRow[], { style, width }: TextOptions): string {
  const total = rows.reduce((sum, { totalNs }) => sum + totalNs, 0);
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  const head = ['routine', 'kind', 'count', 'total', 'longest', 'processors', 'most of one'];
  const cells = rows
    .slice(0, SHOWN_ROUTINES)
    .map((row) => [
      printable(row.routine),
      row.kind,
      formatCount(row.count),
      formatNs(row.totalNs),
      formatNs(row.longestNs),
      formatCount(row.processors.length),
      busiest(row),
    ]);
  const grid = fitColumns({ head, rows: cells }, width, ['processors', 'kind', 'most of one']);
  const hidden =
    rows.length > SHOWN_ROUTINES ? `\n  … and ${formatCount(rows.length - SHOWN_ROUTINES)} more` : '';
  const sum = `${formatCount(count)}, ${formatNs(total)} in all`;
  return `${style.heading(`${title}: ${sum}`)}\n${textTable(grid.head, grid.rows, style)}${hidden}`;
}

/** The processor of which a routine took the greatest share. */
function busiest({ processors }: RoutineRow): string {
  const most = processors.reduce((a, b) => (b.share > a.share ? b : a));
  return `${percent(most.share)} of ${most.processor}`;
}

function switchSection({ switches }: Why, { style, width }: TextOptions): string[] {
  if (switches.length === 0) {
    return [];
  }
  const rows = switches
    .slice(0, SHOWN_ROWS)
    .map(({ thread, by, count, offNs }) => [
      printable(threadText(thread)),
      by === null ? 'others' : printable(threadText(by)),
      formatCount(count),
      formatNs(offNs),
    ]);
  const head = ['the driver’s thread', 'taken from it by', 'times', 'off for'];
  const grid = fitColumns({ head, rows }, width, []);
  return [
    `${style.heading('Switches that took the processor from the driver’s threads')}\n${textTable(grid.head, grid.rows, style, 2)}${more(switches.length)}`,
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 2 : 1)} %`;
}

function more(count: number): string {
  return count > SHOWN_ROWS ? `\n  … and ${formatCount(count - SHOWN_ROWS)} more` : '';
}
