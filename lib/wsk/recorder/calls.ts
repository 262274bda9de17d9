import type { BoundEvent } from '../events/bound-event.ts';
import { Slot } from '../events/schema.ts';
import { IdSet } from '../id-set.ts';
import type { PooledCall as Call, Call as CallView } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import type { Hooks } from '../observer.ts';
import { createsSocket, isReceive, isSend, Operation } from '../operation.ts';
import { isFailure, Status } from '../status.ts';
import { callSubject } from '../subject.ts';
import type { IrpRecorder } from './irps.ts';
import { ObjectKeys } from './object-keys.ts';
import { siteOf } from './site-of.ts';
import type { SocketRecorder } from './sockets.ts';

/** How many calls may lack nothing but their return before those whose return was lost are looked for. */
const SWEEP_AT = 65_536;
/** A call that completed this long ago and has not returned will not: its return was lost. */
const RETURN_LOST_NS = 60e9;

/** The life of calls: issued, returned, completed, the last two in either order. */
export class CallRecorder {
  readonly #driver: Driver;
  readonly #hooks: Hooks;
  readonly #irps: IrpRecorder;
  readonly #sockets: SocketRecorder;
  readonly #keys: ObjectKeys<Call>;
  #sweepAt = SWEEP_AT;
  /** Calls that ended without a completion, by an error return as a rule: theirs may still come. */
  readonly #uncompleted = new IdSet();

  constructor(driver: Driver, hooks: Hooks, irps: IrpRecorder, sockets: SocketRecorder) {
    this.#driver = driver;
    this.#hooks = hooks;
    this.#irps = irps;
    this.#sockets = sockets;
    // A driver without call ids has one call an IRP: the IRP stands for it.
    this.#keys = new ObjectKeys(driver.calls, Slot.CallId, [Slot.IrpId, Slot.Irp]);
  }

  /** Takes an issue; false where its id belongs to a later load of the driver, whose ids begin anew. */
  issued(bound: BoundEvent): boolean {
    const { timeNs } = bound;
    const { calls, callCounts, tells } = this.#driver;
    const before = this.#keys.find(bound);
    const isById = this.#keys.isById(bound);
    if (before !== undefined && isById) {
      return this.#issuedAgain(before, bound);
    }
    if (before === undefined && this.#keys.wasSeen(bound)) {
      return false;
    }
    if (!isById && tells.callIds) {
      this.#driver.tells = { ...tells, callIds: false };
    }
    if (before !== undefined && !before.isFinished && (before.isCompleted || !tells.irps)) {
      // Calls are told apart by their IRP's address. An IRP that the driver does not tell of may be another there.
      this.#finish(before, timeNs);
    }
    if (calls.outstanding >= this.#sweepAt) {
      this.#sweep(timeNs);
    }
    const call = this.#keys.add(bound);
    this.#describe(call, bound);
    call.issuedNs = timeNs;
    call.sinceNs = timeNs;
    callCounts.issued++;
    this.#enter(call, bound, timeNs);
    for (const hook of this.#hooks.callIssued) {
      hook(call, this.#driver);
    }
    return true;
  }

  returned(bound: BoundEvent): void {
    const { timeNs } = bound;
    const call = this.#find(bound);
    if (call === null || call.isReturned || this.#isOfAnother(call, bound)) {
      return;
    }
    call.returnedNs = timeNs;
    call.returnStatus = bound.low(Slot.Status);
    if (call.returnedError) {
      this.#leave(call, timeNs);
    }
    for (const hook of this.#hooks.callReturned) {
      hook(call, this.#driver);
    }
    if (!call.hasIrp && !call.isOlder) {
      this.#endWithoutIrp(call);
    }
    const isOver = call.isCompleted || !call.hasIrp || (call.isOlder && call.returnStatus !== Status.Pending);
    if (isOver) {
      this.#finish(call, timeNs);
    }
  }

  completed(bound: BoundEvent): void {
    const { timeNs } = bound;
    const call = this.#find(bound);
    if (call === null || call.isCompleted) {
      const isFirst = call === null && this.#uncompleted.has(bound.low(Slot.CallId), bound.high(Slot.CallId));
      if (!isFirst) {
        this.#completedAgain(call, bound);
      }
      return;
    }
    call.completedNs = timeNs;
    call.completionStatus = bound.low(Slot.Status);
    call.completionThread = bound.thread;
    call.completionProcessor = bound.processor;
    call.completionIrql = bound.has(Slot.Irql) ? bound.low(Slot.Irql) : null;
    this.#readInformation(call, bound);
    if (!call.isOlder) {
      this.#driver.callCounts.completed++;
      const { returns } = this.#driver.tells;
      call.inline = returns && !call.isReturned && call.thread === call.completionThread;
      this.#driver.callCounts.inline += call.inline ? 1 : 0;
    }
    this.#leave(call, timeNs);
    const { irp } = call;
    if (irp !== null) {
      irp.lastUsedNs = timeNs;
    }
    this.#applyResult(call, timeNs);
    for (const hook of this.#hooks.callCompleted) {
      hook(call, this.#driver);
    }
    if (bound.has(Slot.RoutineResult)) {
      this.#tellRoutineResult(call, bound.low(Slot.RoutineResult), timeNs);
    }
    if (call.isReturned || call.isOlder || !this.#driver.tells.returns) {
      this.#finish(call, timeNs);
    }
  }

  /** What the completion routine returned, known only after it ran: the call, and its IRP, may have ended by then. */
  routineReturned(bound: BoundEvent): void {
    const { timeNs } = bound;
    const call = this.#driver.calls.get(bound.low(Slot.CallId), bound.high(Slot.CallId));
    if (call !== undefined) {
      this.#tellRoutineResult(call, bound.low(Slot.RoutineResult), timeNs);
    }
  }

  stillPending(bound: BoundEvent): void {
    const call = this.#driver.calls.get(bound.low(Slot.CallId), bound.high(Slot.CallId));
    if (call !== undefined) {
      call.waits++;
      call.waitedMs = Math.max(call.waitedMs, bound.low(Slot.ElapsedMs));
    }
  }

  rundown(bound: BoundEvent): void {
    const { timeNs } = bound;
    const known = this.#keys.find(bound);
    if (known !== undefined) {
      known.rundownNs = timeNs;
    } else if (!this.#keys.wasSeen(bound)) {
      const call = this.#addOlder(bound);
      this.#describe(call, bound);
      call.sinceNs = timeNs - bound.number(Slot.AgeMs) * 1e6;
      call.rundownNs = timeNs;
      this.#enter(call, bound, timeNs);
    }
  }

  /**
   * Where a call is known by its IRP, an inline completion may have given the IRP to another call before the return of
   * this one: a call returns on the thread that issued it.
   */
  #isOfAnother(call: Call, bound: BoundEvent): boolean {
    return !this.#keys.isById(bound) && !call.isOlder && call.thread !== bound.thread;
  }

  /** The call that an event is about, made known as older where it is unknown; null where it is forgotten. */
  #find(bound: BoundEvent): Call | null {
    const { timeNs } = bound;
    const known = this.#keys.find(bound);
    if (known !== undefined) {
      return known;
    }
    if (this.#keys.wasSeen(bound)) {
      return null;
    }
    const call = this.#addOlder(bound);
    call.op = bound.low(Slot.Op);
    call.sinceNs = timeNs;
    call.irpIdLow = bound.low(Slot.IrpId);
    call.irpIdHigh = bound.high(Slot.IrpId);
    if (bound.has(Slot.IrpId)) {
      call.irp = this.#irps.of(bound);
    }
    return call;
  }

  /** A driver that does not tell how many bytes were moved is taken to have moved all that was asked for. */
  #readInformation(call: Call, bound: BoundEvent): void {
    if (bound.has(Slot.Information)) {
      call.informationLow = bound.low(Slot.Information);
      call.informationHigh = bound.high(Slot.Information);
    } else if (!isFailure(call.completionStatus)) {
      call.informationLow = call.length >>> 0;
      call.informationHigh = Math.floor(call.length / 0x1_0000_0000);
    }
  }

  #addOlder(bound: BoundEvent): Call {
    const call = this.#keys.add(bound);
    call.isOlder = true;
    this.#driver.callCounts.olderThanTrace++;
    return call;
  }

  #describe(call: Call, bound: BoundEvent): void {
    call.op = bound.low(Slot.Op);
    call.irp = this.#irps.inUse(bound);
    call.irpIdLow = call.irp?.idLow ?? bound.low(Slot.IrpId);
    call.irpIdHigh = call.irp?.idHigh ?? bound.high(Slot.IrpId);
    call.socket = this.#sockets.inUse(bound);
    call.socketIdLow = call.socket?.idLow ?? bound.low(Slot.SocketId);
    call.socketIdHigh = call.socket?.idHigh ?? bound.high(Slot.SocketId);
    call.length = bound.number(Slot.Length);
    call.flags = bound.low(Slot.Flags);
    call.site = siteOf(this.#driver, bound);
    call.processor = bound.processor;
    call.thread = bound.thread;
    call.process = bound.process;
  }

  /** Takes the call into its IRP's and its socket's story, and into the count of those in flight. */
  #enter(call: Call, bound: BoundEvent, timeNs: number): void {
    const { irp, socket } = call;
    if (irp !== null) {
      if (irp.pendingCall !== null) {
        this.#irps.useAgain(irp, timeNs);
      }
      irp.previousCall = irp.call ?? irp.previousCall;
      irp.call = call;
      irp.uses++;
      irp.lastUsedNs = timeNs;
    }
    this.#driver.enterFlight(call);
    for (const hook of this.#hooks.flightEntered) {
      hook(call, timeNs, this.#driver);
    }
    // A socket whose id is known, and which is forgotten, was closed long ago.
    const isForgotten =
      socket === null && (call.socketIdLow !== 0 || call.socketIdHigh !== 0) && bound.has(Slot.SocketId);
    if (socket !== null) {
      socket.calls++;
      if (call.op === Operation.Release) {
        // It has no way to fail: what it is given is given back. That can be before the callback that keeps it has
        // told so, since another thread has it by then; only of an older socket there is more to give than was seen.
        socket.retained = socket.isOlder ? Math.max(0, socket.retained - 1) : socket.retained - 1;
      }
    }
    if (isForgotten || (socket !== null && (socket.isClosing || socket.isClosed))) {
      for (const hook of this.#hooks.callIssuedAfterClose) {
        hook(call, this.#driver);
      }
    } else if (socket !== null && call.isClose) {
      this.#sockets.closeIssued(socket, call);
    }
  }

  /** Takes a call whose completion came before its issue into its IRP's and its socket's story. */
  #enterLate(call: Call): void {
    const { irp, socket } = call;
    if (irp !== null && irp.call !== call) {
      irp.uses++;
      if (irp.pendingCall === null) {
        irp.previousCall = irp.call ?? irp.previousCall;
        irp.call = call;
      }
    }
    if (socket !== null) {
      socket.calls++;
    }
  }

  /**
   * An issue whose CallId is known: a rundown or the completion came first, or a buffer stands twice in the file.
   * @returns false where none of these explains it: then the driver was loaded anew
   */
  #issuedAgain(call: Call, bound: BoundEvent): boolean {
    const { timeNs } = bound;
    if (call.isIssued) {
      return call.issuedNs === timeNs;
    }
    const { callCounts } = this.#driver;
    this.#describe(call, bound);
    call.isOlder = false;
    call.issuedNs = timeNs;
    call.sinceNs = timeNs;
    callCounts.olderThanTrace--;
    callCounts.issued++;
    if (call.isCompleted) {
      callCounts.completed++;
      this.#enterLate(call);
      for (const hook of this.#hooks.callCompletedBeforeIssue) {
        hook(call, timeNs, this.#driver);
      }
    } else {
      for (const hook of this.#hooks.callIssued) {
        hook(call, this.#driver);
      }
    }
    return true;
  }

  #completedAgain(call: Call | null, bound: BoundEvent): void {
    const { timeNs } = bound;
    const completion = {
      call,
      callIdLow: call?.idLow ?? bound.low(Slot.CallId),
      callIdHigh: call?.idHigh ?? bound.high(Slot.CallId),
      irpIdLow: bound.has(Slot.IrpId) ? bound.low(Slot.IrpId) : (call?.irpIdLow ?? 0),
      irpIdHigh: bound.has(Slot.IrpId) ? bound.high(Slot.IrpId) : (call?.irpIdHigh ?? 0),
      op: bound.low(Slot.Op),
      status: bound.low(Slot.Status),
      timeNs,
    };
    for (const hook of this.#hooks.callCompletedAgain) {
      hook(completion, this.#driver);
    }
  }

  #tellRoutineResult(call: Call, result: number, timeNs: number): void {
    for (const hook of this.#hooks.routineReturned) {
      hook(call, result, timeNs, this.#driver);
    }
  }

  /** What a completion means for the call's socket, or for the one that it brings. */
  #applyResult(call: Call, timeNs: number): void {
    const { socket, completionStatus: status } = call;
    if (!isFailure(status) && createsSocket(call.op)) {
      this.#driver.creators.set(call.informationLow, call.informationHigh, call.site);
    }
    if (socket === null) {
      return;
    }
    if (isFailure(status)) {
      if (status === Status.FileForcedClosed) {
        socket.forcedClosed ??= { op: call.op, site: call.site, subject: callSubject(call), timeNs };
      }
      if (call.isClose) {
        // The socket is still there, and may be used and closed again.
        socket.closeIssuedNs = Number.NaN;
      }
    } else if (isSend(call.op)) {
      socket.bytesSent += informationOf(call);
    } else if (isReceive(call.op)) {
      socket.bytesReceived += informationOf(call);
    } else if (call.isClose) {
      this.#sockets.close(socket, timeNs, true);
    }
  }

  #endWithoutIrp(call: Call): void {
    this.#driver.callCounts.withoutIrp++;
    this.#leave(call, call.returnedNs);
  }

  #leave(call: Call, timeNs: number): void {
    if (call.isInFlight) {
      this.#driver.leaveFlight(call);
      for (const hook of this.#hooks.flightLeft) {
        hook(call, timeNs, this.#driver);
      }
    }
  }

  #finish(call: Call, timeNs: number): void {
    if (call.isFinished) {
      // The return of a call whose issue came last, or is not in the trace: it ended with its completion.
      return;
    }
    call.isFinished = true;
    if (!call.isCompleted) {
      this.#uncompleted.add(call.idLow, call.idHigh);
    }
    this.#leave(call, timeNs);
    for (const hook of this.#hooks.callFinished) {
      hook(call, this.#driver);
    }
    this.#irps.callEnded(call);
    this.#driver.calls.end(call);
  }

  #sweep(timeNs: number): void {
    for (const call of this.#driver.calls.values()) {
      if (!call.isFinished && call.isCompleted && timeNs - call.completedNs > RETURN_LOST_NS) {
        this.#finish(call, timeNs);
      }
    }
    this.#sweepAt = Math.max(SWEEP_AT, 2 * this.#driver.calls.outstanding);
  }
}

export function informationOf(call: CallView): number {
  return call.informationHigh * 0x1_0000_0000 + call.informationLow;
}
