import type { RawEvent } from '../../etl/index.ts';
import { IdTable } from '../../wsk/index.ts';
import type { TrackedCall } from '../calls/tracker.ts';
import { type DpcRun, dpcRunAt, LOOK_BACK_NS } from '../calls/whereabouts.ts';
import type { Machine } from '../machine/machine.ts';
import { TcpipEvent, TcpKind } from './tcpip-event.ts';

/** More connections than a machine has at a time. */
const MAX_CONNECTIONS = 1_000_000;
/** Events kept of one call's connection. */
const MAX_EVENTS = 20_000;

/** Something that happened to a connection. */
export interface ConnectionEvent {
  readonly timeNs: number;
  readonly kind: TcpKind;
  readonly id: number;
  readonly processor: number;
  /** The DPC that it happened in; filled in once that has ended. */
  dpc: DpcRun | null;
}

/** What TCPIP told of the connection that a call was on, while the call was under way. */
export class CallConnection {
  readonly tracked: TrackedCall;
  /** The connection, by what stands for it while its Tcb is not used again; null where it is not known. */
  tcb: object | null = null;
  /** Whether events of several connections could be the call's. */
  isAmbiguous = false;
  local = '';
  remote = '';
  /** Since when the peer's window was closed as the call was issued; NaN where it was open. */
  closedSinceNs = Number.NaN;
  readonly events: ConnectionEvent[] = [];
  /** Whether some events of it are not kept. */
  isCut = false;

  constructor(tracked: TrackedCall) {
    this.tracked = tracked;
  }
}

interface Known {
  /** Empty until they are told. */
  local: string;
  remote: string;
  /** NaN while the peer's window is open. */
  closedSinceNs: number;
}

/** What of TCPIP's events was recorded at all. */
export interface TcpRecorded {
  readonly events: number;
  /** Whether the keyword of the send path was on, by which lost packets and closed windows are told, too. */
  readonly sends: boolean;
  readonly receives: boolean;
}

/** By these a thread that is inside a call tells which connection the call is on. */
const BY_CALLER: ReadonlySet<TcpKind> = new Set([
  TcpKind.SynSent,
  TcpKind.SendPosted,
  TcpKind.ReceiveRequested,
]);

/** Joins TCPIP's connections to calls, by the thread that is inside the call and by the socket's addresses, and keeps what happens to them. */
export class Connections {
  readonly ofCalls: readonly CallConnection[];
  readonly #machine: Machine;
  readonly #event = new TcpipEvent();
  readonly #byTcb = new IdTable<Known>();
  readonly #byAddresses = new Map<string, Known>();
  /** Calls that are to come, those issued first last. */
  readonly #coming: CallConnection[];
  #underWay: CallConnection[] = [];
  #events = 0;
  #sends = false;
  #receives = false;

  constructor(calls: readonly TrackedCall[], machine: Machine) {
    this.#machine = machine;
    this.ofCalls = calls.map((tracked) => new CallConnection(tracked));
    this.#coming = this.ofCalls.toSorted((a, b) => b.tracked.call.issuedNs - a.tracked.call.issuedNs);
  }

  get recorded(): TcpRecorded {
    return { events: this.#events, sends: this.#sends, receives: this.#receives };
  }

  /** Takes in an event. @returns whether it was TCPIP's */
  add(event: RawEvent, timeNs: number): boolean {
    const read = this.#event;
    if (!read.isOf(event)) {
      return false;
    }
    this.#events++;
    if (!read.read(event)) {
      return true;
    }
    const { kind } = read;
    this.#note(kind);
    this.#begin(timeNs);
    const known = this.#know(read);
    this.#follow(event, timeNs, known);
    if (kind === TcpKind.WindowClosed) {
      known.closedSinceNs = timeNs;
    } else if (kind === TcpKind.WindowOpened) {
      known.closedSinceNs = Number.NaN;
    }
    return true;
  }

  #note(kind: TcpKind): void {
    if (kind === TcpKind.Received || kind === TcpKind.ReceiveRequested) {
      this.#receives = true;
    } else if (kind === TcpKind.Sent || kind === TcpKind.Acknowledged || kind === TcpKind.SendPosted) {
      this.#sends = true;
    }
  }

  /** The connection of an event, with its addresses as far as they were told. Tcbs are used again: new addresses are a new connection. */
  #know({ tcbLow, tcbHigh, local, remote }: TcpipEvent): Known {
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
    const known: Known = { local, remote, closedSinceNs: Number.NaN };
    if (this.#byTcb.size < MAX_CONNECTIONS) {
      this.#byTcb.set(tcbLow, tcbHigh, known);
      if (local !== '') {
        this.#byAddresses.set(keyOf(known), known);
      }
    }
    return known;
  }

  /** Calls that were issued by now are under way; those that have completed are not any more. */
  #begin(timeNs: number): void {
    for (
      let next = this.#coming.at(-1);
      next !== undefined && next.tracked.call.issuedNs <= timeNs;
      next = this.#coming.at(-1)
    ) {
      this.#coming.pop();
      const { localAddress, remoteAddress } = next.tracked.call;
      const known = this.#byAddresses.get(keyOf({ local: localAddress, remote: remoteAddress }));
      if (known !== undefined) {
        join(next, known);
      }
      this.#underWay.push(next);
    }
    if (this.#underWay.some(({ tracked }) => tracked.call.completedNs < timeNs)) {
      this.#underWay = this.#underWay.filter(({ tracked }) => tracked.call.completedNs >= timeNs);
    }
  }

  #follow(event: RawEvent, timeNs: number, known: Known): void {
    const { kind, id } = this.#event;
    for (const connection of this.#underWay) {
      const { call, inside } = connection.tracked;
      const isCallers =
        BY_CALLER.has(kind) &&
        event.threadId === call.threadId &&
        timeNs >= call.issuedNs &&
        timeNs <= inside.toNs;
      if (isCallers && connection.tcb !== known) {
        if (connection.tcb === null) {
          join(connection, known);
        } else {
          connection.isAmbiguous = true;
        }
      }
      if (connection.tcb === known) {
        this.#keep(connection, { timeNs, kind, id, processor: event.processor, dpc: null });
      }
    }
  }

  #keep(connection: CallConnection, happened: ConnectionEvent): void {
    if (connection.events.length >= MAX_EVENTS) {
      connection.isCut = true;
      return;
    }
    connection.events.push(happened);
    const { kind, timeNs } = happened;
    if (kind === TcpKind.Received || kind === TcpKind.Acknowledged || kind === TcpKind.Connected) {
      const processor = this.#machine.processor(happened.processor);
      const { ended } = processor.history;
      processor.when(timeNs, timeNs - LOOK_BACK_NS, () => {
        happened.dpc = dpcRunAt(processor, timeNs, ended);
      });
    }
  }
}

function join(connection: CallConnection, known: Known): void {
  const { local, remote, closedSinceNs } = known;
  connection.tcb = known;
  connection.local = local;
  connection.remote = remote;
  connection.closedSinceNs = closedSinceNs;
}

function isOf(known: Known, local: string, remote: string): boolean {
  return known.local === local && known.remote === remote;
}

function keyOf({ local, remote }: { readonly local: string; readonly remote: string }): string {
  return `${local} ${remote}`;
}
