import { Operation } from '../operation.ts';
import { Moment } from '../order/index.ts';
import { type Site, UNKNOWN_SITE } from '../site.ts';
import { isFailure, Status } from '../status.ts';
import type { Irp, PooledIrp } from './irp.ts';
import type { Lives, Living } from './life.ts';
import type { PooledSocket, Socket } from './socket.ts';
import { WIDE } from './wide.ts';

/** How a call ended, as far as the trace tells. */
export type CallOutcome = 'completed' | 'failed' | 'cancelled' | 'pending' | 'older-than-trace';

/**
 * One call of a WSK function, as observers see it. The object is used again for a later call some time after this one
 * ended: who wants to keep something of it copies it. Times are nanoseconds since the trace's start, NaN for what was
 * not seen.
 */
export type Call = Readonly<Omit<PooledCall, 'reset' | 'irp' | 'socket'>> & {
  /** The IRP that it was given; null for a call without one (then its return ends it), and once that is forgotten. */
  readonly irp: Irp | null;
  /** null where the call has no socket yet, and once that is forgotten. */
  readonly socket: Socket | null;
};

/** The object behind a call, which the recorder alone writes to. */
export class PooledCall implements Living {
  readonly #irps: Lives<PooledIrp>;
  readonly #sockets: Lives<PooledSocket>;
  life = 0;
  idLow = 0;
  idHigh = 0;
  op = 0;
  #irp: PooledIrp | null = null;
  /** Life of its IRP; 0 for none. */
  irpLife = 0;
  /** Id of that IRP, which stays when the IRP object is gone. */
  irpIdLow = 0;
  irpIdHigh = 0;
  #socket: PooledSocket | null = null;
  socketLife = 0;
  socketIdLow = 0;
  socketIdHigh = 0;
  processor = 0;
  thread = 0;
  process = 0;
  site: Site = UNKNOWN_SITE;
  /** Bytes asked for. */
  length = WIDE;
  flags = WIDE;
  issuedNs = Number.NaN;
  readonly issuedAt = new Moment();
  returnedNs = Number.NaN;
  returnStatus = WIDE;
  completedNs = Number.NaN;
  completionStatus = WIDE;
  completionThread = 0;
  completionProcessor = 0;
  /** IRQL that the completion routine ran at: 2 is DISPATCH_LEVEL, where DPCs run. null where it is not told. */
  completionIrql: number | null = null;
  informationLow = WIDE;
  informationHigh = WIDE;
  /** Completed before its return, on the thread that issued it. */
  inline = false;
  /** Whether the issue was before the trace began. */
  isOlder = false;
  /** Since when it is known to exist: its beginning, or for an older one what a rundown or its first event tells. */
  sinceNs = Number.NaN;
  /** When a rundown last listed it. */
  rundownNs = Number.NaN;
  cancelRequestedNs = Number.NaN;
  /** How often a bounded wait for it ran out, and the longest such wait in milliseconds. */
  waits = 0;
  waitedMs = 0;
  /** When its IRP was freed, or used for another call, while it was not seen to have completed: whether it had not is for the order to say. */
  irpFreedNs = Number.NaN;
  irpFreedAt: Moment | null = null;
  irpReusedNs = Number.NaN;
  irpReusedAt: Moment | null = null;
  /** Whether it counts as in flight. */
  isInFlight = false;
  /** Whether it completed, by its times, before its issue, by more than clocks can be off: then it has no latency. */
  isMistimed = false;
  /** Whether nothing more is expected of it. */
  isFinished = false;
  isRemembered = false;

  constructor(irps: Lives<PooledIrp>, sockets: Lives<PooledSocket>) {
    this.#irps = irps;
    this.#sockets = sockets;
  }

  reset(idLow: number, idHigh: number): void {
    this.idLow = idLow;
    this.idHigh = idHigh;
    this.op = 0;
    this.irp = null;
    this.irpIdLow = 0;
    this.irpIdHigh = 0;
    this.socket = null;
    this.socketIdLow = 0;
    this.socketIdHigh = 0;
    this.site = UNKNOWN_SITE;
    this.length = 0;
    this.flags = 0;
    this.issuedNs = Number.NaN;
    this.issuedAt.clear();
    this.returnedNs = Number.NaN;
    this.returnStatus = 0;
    this.completedNs = Number.NaN;
    this.completionStatus = 0;
    this.informationLow = 0;
    this.informationHigh = 0;
    this.inline = false;
    this.isOlder = false;
    this.sinceNs = Number.NaN;
    this.rundownNs = Number.NaN;
    this.cancelRequestedNs = Number.NaN;
    this.waits = 0;
    this.waitedMs = 0;
    this.irpFreedNs = Number.NaN;
    this.irpFreedAt = null;
    this.irpReusedNs = Number.NaN;
    this.irpReusedAt = null;
    this.isInFlight = false;
    this.isMistimed = false;
    this.isFinished = false;
  }

  get irp(): PooledIrp | null {
    if (this.irpLife === 0) {
      return null;
    }
    const irp = this.#irp;
    return irp !== null && irp.life === this.irpLife ? irp : this.#findIrp();
  }

  set irp(irp: PooledIrp | null) {
    this.#irp = irp;
    this.irpLife = irp === null ? 0 : irp.life;
  }

  get socket(): PooledSocket | null {
    if (this.socketLife === 0) {
      return null;
    }
    const socket = this.#socket;
    return socket !== null && socket.life === this.socketLife ? socket : this.#findSocket();
  }

  set socket(socket: PooledSocket | null) {
    this.#socket = socket;
    this.socketLife = socket === null ? 0 : socket.life;
  }

  /** It was paged out and is another object by now, or is forgotten for good. */
  #findIrp(): PooledIrp | null {
    const irp = this.#irps.ofLife(this.irpIdLow, this.irpIdHigh, this.irpLife);
    this.irpLife = irp === null ? 0 : this.irpLife;
    return irp;
  }

  #findSocket(): PooledSocket | null {
    const socket = this.#sockets.ofLife(this.socketIdLow, this.socketIdHigh, this.socketLife);
    this.socketLife = socket === null ? 0 : this.socketLife;
    return socket;
  }

  get isIssued(): boolean {
    return !Number.isNaN(this.issuedNs);
  }

  get isReturned(): boolean {
    return !Number.isNaN(this.returnedNs);
  }

  get isCompleted(): boolean {
    return !Number.isNaN(this.completedNs);
  }

  get hasIrp(): boolean {
    return this.irpIdLow !== 0 || this.irpIdHigh !== 0;
  }

  /** Whether it returned an error: its IRP may be completed all the same, as the contract asks, or not at all. */
  get returnedError(): boolean {
    return this.isReturned && isFailure(this.returnStatus);
  }

  /** Whether its return ended it: with an error, after which no completion came so far. */
  get isRefused(): boolean {
    return this.hasIrp && !this.isCompleted && this.returnedError;
  }

  /** Whether the driver must still expect a completion: neither completed nor ended by an error return. */
  get isPending(): boolean {
    return this.hasIrp && !this.isCompleted && !this.returnedError;
  }

  /**
   * A time of something that the call's issue precedes: clocks are known only so well that it may stand a little before
   * the issue.
   */
  notBeforeIssue(timeNs: number): number {
    return timeNs < this.issuedNs ? this.issuedNs : timeNs;
  }

  /** Whether its times are such that a latency can be told, once it has completed. */
  get isTimed(): boolean {
    return !this.isOlder && !this.isMistimed;
  }

  get latencyNs(): number {
    return this.completedNs - this.issuedNs;
  }

  get isClose(): boolean {
    return this.op === Operation.CloseSocket;
  }

  get outcome(): CallOutcome {
    if (this.isOlder) {
      return 'older-than-trace';
    }
    const ended = this.isCompleted || !this.hasIrp ? true : this.returnedError;
    if (!ended || (!this.hasIrp && !this.isReturned)) {
      return 'pending';
    }
    const status = this.isCompleted ? this.completionStatus : this.returnStatus;
    if (status === Status.Cancelled) {
      return 'cancelled';
    }
    return isFailure(status) ? 'failed' : 'completed';
  }
}
