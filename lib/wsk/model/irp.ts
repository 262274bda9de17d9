import { IrpOrigin } from '../events/schema.ts';
import { type Site, UNKNOWN_SITE } from '../site.ts';
import type { Call, PooledCall } from './call.ts';
import { copyOfLastCall, type LastCall } from './last-call.ts';
import type { Living } from './life.ts';
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
  #callLife = 0;
  #previousCall: PooledCall | null = null;
  #previousCallLife = 0;
  /** The latest call, once it is forgotten. */
  #lastCall: LastCall | null = null;
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
    this.#lastCall = null;
    this.reusedNs = Number.NaN;
    this.handedBackNs = Number.NaN;
    this.lastUsedNs = Number.NaN;
    this.isOlder = false;
    this.isFinished = false;
    this.sinceNs = Number.NaN;
    this.rundownNs = Number.NaN;
  }

  get call(): PooledCall | null {
    const call = this.#call;
    return call !== null && call.life === this.#callLife ? call : null;
  }

  set call(call: PooledCall | null) {
    this.#call = call;
    this.#callLife = call === null ? 0 : call.life;
  }

  get previousCall(): PooledCall | null {
    const previousCall = this.#previousCall;
    return previousCall !== null && previousCall.life === this.#previousCallLife ? previousCall : null;
  }

  set previousCall(call: PooledCall | null) {
    this.#previousCall = call;
    this.#previousCallLife = call === null ? 0 : call.life;
  }

  get lastCall(): LastCall | null {
    return this.call ?? this.previousCall ?? this.#lastCall;
  }

  /** Keeps what is to stay known of a call that is about to be forgotten. */
  keepCall(call: PooledCall): void {
    if (!this.isEnded && this.lastCall === call) {
      this.#lastCall = copyOfLastCall(call);
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
    return call?.irp === this && call.isPending && !call.isFinished ? call : null;
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
