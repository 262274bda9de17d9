import type { SegmentEvidence } from '../calls/segment.ts';
import type { TrackedCall } from '../calls/tracker.ts';
import type { DpcRun } from '../calls/whereabouts.ts';
import type { KnownConnection } from './known-connections.ts';
import type { TcpKind } from './tcpip-event.ts';

/** Events kept of one call's connection. */
export const MAX_EVENTS = 20_000;

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

  /** It is the connection that the call is on. */
  join(known: KnownConnection): void {
    const { local, remote, closedSinceNs } = known;
    this.tcb = known;
    this.local = local;
    this.remote = remote;
    this.closedSinceNs = closedSinceNs;
  }

  addMark(mark: NetworkMark): void {
    if (this.marks.length < MAX_MARKS) {
      this.marks.push(mark);
    }
  }
}

export function proof({ timeNs, event, processor }: ConnectionEvent): SegmentEvidence {
  return { timeNs, event, processor };
}
