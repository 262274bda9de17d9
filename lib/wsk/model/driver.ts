import type { Provider } from '../../decode/index.ts';
import { IdTable } from '../id-table.ts';
import type { Site } from '../site.ts';
import { PooledCall } from './call.ts';
import { PooledIrp } from './irp.ts';
import { Registry } from './registry.ts';
import { CallRows } from './rows/call-rows.ts';
import { IrpRows } from './rows/irp-rows.ts';
import { SocketRows } from './rows/socket-rows.ts';
import { PooledSocket } from './socket.ts';
import { Walking } from './walking.ts';

/** What the driver told of its own life; times in nanoseconds since the trace's start, NaN where not seen. */
export interface DriverLife {
  registeredNs: number;
  unloadStartNs: number;
  npiReleasedNs: number;
  deregisteredNs: number;
  /** When it stopped its tracing, which it does last of all, with no call and no socket outstanding. */
  stoppedCleanNs: number;
}

/** What a driver's events tell, besides its calls and their completions: what they don't tell can't be judged. */
export interface Telling {
  readonly returns: boolean;
  /** Ids of calls; else a call is known by its IRP. */
  readonly callIds: boolean;
  /** IRPs being allocated and freed. */
  readonly irps: boolean;
  /** Sockets being created and closed. */
  readonly sockets: boolean;
}

/** What the events of this project's own schema tell. */
export const TELLS_ALL: Telling = { returns: true, callIds: true, irps: true, sockets: true };

/** The call that brought a socket: where it was issued, and which event completed it. */
export interface Creator {
  readonly site: Site;
  readonly processor: number;
  readonly step: number;
}

/** Hardly a driver has more of a kind outstanding; so many take some megabytes. */
export const DEFAULT_MOST_RESIDENT = 4096;

/** One driver between its registration with WSK and the next, with all that it has outstanding. */
export class Driver {
  readonly provider: Provider;
  /** Which load of the driver in this trace it is, from 1: its ids begin anew with each. */
  readonly load: number;
  /** How many outstanding objects of a kind are resident, about; the others are rows. */
  readonly mostResident: number;
  tells: Telling;
  readonly calls: Registry<PooledCall>;
  readonly irps: Registry<PooledIrp>;
  readonly sockets: Registry<PooledSocket>;
  /** Who asked for a socket, by its pointer, between the call's completion and SocketCreated. */
  readonly creators = new IdTable<Creator>();
  readonly life: DriverLife = {
    registeredNs: Number.NaN,
    unloadStartNs: Number.NaN,
    npiReleasedNs: Number.NaN,
    deregisteredNs: Number.NaN,
    stoppedCleanNs: Number.NaN,
  };
  /** Time of its first event. */
  firstNs = Number.NaN;
  /** Calls issued and neither completed nor ended by their return, now and at the most. */
  inFlight = 0;
  maxInFlight = 0;
  /** Steps that the driver's own tracing had to leave out. */
  untraced = 0;
  /** Completions where a call was completed before, and no issue of a call in the trace until then. */
  completionsWithoutIssue = 0;
  /** Whether it was seen to work on memory that is not its own any more. */
  isCorrupted = false;
  /** How many WskRegister of it succeeded, and how many WskDeregister returned: a driver may have several clients. */
  registrations = 0;
  deregistrations = 0;
  /** Whether a rundown told what was outstanding before the trace began. */
  hasRundown = false;

  readonly callCounts = {
    issued: 0,
    completed: 0,
    inline: 0,
    withoutIrp: 0,
    olderThanTrace: 0,
    olderCompleted: 0,
  };
  readonly irpCounts = { allocated: 0, freed: 0, passedDown: 0, olderThanTrace: 0, olderFreed: 0 };
  /** Whether it told of an embedded IRP's end: those of a driver that tells of none may have ended unseen. */
  tellsCleanUps = false;
  readonly socketCounts = { created: 0, closed: 0, olderThanTrace: 0, olderClosed: 0 };

  constructor(
    provider: Provider,
    load: number,
    tells: Telling = TELLS_ALL,
    mostResident: number = DEFAULT_MOST_RESIDENT,
  ) {
    this.provider = provider;
    this.load = load;
    this.tells = tells;
    this.mostResident = mostResident;
    const shared = { walking: new Walking(), mostResident };
    this.calls = new Registry({
      ...shared,
      make: () => new PooledCall(this.irps, this.sockets),
      rows: new CallRows(),
      beforeForgetting: (call) => call.irp?.keepCall(call),
    });
    this.irps = new Registry({ ...shared, make: () => new PooledIrp(this.calls), rows: new IrpRows() });
    this.sockets = new Registry({ ...shared, make: () => new PooledSocket(), rows: new SocketRows() });
  }

  /** What tells it from the other drivers of a trace, and from its own other loads. */
  get label(): string {
    const name = this.provider.name ?? this.provider.id;
    return this.load === 1 ? name : `${name} (load ${this.load})`;
  }

  /** Calls that were issued in the trace for sure, where it tells of no issue: their addresses were another call's before. */
  get untoldIssues(): number {
    return this.callCounts.issued === 0 ? this.completionsWithoutIssue : 0;
  }

  /** Whether it took steps that are not in the trace, so that less can be said for sure. */
  get lacksSteps(): boolean {
    return this.untraced > 0 || this.untoldIssues > 0;
  }

  get isUnloading(): boolean {
    return !Number.isNaN(this.life.unloadStartNs);
  }

  get isDeregistered(): boolean {
    return !Number.isNaN(this.life.deregisteredNs);
  }

  /** Whether it stopped its tracing with nothing left that WskDeregister would wait for. */
  get hasStoppedClean(): boolean {
    return !Number.isNaN(this.life.stoppedCleanNs);
  }

  /** Whether its unload began, and nothing shows that it went through. */
  get isStillUnloading(): boolean {
    return this.isUnloading && !this.isDeregistered && !this.hasStoppedClean;
  }

  /** Makes room where many objects are outstanding; between two events, when nobody holds one. */
  pageOut(): void {
    for (const registry of [this.calls, this.irps, this.sockets]) {
      if (registry.isCrowded) {
        registry.pageOut();
      }
    }
  }

  countOutstandingIrps(): number {
    let count = 0;
    for (const irp of this.irps.values()) {
      count += irp.isOutstanding ? 1 : 0;
    }
    return count;
  }
}
