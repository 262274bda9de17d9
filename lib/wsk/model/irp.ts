import { IrpOrigin } from '../events/schema.ts';
import { type Site, UNKNOWN_SITE } from '../site.ts';
import type { Call } from './call.ts';
import { WIDE } from './wide.ts';

export type IrpOutcome = 'freed' | 'handed-back' | 'outstanding' | 'older-than-trace';

/** One IRP, from its allocation to its end. Used again like a Call; times likewise. */
export class Irp {
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
  freedNs = Number.NaN;
  /** Calls that it was used for. */
  uses = 0;
  /** The latest call that it was used for, for as long as that call is remembered. */
  call: Call | null = null;
  /** The call before that one, likewise. */
  previousCall: Call | null = null;
  /** Whether a completion on it was seen that belonged to another call: later ones may be out of step, too. */
  isOutOfStep = false;
  /** When the driver was done with it without freeing it, as with one passed down from above. */
  handedBackNs = Number.NaN;
  /** When something last happened to it. */
  lastUsedNs = Number.NaN;
  isOlder = false;
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
    this.freedNs = Number.NaN;
    this.uses = 0;
    this.call = null;
    this.previousCall = null;
    this.isOutOfStep = false;
    this.handedBackNs = Number.NaN;
    this.lastUsedNs = Number.NaN;
    this.isOlder = false;
    this.sinceNs = Number.NaN;
    this.rundownNs = Number.NaN;
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

  /** The call that it is in use for and that has not ended, or null. */
  get pendingCall(): Call | null {
    const { call } = this;
    const isOurs = call !== null && call.irp === this;
    return isOurs && call.isPending && !call.isFinished ? call : null;
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
