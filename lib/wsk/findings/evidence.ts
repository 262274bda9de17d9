import { IrpOrigin } from '../events/schema.ts';
import type { Call } from '../model/call.ts';
import type { Irp } from '../model/irp.ts';
import { categoryName, type Socket } from '../model/socket.ts';
import { operationName } from '../operation.ts';
import type { Site } from '../site.ts';
import { statusName } from '../status.ts';
import type { Evidence } from './finding.ts';

/** The events of a call, as far as they were seen. */
export function callEvidence(call: Call): Evidence[] {
  const evidence: Evidence[] = [];
  if (call.isOlder) {
    pushIfSeen(evidence, call.rundownNs, 'CallRundown', operationName(call.op));
  }
  pushIfSeen(evidence, call.issuedNs, 'WskCallIssued', operationName(call.op));
  pushIfSeen(evidence, call.returnedNs, 'WskCallReturned', statusName(call.returnStatus));
  pushIfSeen(evidence, call.completedNs, 'IrpCompleted', statusName(call.completionStatus));
  pushIfSeen(evidence, call.cancelRequestedNs, 'IrpCancelRequested');
  pushIfSeen(evidence, call.irpReusedNs, 'IrpReused');
  pushIfSeen(evidence, call.irpFreedNs, 'IrpFreed');
  return evidence;
}

export function irpEvidence(irp: Irp): Evidence[] {
  const evidence: Evidence[] = [];
  pushIfSeen(evidence, irp.allocatedNs, 'IrpAllocated');
  pushIfSeen(evidence, irp.freedNs, 'IrpFreed');
  pushIfSeen(evidence, irp.rundownNs, 'IrpRundown');
  return evidence;
}

/** The last call that an IRP was used for, and what was done with it since. */
export function lastUseEvidence({ lastCall, reusedNs }: Irp): Evidence[] {
  if (lastCall === null) {
    return [];
  }
  const evidence: Evidence[] = [];
  const { issuedNs, completedNs } = lastCall;
  pushIfSeen(evidence, issuedNs, 'WskCallIssued', operationName(lastCall.op));
  pushIfSeen(evidence, completedNs, 'IrpCompleted', statusName(lastCall.completionStatus));
  if (!(reusedNs <= issuedNs)) {
    pushIfSeen(evidence, reusedNs, 'IrpReused');
  }
  return evidence;
}

export function socketEvidence(socket: Socket): Evidence[] {
  const evidence: Evidence[] = [];
  pushIfSeen(evidence, socket.createdNs, 'SocketCreated');
  pushIfSeen(evidence, socket.closeIssuedNs, 'WskCallIssued', 'CloseSocket');
  if (socket.isClosedByCompletion) {
    pushIfSeen(evidence, socket.closedNs, 'IrpCompleted', 'CloseSocket');
  } else {
    pushIfSeen(evidence, socket.closedNs, 'SocketClosed');
  }
  pushIfSeen(evidence, socket.rundownNs, 'SocketRundown');
  return evidence;
}

function pushIfSeen(evidence: Evidence[], timeNs: number, event: string, detail?: string): void {
  // Not finite is what was not seen, or happened at a time that is forgotten.
  if (Number.isFinite(timeNs)) {
    evidence.push(detail === undefined ? { timeNs, event } : { timeNs, event, detail });
  }
}

/** When the first of the events that prove something came. */
export function beginNs(evidence: readonly Evidence[]): number {
  return evidence.reduce((least, { timeNs }) => Math.min(least, timeNs), Number.MAX_VALUE);
}

/** "in Function, line 12", as far as the trace tells it; begins with a space, or is empty. */
export function inSite(site: Site): string {
  if (site.function === null) {
    return site.line === null ? '' : ` at line ${site.line}`;
  }
  return site.line === null ? ` in ${site.function}` : ` in ${site.function}, line ${site.line}`;
}

/** A socket by where it was asked for; one that a callback brought has no such place. */
export function socketName(socket: Socket): string {
  const site = inSite(socket.site);
  const category = categoryName(socket.category);
  if (site !== '') {
    return `the ${category} socket created${site}`;
  }
  const isAccepted = socket.listenerIdLow !== 0 || socket.listenerIdHigh !== 0;
  return isAccepted ? `an accepted ${category} socket` : `a ${category} socket`;
}

/** An IRP by where it was allocated, as far as the trace tells. */
export function irpName(irp: Irp): string {
  const site = inSite(irp.site);
  const made = irp.origin === IrpOrigin.Embedded ? 'initialized' : 'allocated';
  return site === '' ? 'an IRP' : `the IRP ${made}${site}`;
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A duration as people say it: 1.5 s, 20 ms. */
export function duration(ns: number): string {
  const units: readonly [number, string][] = [
    [1e9, 's'],
    [1e6, 'ms'],
    [1e3, 'µs'],
  ];
  for (const [size, unit] of units) {
    if (Math.abs(ns) >= size) {
      return `${Number((ns / size).toPrecision(3))} ${unit}`;
    }
  }
  return `${Math.round(ns)} ns`;
}
