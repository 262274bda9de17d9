import { IrpOrigin } from '../events/schema.ts';
import type { Irp } from '../model/irp.ts';
import { categoryName, type Socket } from '../model/socket.ts';
import type { Site } from '../site.ts';

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
  const kind = category === null ? 'socket' : `${category} socket`;
  if (site !== '') {
    return `the ${kind} created${site}`;
  }
  const isAccepted = socket.listenerIdLow !== 0 || socket.listenerIdHigh !== 0;
  return isAccepted ? `an accepted ${kind}` : `a ${kind}${socket.isOlder ? ' older than the trace' : ''}`;
}

/** An IRP by where it was allocated, as far as the trace tells. */
export function irpName(irp: Irp): string {
  const site = inSite(irp.site);
  const made = irp.origin === IrpOrigin.Embedded ? 'initialized' : 'allocated';
  return site === '' ? 'an IRP' : `the IRP ${made}${site}`;
}

/** What is said of a call that the trace's last event began, or asked to cancel: no time passed that would tell anything. */
export const LAST_EVENT = 'by the last event of the trace, which can’t show whether it completes.';

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
