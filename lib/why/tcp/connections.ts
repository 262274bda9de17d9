import type { RawEvent } from '../../etl/index.ts';
import type { TrackedCall } from '../calls/tracker.ts';
import { dpcRunAt, LOOK_BACK_NS } from '../calls/whereabouts.ts';
import type { Machine } from '../machine/machine.ts';
import { awaits } from './awaits.ts';
import { CallConnection, type ConnectionEvent, MAX_EVENTS } from './call-connection.ts';
import { CallsUnderWay } from './calls-under-way.ts';
import { KernelNetworkEvent } from './kernel-network.ts';
import { type KnownConnection, KnownConnections } from './known-connections.ts';
import { nameEventName, Resolvers } from './name-event.ts';
import { NetworkSource, networkSourceOf } from './network-source.ts';
import { TcpipEvent, TcpKind } from './tcpip-event.ts';
import { winsockName } from './winsock-event.ts';

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
  readonly #known = new KnownConnections();
  readonly #calls: CallsUnderWay;
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
    this.#calls = new CallsUnderWay(this.ofCalls, (connection) => this.#joinByAddresses(connection));
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
    // Before the event tells of other addresses: calls that begin are on the connection that has theirs now.
    const calls = this.#calls.at(timeNs);
    // A datagram's endpoint is no connection.
    const isDatagram = kind === TcpKind.DatagramReceived || kind === TcpKind.DatagramSent;
    const known = isDatagram ? null : this.#known.of(read);
    this.#follow(calls, event, timeNs, known);
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
    for (const connection of this.#calls.at(timeNs)) {
      const { call } = connection.tracked;
      const local = connection.local || call.localAddress;
      const remote = connection.remote || call.remoteAddress;
      if (local === read.local && (remote === read.remote || (read.isDatagram && remote === ''))) {
        const { event: name, isAgain } = read;
        connection.addMark({ timeNs, event: name, processor: event.processor, isAgain });
      }
    }
  }

  /** Winsock-AFD does not tell which of the driver's sockets it is about: what threads log inside their calls is theirs. */
  #addWinsock(event: RawEvent, timeNs: number): void {
    const { threadId, processor } = event;
    for (const connection of this.#calls.at(timeNs)) {
      const { call, inside } = connection.tracked;
      if (threadId === call.threadId && timeNs >= call.issuedNs && timeNs <= inside.toNs) {
        this.#winsock++;
        connection.addMark({ timeNs, event: winsockName(event), processor, isAgain: false });
      }
    }
  }

  /** Neither does the resolver tell for whom it resolves a name: what the thread logs that completes the call is the call's. */
  #addName(event: RawEvent, timeNs: number, isQuery: boolean): void {
    this.#nameResolution++;
    const { threadId, processor } = event;
    const isBegin = this.#resolvers.begins(event, isQuery);
    for (const connection of this.#calls.at(timeNs)) {
      const { call } = connection.tracked;
      if (threadId === call.completionThread && awaits(call) === 'resolver') {
        const told = { timeNs, event: nameEventName(event, isQuery), processor };
        connection.addMark({ ...told, isAgain: false });
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

  /** A call on a connection that is known already, by the addresses of its socket. */
  #joinByAddresses(connection: CallConnection): void {
    const { localAddress, remoteAddress } = connection.tracked.call;
    const known = this.#known.withAddresses(localAddress, remoteAddress);
    if (known !== undefined) {
      connection.join(known);
    }
  }

  /** @param known null for a datagram: that is the call's whose socket has its local address */
  #follow(
    calls: readonly CallConnection[],
    event: RawEvent,
    timeNs: number,
    known: KnownConnection | null,
  ): void {
    const { kind, event: name } = this.#event;
    for (const connection of calls) {
      const { call, inside } = connection.tracked;
      const isCallers =
        known !== null &&
        BY_CALLER.has(kind) &&
        event.threadId === call.threadId &&
        timeNs >= call.issuedNs &&
        timeNs <= inside.toNs;
      if (isCallers && connection.tcb !== known) {
        if (connection.tcb === null) {
          connection.join(known);
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
