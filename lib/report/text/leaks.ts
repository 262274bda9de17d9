import { printable } from '../../text/index.ts';
import {
  type Analysis,
  inSite,
  type Leaks,
  type OutstandingCall,
  type OutstandingIrp,
  type OutstandingSocket,
} from '../../wsk/index.ts';
import { driverDoubt } from '../driver-doubt.ts';
import { leakFindings } from '../leak-findings.ts';
import type { Style } from '../style.ts';
import { formatCount, formatNs, plural } from '../units.ts';
import { fitColumns } from './fit.ts';
import type { TextOptions } from './options.ts';
import { findingsSection, traceSection } from './report.ts';
import { textTable } from './table.ts';

/** Objects of a kind that are shown unless told; the JSON has more. */
export const SHOWN_LEAKS = 20;

export interface LeaksTextOptions extends TextOptions {
  /** How many objects of a kind are shown. */
  readonly shown?: number | undefined;
}

/** What is outstanding at a trace's end, for a terminal. */
export function leaksText(analysis: Analysis, leaks: Leaks, options: LeaksTextOptions): string {
  const { style, shown = SHOWN_LEAKS } = options;
  const sections = [traceSection(analysis, options), verdict(analysis, leaks, style)];
  const { calls, irps, sockets, byFunction, bySocket } = leaks;
  const isSeveral = new Set([...calls.oldest, ...irps.oldest, ...sockets.oldest].map(({ driver }) => driver))
    .size;
  if (isSeveral > 1) {
    sections.push(
      style.dim('Several drivers, or loads of one: their ids begin from 1 each (--json names the driver).'),
    );
  }
  if (byFunction.length > 0) {
    sections.push(byFunctionSection(leaks, shown, style));
  }
  if (bySocket.some((socket) => socket.calls > 0)) {
    sections.push(bySocketSection(leaks, shown, style));
  }
  if (calls.count > 0) {
    sections.push(listSection('Calls', CALL_HEAD, calls, callRow, options));
  }
  if (irps.count > 0) {
    sections.push(listSection('IRPs', IRP_HEAD, irps, irpRow, options));
  }
  if (sockets.count > 0) {
    sections.push(listSection('Sockets', SOCKET_HEAD, sockets, socketRow, options));
  }
  const findings = leakFindings(analysis.findings);
  if (findings.length > 0) {
    sections.push(findingsSection(findings, options));
  }
  return `${sections.join('\n\n')}\n`;
}

function verdict(analysis: Analysis, { calls, irps, sockets }: Leaks, style: Style): string {
  if (calls.count + irps.count + sockets.count === 0) {
    const doubt = driverDoubt(analysis);
    if (doubt !== null) {
      return style.warning(`Nothing can be said of what is outstanding: ${doubt}`);
    }
    return style.good('Nothing is outstanding at the end of the trace.');
  }
  const parts = [plural(calls.count, 'call'), plural(irps.count, 'IRP'), plural(sockets.count, 'socket')];
  return style.warning(`Outstanding at the end of the trace: ${parts.join(', ')}.`);
}

function byFunctionSection({ byFunction, functionCount }: Leaks, shown: number, style: Style): string {
  const rows = byFunction
    .slice(0, shown)
    .map((row) => [
      printable(row.function ?? '–'),
      formatCount(row.calls),
      formatCount(row.irps),
      formatCount(row.sockets),
      formatNs(row.oldestSinceNs),
    ]);
  const head = ['function', 'calls', 'IRPs', 'sockets', 'since'];
  return `${style.heading('By function')}\n${textTable(head, rows, style)}${more(functionCount, rows)}`;
}

function bySocketSection({ bySocket, busySocketCount }: Leaks, shown: number, style: Style): string {
  const busy = bySocket.filter(({ calls }) => calls > 0);
  const rows = busy.slice(0, shown).map(({ socketId, isOpen, calls, ops, oldestSinceNs }) => [
    socketId,
    isOpen ? 'open' : 'closed',
    Object.entries(ops)
      .map(([op, count]) => (count === 1 ? op : `${formatCount(count)} × ${op}`))
      .join(', '),
    formatCount(calls),
    formatNs(oldestSinceNs),
  ]);
  const head = ['socket', '', 'operations', 'calls', 'since'];
  return `${style.heading('Calls by socket')}\n${textTable(head, rows, style, 3)}${more(busySocketCount, rows)}`;
}

function listSection<T>(
  title: string,
  head: readonly string[],
  list: { readonly count: number; readonly oldest: readonly T[] },
  row: (item: T) => string[],
  { style, width, shown = SHOWN_LEAKS }: LeaksTextOptions,
): string {
  const rows = list.oldest.slice(0, shown).map(row);
  const grid = fitColumns({ head, rows }, width, DISPENSABLE);
  return `${style.heading(`${title}, oldest first`)}\n${textTable(grid.head, grid.rows, style, 3)}${more(list.count, rows)}`;
}

/** Columns that can be missed on a narrow terminal, the first the most. */
const DISPENSABLE = [
  'kept',
  'last call',
  'uses',
  'IRP',
  'remote',
  'in flight',
  'category',
  'idle for',
  'for',
  'since',
  'state',
];

const CALL_HEAD = ['call', 'operation', 'issued in', 'socket', 'IRP', 'state', 'since', 'for'];

function callRow(call: OutstandingCall): string[] {
  const cancelled = call.cancelRequestedNs === null ? '' : ', cancelled';
  return [
    call.callId ?? '–',
    call.op,
    printable(inSite(call.site).replace(/^ in /, '').trim() || '–'),
    call.socketId ?? '–',
    call.irpId ?? '–',
    `${call.state}${cancelled}`,
    sinceText(call),
    formatNs(call.ageNs),
  ];
}

const IRP_HEAD = ['IRP', 'state', 'allocated in', 'uses', 'last call', 'since', 'idle for'];

function irpRow(irp: OutstandingIrp): string[] {
  return [
    irp.irpId ?? '–',
    irp.inUseBy === null ? 'idle' : `in call ${irp.inUseBy}`,
    printable(inSite(irp.site).replace(/^ in /, '').trim() || '–'),
    formatCount(irp.uses),
    irp.lastOp ?? '–',
    sinceText(irp),
    irp.inUseBy === null ? formatNs(irp.idleNs) : '–',
  ];
}

const SOCKET_HEAD = [
  'socket',
  'category',
  'created in',
  'remote',
  'in flight',
  'kept',
  'state',
  'since',
  'for',
];

function socketRow(socket: OutstandingSocket): string[] {
  return [
    socket.socketId ?? '–',
    socket.category ?? '–',
    printable(inSite(socket.site).replace(/^ in /, '').trim() || '–'),
    printable(socket.remoteAddress ?? '–'),
    formatCount(socket.callsInFlight),
    formatCount(socket.retainedIndications),
    socket.closeIssuedNs === null ? 'open' : 'closing',
    sinceText(socket),
    formatNs(socket.ageNs),
  ];
}

/** For one older than the trace the time may be later than its beginning. */
function sinceText({ sinceNs, isOlder }: { sinceNs: number; isOlder: boolean }): string {
  return isOlder ? `≤ ${formatNs(sinceNs)}` : formatNs(sinceNs);
}

/** Says how many of all have no row. */
function more(count: number, rows: readonly unknown[]): string {
  const left = count - rows.length;
  return left > 0 ? `\n  … and ${formatCount(left)} more` : '';
}
