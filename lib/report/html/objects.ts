import type { Site, SlowCall } from '../../wsk/index.ts';
import type { IrpLife, LifeList, Report, SocketLife } from '../collect/index.ts';
import { escapeHtml } from '../markup/escape.ts';
import { formatBytes, formatCount, formatNs } from '../units.ts';
import type { Anchors, ObjectKind } from './anchors.ts';
import { type Cell, id, number, sortableTable, type TableRow, text } from './table.ts';

/** The slowest calls, by operation as many. */
export function slowestSection({ slowest }: Report, anchors: Anchors): string {
  if (slowest.length === 0) {
    return '';
  }
  const columns = [
    { title: 'latency', isNumber: true },
    { title: 'operation' },
    { title: 'issued in' },
    { title: 'issued at', isNumber: true },
    { title: 'in the call', isNumber: true },
    { title: 'status' },
    { title: 'call', isNumber: true },
    { title: 'IRP', isNumber: true },
    { title: 'socket', isNumber: true },
    { title: 'peer' },
    { title: 'processor', isNumber: true },
  ];
  return `<section id="slowest"><h2>Slowest calls</h2>
<p class="quiet">The slowest of each operation: ${formatCount(slowest.length)} calls. <label>Only <select id="slowest-op"><option value="">all operations</option>${[
    ...new Set(slowest.map(({ op }) => op)),
  ]
    .sort()
    .map((op) => `<option>${escapeHtml(op)}</option>`)
    .join('')}</select></label></p>
<p class="filter-note" hidden></p>
${sortableTable(
  'slowest-calls',
  'Slowest calls',
  columns,
  slowest.map((call) => slowRow(call, anchors)),
)}</section>`;
}

function slowRow(call: SlowCall, anchors: Anchors): TableRow {
  const { driver, latencyNs, op, site, issuedNs, returnedNs, completedNs, status, callId, irpId, socketId } =
    call;
  return {
    fromNs: issuedNs,
    toNs: completedNs,
    attributes: `${anchors.idAttribute('call', driver, callId)}${dataOf('irp', irpId)}${dataOf('socket', socketId)} data-op="${escapeHtml(op)}"`,
    cells: [
      number(formatNs(latencyNs), latencyNs),
      text(op),
      text(siteText(site)),
      number(formatNs(issuedNs), issuedNs),
      returnedNs === null
        ? { html: '–', sort: -1 }
        : number(formatNs(returnedNs - issuedNs), returnedNs - issuedNs),
      text(status),
      id(callId, escapeHtml(callId ?? '–') + anchors.findingLink('call', driver, callId)),
      id(irpId, anchors.link('irp', driver, irpId)),
      id(socketId, anchors.link('socket', driver, socketId)),
      text(call.remoteAddress),
      number(String(call.processor), call.processor),
    ],
  };
}

/** Sockets with a life-line each. */
export function socketsSection({ lives: { sockets }, activity }: Report, anchors: Anchors): string {
  if (sockets.count === 0) {
    return '';
  }
  const columns = [
    { title: 'socket', isNumber: true },
    { title: 'category' },
    { title: 'life', canSort: false },
    { title: 'opened', isNumber: true },
    { title: 'lived', isNumber: true },
    { title: 'calls', isNumber: true },
    { title: 'sent', isNumber: true },
    { title: 'received', isNumber: true },
    { title: 'local' },
    { title: 'peer' },
    { title: 'created in' },
    { title: 'outcome' },
  ];
  const rows = sockets.shown.map((socket) => socketRow(socket, activity.endNs, anchors));
  return `<section id="sockets"><h2>Sockets <span class="count">${formatCount(sockets.count)}</span></h2>
${restNote(sockets, 'sockets', 'those still open, then those with the most calls')}
<p class="filter-note" hidden></p>
${sortableTable('socket-lives', 'Sockets', columns, rows)}</section>`;
}

function socketRow(socket: SocketLife, endNs: number, anchors: Anchors): TableRow {
  const { driver, socketId, sinceNs, closeIssuedNs, closedNs, outcome } = socket;
  const untilNs = closedNs ?? endNs;
  return {
    fromNs: sinceNs,
    toNs: untilNs,
    attributes: anchors.idAttribute('socket', driver, socketId),
    cells: [
      id(socketId, escapeHtml(socketId ?? '–') + anchors.findingLink('socket', driver, socketId)),
      text(socket.category ?? '–'),
      lifeLine({ sinceNs, untilNs, endNs, isOpen: closedNs === null, markNs: closeIssuedNs }),
      number(formatNs(sinceNs), sinceNs),
      number(formatNs(untilNs - sinceNs), untilNs - sinceNs),
      number(formatCount(socket.calls), socket.calls),
      number(socket.bytesSent === 0 ? '–' : formatBytes(socket.bytesSent), socket.bytesSent),
      number(socket.bytesReceived === 0 ? '–' : formatBytes(socket.bytesReceived), socket.bytesReceived),
      text(socket.localAddress),
      text(socket.remoteAddress),
      text(siteText(socket.site)),
      outcomeCell(closedNs === null && closeIssuedNs !== null ? 'closing' : outcome, closedNs === null),
    ],
  };
}

/** IRPs with a life-line each. */
export function irpsSection({ lives: { irps }, activity }: Report, anchors: Anchors): string {
  if (irps.count === 0) {
    return '';
  }
  const columns = [
    { title: 'IRP', isNumber: true },
    { title: 'life', canSort: false },
    { title: 'allocated', isNumber: true },
    { title: 'lived', isNumber: true },
    { title: 'uses', isNumber: true },
    { title: 'last call' },
    { title: 'allocated in' },
    { title: 'outcome' },
  ];
  const rows = irps.shown.map((irp) => irpRow(irp, activity.endNs, anchors));
  return `<section id="irps"><h2>IRPs <span class="count">${formatCount(irps.count)}</span></h2>
${restNote(irps, 'IRPs', 'those outstanding, then those that lived longest')}
<p class="filter-note" hidden></p>
${sortableTable('irp-lives', 'IRPs', columns, rows)}</section>`;
}

function irpRow(irp: IrpLife, endNs: number, anchors: Anchors): TableRow {
  const { driver, irpId, sinceNs, endedNs, outcome, isOutstanding } = irp;
  const untilNs = endedNs ?? endNs;
  return {
    fromNs: sinceNs,
    toNs: untilNs,
    attributes: anchors.idAttribute('irp', driver, irpId),
    cells: [
      id(irpId, escapeHtml(irpId ?? '–') + anchors.findingLink('irp', driver, irpId)),
      lifeLine({ sinceNs, untilNs, endNs, isOpen: isOutstanding, markNs: null }),
      number(formatNs(sinceNs), sinceNs),
      number(formatNs(untilNs - sinceNs), untilNs - sinceNs),
      number(formatCount(irp.uses), irp.uses),
      text(irp.lastOp),
      text(siteText(irp.site)),
      outcomeCell(outcome, isOutstanding),
    ],
  };
}

/** For the search: which other objects a row is about. */
function dataOf(kind: ObjectKind, id: string | null): string {
  return id === null ? '' : ` data-${kind}="${escapeHtml(id)}"`;
}

function restNote<T>({ count, shown }: LifeList<T>, what: string, which: string): string {
  return count > shown.length
    ? `<p class="quiet">${formatCount(shown.length)} of ${formatCount(count)} ${what} are shown: ${which}.</p>`
    : '';
}

function outcomeCell(outcome: string, isOpen: boolean): Cell {
  return { html: isOpen ? `<span class="open">${escapeHtml(outcome)}</span>` : escapeHtml(outcome) };
}

const LINE = { width: 140, height: 12 };

interface LifeLine {
  readonly sinceNs: number;
  readonly untilNs: number;
  readonly endNs: number;
  readonly isOpen: boolean;
  /** A moment to be marked, or null. */
  readonly markNs: number | null;
}

/** From its beginning to its end, in the whole time of the trace. */
function lifeLine({ sinceNs, untilNs, endNs, isOpen, markNs }: LifeLine): Cell {
  const at = (ns: number) => Math.min(Math.max(ns / (endNs || 1), 0), 1) * LINE.width;
  const x = Math.min(at(sinceNs), LINE.width - 1);
  const width = Math.max(at(untilNs) - x, 1.5);
  const mark =
    markNs === null
      ? ''
      : `<rect class="mark" x="${at(markNs).toFixed(1)}" y="0" width="1.5" height="${LINE.height}"/>`;
  return {
    html:
      `<svg class="life${isOpen ? ' open' : ''}" width="${LINE.width}" height="${LINE.height}" aria-hidden="true">` +
      `<rect class="all" x="0" y="5.5" width="${LINE.width}" height="1"/>` +
      `<rect class="span" x="${x.toFixed(1)}" y="2" width="${width.toFixed(1)}" height="8" rx="2"/>${mark}</svg>`,
  };
}

function siteText({ function: name, line }: Site): string | null {
  return name === null ? null : line === null ? name : `${name}:${line}`;
}
