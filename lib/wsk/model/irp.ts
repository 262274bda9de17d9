import { IrpOrigin } from '../events/schema.ts';
import { type Site, UNKNOWN_SITE } from '../site.ts';
import type { Call, PooledCall } from './call.ts';
import { copyOfLastCall, type LastCall } from './last-call.ts';
import type { Lives, Living } from './life.ts';
import { WIDE } from './wide.ts';

export type IrpOutcome = 'freed' | 'handed-back' | 'outstanding' | 'older-than-trace';

/** One IRP, from its allocation to its end, as observers see it. Used again like a Call; times likewise. */
export type Irp = Readonly<
  Omit<PooledIrp, 'reset' | 'keepCall' | 'call' | 'previousCall' | 'pendingCall'>
> & {
  /** The latest call that it was used for, for as long as that call is remembered. */
  readonly call: Call | null;
  /** The call before that one, likewise. */
  readonly previousCall: Call | null;
  /** The call that it is in use for and that has not ended, or null. */
  readonly pendingCall: Call | null;
  /** The latest call that it was used for, of which this stays known; null where none is in the trace. */
  readonly lastCall: LastCall | null;
};

/** The object behind an IRP, which the recorder alone writes to. */
export class PooledIrp implements Living {
  readonly #calls: Lives<PooledCall>;
  life = 0;
  idLow = 0;
  idHigh = 0;
  pointerLow = WIDE;
  pointerHigh = WIDE;
  /** Which IRP it is at this address, from 1: addresses are used again at once. */
  generation = 0;
  /** One of IrpOrigin, or null where neither its allocation nor a rundown was seen. */
  origin: number | null = null;
  site: Site = UNKNOWN_SITE;
  allocatedNs = Number.NaN;
  /** Processor and step of its allocation, for the order; -1 where it was not seen. */
  allocatedOn = -1;
  allocatedStep = 0;
  freedNs = Number.NaN;
  /** Calls that it was used for. */
  uses = 0;
  #call: PooledCall | null = null;
  /** Life of its latest call, 0 for none, and the id. */
  callLife = 0;
  callIdLow = 0;
  callIdHigh = 0;
  #previousCall: PooledCall | null = null;
  previousCallLife = 0;
  previousCallIdLow = 0;
  previousCallIdHigh = 0;
  /** The latest call, once it is forgotten. */
  keptCall: LastCall | null = null;
  /** When it was last made ready for its next use. */
  reusedNs = Number.NaN;
  /** When the driver was done with it without freeing it, as with one passed down from above. */
  handedBackNs = Number.NaN;
  /** When something last happened to it. */
  lastUsedNs = Number.NaN;
  isOlder = false;
  /** Whether nothing more is expected of it. */
  isFinished = false;
  /** Since when it is known to exist: its beginning, or for an older one what a rundown or its first event tells. */
  sinceNs = Number.NaN;
  /** When a rundown last listed it. */
  rundownNs = Number.NaN;
  isRemembered = false;

  constructor(calls: Lives<PooledCall>) {
    this.#calls = calls;
  }

  reset(idLow: number, idHigh: number): void {
    this.idLow = idLow;
    this.idHigh = idHigh;
    this.pointerLow = 0;
    this.pointerHigh = 0;
    this.generation = 0;
    this.origin = null;
    this.site = UNKNOWN_SITE;
    this.allocatedNs = Number.NaN;
    this.allocatedOn = -1;
    this.allocatedStep = 0;
    this.freedNs = Number.NaN;
    this.uses = 0;
    this.call = null;
    this.previousCall = null;
    this.keptCall = null;
    this.reusedNs = Number.NaN;
    this.handedBackNs = Number.NaN;
    this.lastUsedNs = Number.NaN;
    this.isOlder = false;
    this.isFinished = false;
    this.sinceNs = Number.NaN;
    this.rundownNs = Number.NaN;
  }

  get call(): PooledCall | null {
    if (this.callLife === 0) {
      return null;
    }
    const call = this.#call;
    return call !== null && call.life === this.callLife ? call : this.#findCall();
  }

  set call(call: PooledCall | null) {
    this.#call = call;
    if (call === null) {
      this.callLife = 0;
    } else {
      this.callLife = call.life;
      this.callIdLow = call.idLow;
      this.callIdHigh = call.idHigh;
    }
  }

  get previousCall(): PooledCall | null {
    if (this.previousCallLife === 0) {
      return null;
    }
    const previousCall = this.#previousCall;
    return previousCall !== null && previousCall.life === this.previousCallLife
      ? previousCall
      : this.#findPreviousCall();
  }

  set previousCall(call: PooledCall | null) {
    this.#previousCall = call;
    if (call === null) {
      this.previousCallLife = 0;
    } else {
      this.previousCallLife = call.life;
      this.previousCallIdLow = call.idLow;
      this.previousCallIdHigh = call.idHigh;
    }
  }

  /** It was paged out and is another object by now, or is forgotten for good. */
  #findCall(): PooledCall | null {
    const call = this.#calls.ofLife(this.callIdLow, this.callIdHigh, this.callLife);
    this.callLife = call === null ? 0 : this.callLife;
    return call;
  }

  #findPreviousCall(): PooledCall | null {
    const { previousCallIdLow, previousCallIdHigh, previousCallLife } = this;
    const call = this.#calls.ofLife(previousCallIdLow, previousCallIdHigh, previousCallLife);
    this.previousCallLife = call === null ? 0 : previousCallLife;
    return call;
  }

  /** Whether its latest call is still known, as one that can be asked for. */
  get hasCall(): boolean {
    return this.callLife !== 0 && this.#calls.isAlive(this.callIdLow, this.callIdHigh, this.callLife);
  }

  get hasPreviousCall(): boolean {
    const { previousCallIdLow, previousCallIdHigh, previousCallLife } = this;
    return (
      previousCallLife !== 0 && this.#calls.isAlive(previousCallIdLow, previousCallIdHigh, previousCallLife)
    );
  }

  get lastCall(): LastCall | null {
    return this.call ?? this.previousCall ?? this.keptCall;
  }

  /** Keeps what is to stay known of a call that is about to be forgotten. */
  keepCall(call: PooledCall): void {
    if (!this.isEnded && this.lastCall === call) {
      this.keptCall = copyOfLastCall(call);
    }
  }

  get isFreed(): boolean {
    return !Number.isNaN(this.freedNs);
  }

  /** Whether the driver has no more to do with it. */
  get isEnded(): boolean {
    return this.isFreed || !Number.isNaN(this.handedBackNs);
  }

  /** Whether it came from a driver above, to which it goes back. */
  get isPassedDown(): boolean {
    return this.origin === IrpOrigin.PassedDown;
  }

  /**
   * Whether it is the driver's to free and not freed. One of unknown origin may have come from a driver above and
   * have gone back there, unless a call still has it.
   */
  get isOutstanding(): boolean {
    return !this.isEnded && !this.isPassedDown && (this.origin !== null || this.pendingCall !== null);
  }

  get pendingCall(): PooledCall | null {
    const { call } = this;
    const isInUse = call !== null && call.irpLife === this.life && call.isPending && !call.isFinished;
    return isInUse ? call : null;
  }

  get outcome(): IrpOutcome {
    if (this.isFreed) {
      return 'freed';
    }
    if (this.isEnded) {
      return 'handed-back';
    }
    return this.isOlder ? 'older-than-trace' : 'outstanding';
  }
}
