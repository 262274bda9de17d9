import type { Row } from '../events/row.ts';
import { IrpOrigin, Slot } from '../events/schema.ts';
import { IdSet } from '../id-set.ts';
import type { PooledCall as Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import { PooledIrp as Irp } from '../model/irp.ts';
import type { Hooks } from '../observer.ts';
import { Cause, type Order } from '../order/index.ts';
import { ObjectKeys } from './object-keys.ts';
import { Recorded } from './recorded.ts';

/** The life of IRPs: allocated, reused, cancelled, freed. */
export class IrpRecorder {
  readonly #driver: Driver;
  readonly #hooks: Hooks;
  readonly #order: Order;
  readonly #keys: ObjectKeys<Irp>;
  /** Those that are part of a larger structure: their clean-up may come again. */
  readonly #embedded = new IdSet();
  /** Those that ended without a free, as one that goes back to a driver above. */
  readonly #unfreed = new IdSet();

  constructor(driver: Driver, hooks: Hooks, order: Order) {
    this.#driver = driver;
    this.#hooks = hooks;
    this.#order = order;
    this.#keys = new ObjectKeys(driver.irps, Slot.IrpId, [Slot.Irp]);
  }

  /**
   * The IRP that an event is about; made known as older than the trace where it is unknown. null for none, undefined
   * where the event waits for its allocation.
   */
  of(row: Row): Irp | null | undefined {
    const known = this.#keys.lookUp(row);
    if (known !== undefined) {
      return known;
    }
    const waits = this.#driver.tells.irps && this.#keys.waits(row, Cause.IrpAllocated, this.#order);
    return waits ? undefined : this.#addOlder(row);
  }

  /** The IRP that a call is given. At the address of one that ended it is another: its allocation was not told. */
  inUse(row: Row): Irp | null | undefined {
    const irp = this.of(row);
    const isAnother = irp?.isEnded && !this.#keys.isById(row);
    return isAnother ? this.#addOlder(row) : irp;
  }

  allocated(row: Row): Recorded {
    const { irpCounts } = this.#driver;
    const before = this.#keys.find(row);
    const wasSeen =
      before === undefined ? this.#keys.wasSeen(row) : !before.isOlder && this.#keys.isById(row);
    if (wasSeen && this.#order.waitForNextLoad()) {
      return Recorded.Waits;
    }
    if (before?.isOlder && !before.isEnded && this.#keys.isById(row)) {
      // A rundown on another processor told of it first: it is not older, after all.
      irpCounts.olderThanTrace--;
      before.isOlder = false;
      this.#begin(before, row);
      return Recorded.Taken;
    }
    if (before !== undefined && !before.isEnded) {
      // The same id again without a free between: its end is not in the trace.
      this.#end(before);
    }
    this.#begin(this.#keys.add(row), row);
    return Recorded.Taken;
  }

  #begin(irp: Irp, row: Row): void {
    const { timeNs } = row;
    const { irpCounts } = this.#driver;
    this.#describe(irp, row);
    irp.allocatedNs = timeNs;
    irp.allocatedOn = this.#order.now.processor;
    irp.allocatedStep = this.#order.now.step;
    irp.sinceNs = timeNs;
    irp.lastUsedNs = timeNs;
    if (irp.isPassedDown) {
      irpCounts.passedDown++;
    } else {
      irpCounts.allocated++;
    }
    this.#hooks.irpAllocated(irp, this.#driver);
  }

  reused(row: Row): Recorded {
    const { timeNs } = row;
    const irp = this.of(row);
    if (irp === undefined) {
      return Recorded.Waits;
    }
    if (irp !== null) {
      this.#order.comesAfter(irp.allocatedOn, irp.allocatedStep);
      // Nobody reuses another driver's IRP: this one is its own, whatever else is not known of it.
      irp.origin ??= IrpOrigin.Allocated;
      this.useAgain(irp, timeNs, null);
      irp.reusedNs = timeNs;
    }
    return Recorded.Taken;
  }

  /** Tells that an IRP begins a new use, for a call where that is known, while, perhaps, its last one has not ended. */
  useAgain(irp: Irp, timeNs: number, next: Call | null): void {
    const pending = irp.pendingCall;
    if (pending !== null) {
      pending.irpReusedNs = timeNs;
      pending.irpReusedAt ??= this.#order.now.copy();
    }
    this.#hooks.irpReused(irp, pending, timeNs, this.#driver, next);
    irp.previousCall = irp.call ?? irp.previousCall;
    irp.call = null;
    irp.lastUsedNs = timeNs;
  }

  /** Tells that a call ended: an IRP passed down from above goes back there with it. */
  callEnded(call: Call): void {
    const { irp } = call;
    if (irp === null || irp.call !== call) {
      return;
    }
    if (irp.isPassedDown && !irp.isEnded) {
      irp.handedBackNs = irp.lastUsedNs;
      this.#end(irp);
    } else if (irp.isFreed) {
      this.#end(irp);
    }
  }

  /** A stand-in for an IRP that was freed so long ago that its id alone is remembered; null for none. */
  #forgotten(row: Row): Irp | null {
    if (!this.#keys.wasSeen(row)) {
      return null;
    }
    const irp = new Irp(this.#driver.calls);
    irp.reset(row.low(Slot.IrpId), row.high(Slot.IrpId));
    const { idLow, idHigh } = irp;
    irp.freedNs = this.#unfreed.has(idLow, idHigh) ? Number.NaN : Number.NEGATIVE_INFINITY;
    irp.handedBackNs = Number.NEGATIVE_INFINITY;
    irp.origin = this.#embedded.has(idLow, idHigh) ? IrpOrigin.Embedded : null;
    return irp;
  }

  cancelRequested(row: Row): Recorded {
    const { timeNs } = row;
    const irp = this.of(row);
    if (irp === undefined) {
      return Recorded.Waits;
    }
    if (irp === null) {
      return Recorded.Taken;
    }
    this.#order.comesAfter(irp.allocatedOn, irp.allocatedStep);
    const call = irp.pendingCall;
    if (call !== null) {
      call.cancelRequestedNs = timeNs;
    }
    this.#hooks.cancelRequested(irp, call, timeNs, this.#driver);
    return Recorded.Taken;
  }

  freed(row: Row): Recorded {
    const { timeNs } = row;
    const { irpCounts } = this.#driver;
    const known = this.of(row);
    if (known === undefined) {
      return Recorded.Waits;
    }
    const irp = known ?? this.#forgotten(row);
    if (irp === null) {
      return Recorded.Taken;
    }
    if (irp.isFreed) {
      if (this.#order.waitForNextLoad()) {
        return Recorded.Waits;
      }
      if (irp.origin === IrpOrigin.Embedded) {
        // Nothing is given back: IoCleanupIrp may run again, as where a structure is torn down in steps.
        return Recorded.Taken;
      }
      this.#hooks.irpFreedAgain(irp, timeNs, this.#driver);
      return Recorded.Taken;
    }
    this.#order.comesAfter(irp.allocatedOn, irp.allocatedStep);
    if (irp.isPassedDown && this.#driver.tells.irps) {
      this.#takeAsOwn(irp);
    }
    const pending = irp.pendingCall;
    if (pending !== null) {
      pending.irpFreedNs = timeNs;
      pending.irpFreedAt = this.#order.now.copy();
    }
    // Without a line it is the tracing that found the address handed out anew.
    this.#driver.tellsCleanUps ||= irp.origin === IrpOrigin.Embedded && row.low(Slot.Line) !== 0;
    const wasHandedBack = irp.isEnded;
    irp.freedNs = timeNs;
    if (irp.isOlder) {
      irpCounts.olderFreed++;
    } else {
      irpCounts.freed++;
    }
    this.#hooks.irpFreed(irp, pending, this.#driver);
    // While its call is not seen to have ended, what the IRP was is still asked for.
    if (!wasHandedBack && pending === null) {
      this.#end(irp);
    }
    return Recorded.Taken;
  }

  /** Nobody frees another driver's IRP: this one is the driver's own, and its allocation is not traced. */
  #takeAsOwn(irp: Irp): void {
    const { irpCounts } = this.#driver;
    irp.origin = IrpOrigin.Allocated;
    irpCounts.passedDown--;
    irpCounts.allocated++;
    this.#hooks.irpTakenAsOwn(irp, this.#driver);
  }

  rundown(row: Row): void {
    const { timeNs } = row;
    const irp = this.of(row);
    if (irp === null || irp === undefined) {
      return;
    }
    if (irp.isOlder && Number.isNaN(irp.rundownNs)) {
      this.#describe(irp, row);
      irp.sinceNs = timeNs - row.number(Slot.AgeMs) * 1e6;
    }
    irp.rundownNs = timeNs;
  }

  #end(irp: Irp): void {
    if (irp.isFinished) {
      return;
    }
    irp.isFinished = true;
    if (!irp.isFreed) {
      this.#unfreed.add(irp.idLow, irp.idHigh);
    }
    this.#hooks.irpEnded(irp, this.#driver);
    this.#driver.irps.end(irp);
  }

  #addOlder(row: Row): Irp {
    const { timeNs } = row;
    const irp = this.#keys.add(row);
    irp.pointerLow = row.low(Slot.Irp);
    irp.pointerHigh = row.high(Slot.Irp);
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

  #describe(irp: Irp, row: Row): void {
    irp.pointerLow = row.low(Slot.Irp);
    irp.pointerHigh = row.high(Slot.Irp);
    irp.origin = row.low(Slot.Origin);
    if (irp.origin === IrpOrigin.Embedded) {
      this.#embedded.add(irp.idLow, irp.idHigh);
    }
    irp.site = row.site;
  }
}
