import type { RawEvent } from '../../etl/index.ts';
import { IdTable } from '../../wsk/index.ts';
import type { SegmentEvidence } from '../calls/segment.ts';
import type { TrackedCall } from '../calls/tracker.ts';
import { type DpcRun, dpcRunAt, LOOK_BACK_NS } from '../calls/whereabouts.ts';
import type { Machine } from '../machine/machine.ts';
import { awaits } from './awaits.ts';
import { KernelNetworkEvent } from './kernel-network.ts';
import { nameEventName, Resolvers } from './name-event.ts';
import { NetworkSource, networkSourceOf } from './network-source.ts';
import { TcpipEvent, TcpKind } from './tcpip-event.ts';
import { winsockName } from './winsock-event.ts';

/** More connections than a machine has at a time. */
const MAX_CONNECTIONS = 1_000_000;
/** Events kept of one call's connection. */
const MAX_EVENTS = 20_000;

/** Something that happened to a connection. */
export interface ConnectionEvent {
  readonly timeNs: number;
  readonly kind: TcpKind;
  /** How the event is called. */
  readonly event: string;
  readonly processor: number;
  /** The DPC that it happened in; filled in once that has ended. */
  dpc: DpcRun | null;
}

/** Events that are shown beside a call, and told of where no more is known; not more of one call than anybody looks at. */
const MAX_MARKS = 1000;

/** Something that other providers told of a call's connection, or of its thread. */
export interface NetworkMark {
  readonly timeNs: number;
  readonly event: string;
  readonly processor: number;
  /** Whether it tells that data was sent again. */
  readonly isAgain: boolean;
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
  readonly marks: NetworkMark[] = [];
  /** UDP took the call's datagram from the issuing thread. */
  handedOver: ConnectionEvent | null = null;
  /** When the thread that completed the call last began to resolve a name before it did. */
  resolution: (SegmentEvidence & { readonly processor: number }) | null = null;

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
  /** Events of Kernel-Network, or of the kernel logger's network classes, that tell a connection. */
  readonly kernelNetwork: number;
  /** Events of TCPIP and of these two that are not followed, or are too short. */
  readonly passedOver: number;
  /** Events of Winsock-AFD that threads of the calls logged inside them. */
  readonly winsock: number;
  /** Events of Winsock-NameResolution and DNS-Client, whoever logged them. */
  readonly nameResolution: number;
}

/** By these something reaches the machine. */
const ARRIVAL_KINDS: ReadonlySet<TcpKind> = new Set([
  TcpKind.Received,
  TcpKind.Acknowledged,
  TcpKind.Connected,
  TcpKind.DatagramReceived,
]);

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
  readonly #kernelEvent = new KernelNetworkEvent();
  readonly #byTcb = new IdTable<Known>();
  readonly #byAddresses = new Map<string, Known>();
  /** Calls that are to come, those issued first last. */
  readonly #coming: CallConnection[];
  #underWay: CallConnection[] = [];
  #events = 0;
  #sends = false;
  #receives = false;
  #kernelNetwork = 0;
  #winsock = 0;
  readonly #resolvers = new Resolvers();
  #nameResolution = 0;
  #passedOver = 0;

  constructor(calls: readonly TrackedCall[], machine: Machine) {
    this.#machine = machine;
    this.ofCalls = calls.map((tracked) => new CallConnection(tracked));
    this.#coming = this.ofCalls.toSorted((a, b) => b.tracked.call.issuedNs - a.tracked.call.issuedNs);
  }

  get recorded(): TcpRecorded {
    return {
      events: this.#events,
      sends: this.#sends,
      receives: this.#receives,
      kernelNetwork: this.#kernelNetwork,
      passedOver: this.#passedOver,
      winsock: this.#winsock,
      nameResolution: this.#nameResolution,
    };
  }

  /**
   * Takes in an event that is none of those that tell what the machine did.
   * @returns false for one that is none of these either, nor is any other of its form
   */
  add(event: RawEvent, timeNs: number): boolean {
    switch (networkSourceOf(event)) {
      case NetworkSource.Tcpip:
        this.#addTcpip(event, timeNs);
        return true;
      case NetworkSource.Kernel:
        this.#addKernels(event, timeNs);
        return true;
      case NetworkSource.Winsock:
        this.#addWinsock(event, timeNs);
        return true;
      case NetworkSource.NameResolution:
        this.#addName(event, timeNs, false);
        return true;
      case NetworkSource.DnsClient:
        this.#addName(event, timeNs, true);
        return true;
      default:
        return false;
    }
  }

  #addTcpip(event: RawEvent, timeNs: number): void {
    const read = this.#event;
    this.#events++;
    if (!read.read(event)) {
      this.#passedOver++;
      return;
    }
    const { kind } = read;
    this.#note(kind);
    this.#begin(timeNs);
    // A datagram's endpoint is no connection.
    const isDatagram = kind === TcpKind.DatagramReceived || kind === TcpKind.DatagramSent;
    const known = isDatagram ? null : this.#know(read);
    this.#follow(event, timeNs, known);
    if (known !== null && kind === TcpKind.WindowClosed) {
      known.closedSinceNs = timeNs;
    } else if (known !== null && kind === TcpKind.WindowOpened) {
      known.closedSinceNs = Number.NaN;
    }
  }

  /** Kernel-Network tells the addresses alone: what it tells is about the calls on the connection that has them now. */
  #addKernels(event: RawEvent, timeNs: number): void {
    const read = this.#kernelEvent;
    if (!read.read(event)) {
      this.#passedOver++;
      return;
    }
    this.#kernelNetwork++;
    this.#begin(timeNs);
    for (const connection of this.#underWay) {
      const { call } = connection.tracked;
      const local = connection.local || call.localAddress;
      const remote = connection.remote || call.remoteAddress;
      if (local === read.local && (remote === read.remote || (read.isDatagram && remote === ''))) {
        const { event: name, isAgain } = read;
        addMark(connection, { timeNs, event: name, processor: event.processor, isAgain });
      }
    }
  }

  /** Winsock-AFD does not tell which of the driver's sockets it is about: what threads log inside their calls is theirs. */
  #addWinsock(event: RawEvent, timeNs: number): void {
    this.#begin(timeNs);
    const { threadId, processor } = event;
    for (const connection of this.#underWay) {
      const { call, inside } = connection.tracked;
      if (threadId === call.threadId && timeNs >= call.issuedNs && timeNs <= inside.toNs) {
        this.#winsock++;
        addMark(connection, { timeNs, event: winsockName(event), processor, isAgain: false });
      }
    }
  }

  /** Neither does the resolver tell for whom it resolves a name: what the thread logs that completes the call is the call's. */
  #addName(event: RawEvent, timeNs: number, isQuery: boolean): void {
    this.#nameResolution++;
    this.#begin(timeNs);
    const { threadId, processor } = event;
    const isBegin = this.#resolvers.begins(event, isQuery);
    for (const connection of this.#underWay) {
      const { call } = connection.tracked;
      if (threadId === call.completionThread && awaits(call) === 'resolver') {
        const told = { timeNs, event: nameEventName(event, isQuery), processor };
        addMark(connection, { ...told, isAgain: false });
        if (isBegin) {
          connection.resolution = told;
        }
      }
    }
  }

  #note(kind: TcpKind): void {
    switch (kind) {
      case TcpKind.Received:
      case TcpKind.ReceiveRequested:
      case TcpKind.DatagramReceived:
        this.#receives = true;
        break;
      case TcpKind.Sent:
      case TcpKind.Acknowledged:
      case TcpKind.SendPosted:
      case TcpKind.DatagramSent:
        this.#sends = true;
        break;
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

  /** @param known null for a datagram: that is the call's whose socket has its local address */
  #follow(event: RawEvent, timeNs: number, known: Known | null): void {
    const { kind, event: name } = this.#event;
    for (const connection of this.#underWay) {
      const { call, inside } = connection.tracked;
      const isCallers =
        known !== null &&
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
      const isHandedOver =
        kind === TcpKind.DatagramSent &&
        awaits(call) === 'send-completion' &&
        event.threadId === call.threadId &&
        timeNs <= inside.toNs &&
        isSocketsOwn(this.#event.local, call.localAddress);
      const isOurs =
        known === null ? isHandedOver || this.#event.local === call.localAddress : connection.tcb === known;
      if (isOurs) {
        const happened = { timeNs, kind, event: name, processor: event.processor, dpc: null };
        this.#keep(connection, happened);
        if (isHandedOver) {
          connection.handedOver = happened;
        }
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
    if (ARRIVAL_KINDS.has(kind)) {
      const processor = this.#machine.processor(happened.processor);
      const { ended } = processor.history;
      processor.when(timeNs, timeNs - LOOK_BACK_NS, () => {
        happened.dpc = dpcRunAt(processor, timeNs, ended);
      });
    }
  }
}

/** Whether a datagram that went out with an address is of the socket that has this one, which can stand for all addresses. */
function isSocketsOwn(sent: string, address: string): boolean {
  return sent === address || (WILDCARD.test(address) && portOf(sent) === portOf(address));
}

/** The address of a socket that is bound to all of the machine's. */
export const WILDCARD = /^(?:0\.0\.0\.0|\[::\]):/;

function portOf(address: string): string {
  return address.slice(address.lastIndexOf(':'));
}

export function proof({ timeNs, event, processor }: ConnectionEvent): SegmentEvidence {
  return { timeNs, event, processor };
}

function addMark({ marks }: CallConnection, mark: NetworkMark): void {
  if (marks.length < MAX_MARKS) {
    marks.push(mark);
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
