import type { RawEvent } from '../../etl/index.ts';
import type { BoundEvent } from '../events/bound-event.ts';
import { IrpOrigin, Slot } from '../events/schema.ts';
import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import { Irp } from '../model/irp.ts';
import type { Hooks } from '../observer.ts';
import { ObjectKeys } from './object-keys.ts';
import { siteOf } from './site-of.ts';

/** The life of IRPs: allocated, reused, cancelled, freed. */
export class IrpRecorder {
  readonly #driver: Driver;
  readonly #hooks: Hooks;
  readonly #keys: ObjectKeys<Irp>;

  constructor(driver: Driver, hooks: Hooks) {
    this.#driver = driver;
    this.#hooks = hooks;
    this.#keys = new ObjectKeys(driver.irps, Slot.IrpId, [Slot.Irp]);
  }

  /** The IRP that an event is about; made known as older than the trace where it is unknown. null for none. */
  of(bound: BoundEvent, event: RawEvent, timeNs: number): Irp | null {
    const known = this.#keys.lookUp(bound, event);
    return known === undefined ? this.#addOlder(bound, event, timeNs) : known;
  }

  /** The IRP that a call is given. At the address of one that ended it is another: its allocation was not told. */
  inUse(bound: BoundEvent, event: RawEvent, timeNs: number): Irp | null {
    const irp = this.of(bound, event, timeNs);
    const isAnother = irp?.isEnded && !this.#keys.isById(bound);
    return isAnother ? this.#addOlder(bound, event, timeNs) : irp;
  }

  allocated(bound: BoundEvent, event: RawEvent, timeNs: number): void {
    const { irpCounts } = this.#driver;
    const before = this.#keys.find(bound, event);
    if (before?.isOlder && !before.isEnded && this.#keys.isById(bound)) {
      // A rundown on another processor told of it first: it is not older, after all.
      irpCounts.olderThanTrace--;
      before.isOlder = false;
      this.#begin(before, bound, event, timeNs);
      return;
    }
    if (before !== undefined && !before.isEnded) {
      // The same id again without a free between: its end is not in the trace.
      this.#end(before);
    }
    this.#begin(this.#keys.add(bound, event), bound, event, timeNs);
  }

  #begin(irp: Irp, bound: BoundEvent, event: RawEvent, timeNs: number): void {
    const { irpCounts } = this.#driver;
    this.#describe(irp, bound, event);
    irp.allocatedNs = timeNs;
    irp.sinceNs = timeNs;
    irp.lastUsedNs = timeNs;
    if (irp.isPassedDown) {
      irpCounts.passedDown++;
    } else {
      irpCounts.allocated++;
    }
    for (const hook of this.#hooks.irpAllocated) {
      hook(irp, this.#driver);
    }
  }

  reused(bound: BoundEvent, event: RawEvent, timeNs: number): void {
    const irp = this.of(bound, event, timeNs);
    if (irp !== null) {
      // Nobody reuses another driver's IRP: this one is its own, whatever else is not known of it.
      irp.origin ??= IrpOrigin.Allocated;
      this.useAgain(irp, timeNs);
    }
  }

  /** Tells that an IRP begins a new use while, perhaps, its last one has not ended. */
  useAgain(irp: Irp, timeNs: number): void {
    const pending = irp.pendingCall;
    if (pending !== null) {
      pending.irpReusedNs = timeNs;
    }
    for (const hook of this.#hooks.irpReused) {
      hook(irp, pending, timeNs, this.#driver);
    }
    irp.previousCall = irp.call ?? irp.previousCall;
    irp.call = null;
    irp.lastUsedNs = timeNs;
  }

  /** Tells that a call ended: an IRP passed down from above goes back there with it. */
  callEnded(call: Call): void {
    const { irp } = call;
    if (irp !== null && irp.call === call && irp.isPassedDown && !irp.isEnded) {
      irp.handedBackNs = irp.lastUsedNs;
      this.#end(irp);
    }
  }

  /** A stand-in for an IRP that was freed so long ago that its id alone is remembered; null for none. */
  #forgotten(bound: BoundEvent, event: RawEvent): Irp | null {
    if (!this.#keys.wasSeen(bound, event)) {
      return null;
    }
    const irp = new Irp();
    irp.reset(bound.low(event, Slot.IrpId), bound.high(event, Slot.IrpId));
    irp.freedNs = Number.NEGATIVE_INFINITY;
    return irp;
  }

  cancelRequested(bound: BoundEvent, event: RawEvent, timeNs: number): void {
    const irp = this.of(bound, event, timeNs);
    if (irp === null) {
      return;
    }
    const call = irp.pendingCall;
    if (call !== null) {
      call.cancelRequestedNs = timeNs;
    }
    for (const hook of this.#hooks.cancelRequested) {
      hook(irp, call, timeNs, this.#driver);
    }
  }

  freed(bound: BoundEvent, event: RawEvent, timeNs: number): void {
    const irp = this.of(bound, event, timeNs) ?? this.#forgotten(bound, event);
    if (irp === null) {
      return;
    }
    if (irp.isFreed) {
      for (const hook of this.#hooks.irpFreedAgain) {
        hook(irp, timeNs, this.#driver);
      }
      return;
    }
    const pending = irp.pendingCall;
    if (pending !== null) {
      pending.irpFreedNs = timeNs;
    }
    const wasHandedBack = irp.isEnded;
    irp.freedNs = timeNs;
    this.#driver.irpCounts.freed += irp.isOlder ? 0 : 1;
    for (const hook of this.#hooks.irpFreed) {
      hook(irp, pending, this.#driver);
    }
    if (!wasHandedBack) {
      this.#end(irp);
    }
  }

  rundown(bound: BoundEvent, event: RawEvent, timeNs: number): void {
    const irp = this.of(bound, event, timeNs);
    if (irp === null) {
      return;
    }
    if (irp.isOlder && Number.isNaN(irp.rundownNs)) {
      this.#describe(irp, bound, event);
      irp.sinceNs = timeNs - bound.number(event, Slot.AgeMs) * 1e6;
    }
    irp.rundownNs = timeNs;
  }

  #end(irp: Irp): void {
    for (const hook of this.#hooks.irpEnded) {
      hook(irp, this.#driver);
    }
    this.#driver.irps.end(irp);
  }

  #addOlder(bound: BoundEvent, event: RawEvent, timeNs: number): Irp {
    const irp = this.#keys.add(bound, event);
    irp.pointerLow = bound.low(event, Slot.Irp);
    irp.pointerHigh = bound.high(event, Slot.Irp);
    irp.sinceNs = timeNs;
    irp.lastUsedNs = timeNs;
    if (this.#driver.tells.irps) {
      irp.isOlder = true;
      this.#driver.irpCounts.olderThanTrace++;
    } else {
      // A driver that does not tell where its IRPs come from is taken to have them from above.
      irp.origin = IrpOrigin.PassedDown;
      this.#driver.irpCounts.passedDown++;
    }
    return irp;
  }

  #describe(irp: Irp, bound: BoundEvent, event: RawEvent): void {
    irp.pointerLow = bound.low(event, Slot.Irp);
    irp.pointerHigh = bound.high(event, Slot.Irp);
    irp.origin = bound.low(event, Slot.Origin);
    irp.site = siteOf(this.#driver, bound, event);
  }
}
