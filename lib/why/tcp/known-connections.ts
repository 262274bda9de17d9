import { IdTable } from '../../wsk/index.ts';
import type { TcpipEvent } from './tcpip-event.ts';

/** More connections than a machine has at a time. */
const MAX_CONNECTIONS = 1_000_000;

/** A connection, as far as TCPIP has told of it. */
export interface KnownConnection {
  /** Empty until they are told. */
  local: string;
  remote: string;
  /** NaN while the peer's window is open. */
  closedSinceNs: number;
}

/** The connections that TCPIP told of, by Tcb and by their addresses. */
export class KnownConnections {
  readonly #byTcb = new IdTable<KnownConnection>();
  readonly #byAddresses = new Map<string, KnownConnection>();

  /** The connection of an event, with its addresses as far as they were told. Tcbs are used again: new addresses are a new connection. */
  of({ tcbLow, tcbHigh, local, remote }: TcpipEvent): KnownConnection {
    const before = this.#byTcb.get(tcbLow, tcbHigh);
    if (before !== undefined && (local === '' || isOf(before, local, remote))) {
      return before;
    }
    if (before !== undefined && before.local === '') {
      before.local = local;
      before.remote = remote;
      this.#byAddresses.set(keyOf(before), before);
      return before;
    }
    if (before !== undefined && this.#byAddresses.get(keyOf(before)) === before) {
      this.#byAddresses.delete(keyOf(before));
    }
    const known: KnownConnection = { local, remote, closedSinceNs: Number.NaN };
    if (this.#byTcb.size < MAX_CONNECTIONS) {
      this.#byTcb.set(tcbLow, tcbHigh, known);
      if (local !== '') {
        this.#byAddresses.set(keyOf(known), known);
      }
    }
    return known;
  }

  /** The latest one with these addresses. */
  withAddresses(local: string, remote: string): KnownConnection | undefined {
    return this.#byAddresses.get(keyOf({ local, remote }));
  }
}

function isOf(known: KnownConnection, local: string, remote: string): boolean {
  return known.local === local && known.remote === remote;
}

function keyOf({ local, remote }: { readonly local: string; readonly remote: string }): string {
  return `${local} ${remote}`;
}
