import type { Subject } from '../findings/finding.ts';
import { Moment } from '../order/index.ts';
import { type Site, UNKNOWN_SITE } from '../site.ts';
import { Address } from './address.ts';
import type { KeptIndications } from './kept-indications.ts';
import type { Living } from './life.ts';
import { WIDE } from './wide.ts';

export type SocketOutcome = 'closed' | 'open' | 'older-than-trace';

/** Socket categories, by the values of the WSK_FLAG_…_SOCKET flags. */
export const CATEGORY_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'basic'],
  [1, 'listening'],
  [2, 'connection'],
  [4, 'datagram'],
  [8, 'stream'],
]);

/** That of a socket of which no event told it. */
export const UNKNOWN_CATEGORY = 0xffff_ffff;

/** A category’s name, null where it is not known: 0 is that of basic sockets. */
export function categoryName(category: number): string | null {
  return category === UNKNOWN_CATEGORY ? null : (CATEGORY_NAMES.get(category) ?? `category(${category})`);
}

/** A completion that asked the driver to close the socket soon; a copy, since the call may be used again. */
export interface ForcedClose {
  readonly op: number;
  readonly site: Site;
  readonly subject: Subject;
  readonly timeNs: number;
}

/** One socket, from its creation to its close, as observers see it. Used again like a Call; times likewise. */
export type Socket = Readonly<Omit<PooledSocket, 'reset' | 'local' | 'remote'>>;

/** The object behind a socket, which the recorder alone writes to. */
export class PooledSocket implements Living {
  life = 0;
  idLow = 0;
  idHigh = 0;
  pointerLow = WIDE;
  pointerHigh = WIDE;
  generation = 0;
  category = UNKNOWN_CATEGORY;
  addressFamily = 0;
  socketType = 0;
  protocol = 0;
  listenerIdLow = 0;
  listenerIdHigh = 0;
  /** Where the call was issued that created it. */
  site: Site = UNKNOWN_SITE;
  createdNs = Number.NaN;
  /** Processor and step of its creation, for the order; -1 where it was not seen. */
  createdOn = -1;
  createdStep = 0;
  /** When CloseSocket was first issued on it, and where. */
  closeIssuedNs = Number.NaN;
  readonly closeIssuedAt = new Moment();
  closeSite: Site = UNKNOWN_SITE;
  closedNs = Number.NaN;
  /** Whether the completion of its CloseSocket told so, which comes before SocketClosed as a rule. */
  isClosedByCompletion = false;
  /** Calls issued on it, and how many of them are in flight. */
  calls = 0;
  inFlight = 0;
  bytesSent = 0;
  bytesReceived = 0;
  readonly local = new Address();
  readonly remote = new Address();
  /** Indications that receive callbacks kept; null where none ever was. */
  kept: KeptIndications | null = null;
  /** When one was last kept. */
  keptNs = Number.NaN;
  /** The call on it that first completed with STATUS_FILE_FORCED_CLOSED. */
  forcedClosed: ForcedClose | null = null;
  isOlder = false;
  /** Since when it is known to exist: its beginning, or for an older one what a rundown or its first event tells. */
  sinceNs = Number.NaN;
  /** When a rundown last listed it. */
  rundownNs = Number.NaN;
  isRemembered = false;

  reset(idLow: number, idHigh: number): void {
    this.idLow = idLow;
    this.idHigh = idHigh;
    this.pointerLow = 0;
    this.pointerHigh = 0;
    this.generation = 0;
    this.category = UNKNOWN_CATEGORY;
    this.addressFamily = 0;
    this.socketType = 0;
    this.protocol = 0;
    this.listenerIdLow = 0;
    this.listenerIdHigh = 0;
    this.site = UNKNOWN_SITE;
    this.createdNs = Number.NaN;
    this.createdOn = -1;
    this.createdStep = 0;
    this.closeIssuedNs = Number.NaN;
    this.closeIssuedAt.clear();
    this.closeSite = UNKNOWN_SITE;
    this.closedNs = Number.NaN;
    this.isClosedByCompletion = false;
    this.calls = 0;
    this.inFlight = 0;
    this.bytesSent = 0;
    this.bytesReceived = 0;
    this.local.text = '';
    this.remote.text = '';
    this.kept = null;
    this.keptNs = Number.NaN;
    this.forcedClosed = null;
    this.isOlder = false;
    this.sinceNs = Number.NaN;
    this.rundownNs = Number.NaN;
  }

  get localAddress(): string {
    return this.local.text;
  }

  get remoteAddress(): string {
    return this.remote.text;
  }

  get isClosed(): boolean {
    return !Number.isNaN(this.closedNs);
  }

  get isClosing(): boolean {
    return !Number.isNaN(this.closeIssuedNs);
  }

  get outcome(): SocketOutcome {
    if (this.isClosed) {
      return 'closed';
    }
    return this.isOlder ? 'older-than-trace' : 'open';
  }
}
