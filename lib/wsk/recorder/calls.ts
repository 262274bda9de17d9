import type { Row } from '../events/row.ts';
import { Slot } from '../events/schema.ts';
import { IdSet } from '../id-set.ts';
import type { PooledCall as Call, Call as CallView } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import type { PooledIrp } from '../model/irp.ts';
import type { PooledSocket } from '../model/socket.ts';
import type { Hooks } from '../observer.ts';
import { createsSocket, isReceive, isSend, Operation } from '../operation.ts';
import { Cause, type Order } from '../order/index.ts';
import { isFailure, Status } from '../status.ts';
import { callSubject } from '../subject.ts';
import type { FlightRecorder } from './flight.ts';
import type { IrpRecorder } from './irps.ts';
import { ObjectKeys } from './object-keys.ts';
import { Recorded } from './recorded.ts';
import type { SocketRecorder } from './sockets.ts';

/** How many calls may lack nothing but their return before those whose return was lost are looked for. */
const SWEEP_AT = 65_536;
/** A call that completed this long ago and has not returned will not: its return was lost. */
const RETURN_LOST_NS = 60e9;

/** The life of calls: issued, returned, completed, the last two in either order. */
export class CallRecorder {
  readonly #driver: Driver;
  readonly #hooks: Hooks;
  readonly #order: Order;
  readonly #flight: FlightRecorder;
  readonly #irps: IrpRecorder;
  readonly #sockets: SocketRecorder;
  readonly #keys: ObjectKeys<Call>;
  #sweepAt = SWEEP_AT;
  /** Calls that ended without a completion, by an error return as a rule: theirs may still come. */
  readonly #uncompleted = new IdSet();

  constructor(
    driver: Driver,
    hooks: Hooks,
    order: Order,
    flight: FlightRecorder,
    irps: IrpRecorder,
    sockets: SocketRecorder,
  ) {
    this.#driver = driver;
    this.#hooks = hooks;
    this.#order = order;
    this.#flight = flight;
    this.#irps = irps;
    this.#sockets = sockets;
    // A driver without call ids has one call an IRP: the IRP stands for it.
    this.#keys = new ObjectKeys(driver.calls, Slot.CallId, [Slot.IrpId, Slot.Irp]);
  }

  issued(row: Row): Recorded {
    const { timeNs } = row;
    const { calls, callCounts, tells } = this.#driver;
    const before = this.#keys.find(row);
    const isById = this.#keys.isById(row);
    if (before === undefined && this.#keys.wasSeen(row)) {
      return this.#order.waitForNextLoad() ? Recorded.Waits : Recorded.NewLoad;
    }
    if (before !== undefined && isById && before.isIssued) {
      // A buffer stands twice in the file, or the driver was loaded anew.
      if (before.issuedNs === timeNs) {
        return Recorded.Taken;
      }
      return this.#order.waitForNextLoad() ? Recorded.Waits : Recorded.NewLoad;
    }
    const irp = this.#irps.inUse(row);
    if (irp === undefined) {
      return Recorded.Waits;
    }
    const socket = this.#sockets.inUse(row);
    if (socket === undefined) {
      return Recorded.Waits;
    }
    if (before !== undefined && isById) {
      this.#issuedLate(before, row, irp, socket);
      return Recorded.Taken;
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
    const call = this.#keys.add(row);
    this.#describe(call, row, irp, socket);
    call.issuedNs = timeNs;
    call.issuedAt.set(this.#order.now);
    call.sinceNs = timeNs;
    callCounts.issued++;
    this.#enter(call, row, timeNs);
    this.#hooks.callIssued(call, this.#driver);
    return Recorded.Taken;
  }

  returned(row: Row): Recorded {
    const call = this.#find(row);
    if (call === undefined) {
      return Recorded.Waits;
    }
    if (call === null || call.isReturned || this.#isOfAnother(call, row)) {
      return this.#order.waitForNextLoad() ? Recorded.Waits : Recorded.Taken;
    }
    this.#order.follows(call.issuedAt);
    const timeNs = call.notBeforeIssue(row.timeNs);
    call.returnedNs = timeNs;
    call.returnStatus = row.low(Slot.Status);
    if (call.returnedError) {
      this.#flight.leave(call, timeNs);
      this.#excuse(call);
    }
    this.#hooks.callReturned(call, this.#driver);
    if (!call.hasIrp && !call.isOlder) {
      this.#endWithoutIrp(call);
    }
    const isOver = call.isCompleted || !call.hasIrp || (call.isOlder && call.returnStatus !== Status.Pending);
    if (isOver) {
      this.#finish(call, timeNs);
    }
    return Recorded.Taken;
  }

  completed(row: Row): Recorded {
    let call = this.#find(row);
    if (call === undefined) {
      return Recorded.Waits;
    }
    if (call?.isCompleted && this.#isOfUntoldIssue(row)) {
      call = this.#addFirstSeen(row);
      this.#driver.completionsWithoutIssue++;
    }
    if (call === null || call.isCompleted) {
      if (this.#order.waitForNextLoad()) {
        return Recorded.Waits;
      }
      const isFirst = call === null && this.#uncompleted.has(row.low(Slot.CallId), row.high(Slot.CallId));
      if (!isFirst) {
        this.#completedAgain(call, row);
      }
      return Recorded.Taken;
    }
    const isExplained = this.#order.follows(call.issuedAt);
    call.isMistimed = !isExplained;
    if (call.isOlder && !call.hasIrp) {
      this.#tellIrp(call, row);
    }
    const timeNs = call.notBeforeIssue(row.timeNs);
    call.completedNs = timeNs;
    call.completionStatus = row.low(Slot.Status);
    call.completionThread = row.thread;
    call.completionProcessor = row.processor;
    call.completionIrql = row.has(Slot.Irql) ? row.low(Slot.Irql) : null;
    this.#readInformation(call, row);
    if (call.isOlder) {
      this.#driver.callCounts.olderCompleted++;
    } else {
      this.#driver.callCounts.completed++;
      const { returns } = this.#driver.tells;
      call.inline = returns && !call.isReturned && call.thread === call.completionThread;
      this.#driver.callCounts.inline += call.inline ? 1 : 0;
    }
    this.#flight.leave(call, timeNs);
    const { irp } = call;
    if (irp !== null) {
      irp.lastUsedNs = timeNs;
    }
    this.#applyResult(call, timeNs);
    this.#hooks.callCompleted(call, this.#driver);
    if (!isExplained) {
      this.#hooks.clockWasSet(call, call.issuedNs - row.timeNs, this.#driver);
    }
    if (row.has(Slot.RoutineResult)) {
      this.#tellRoutineResult(call, row.low(Slot.RoutineResult), timeNs);
    }
    if (call.isReturned || call.isOlder || !this.#driver.tells.returns) {
      this.#finish(call, timeNs);
    }
    return Recorded.Taken;
  }

  /** What the completion routine returned, known only after it ran: the call, and its IRP, may have ended by then. */
  routineReturned(row: Row): Recorded {
    const { timeNs } = row;
    const call = this.#keys.find(row);
    if (call === undefined ? this.#waitsForIssue(row) : !call.isCompleted && this.#waitsForCompletion(call)) {
      return Recorded.Waits;
    }
    if (call !== undefined) {
      this.#tellRoutineResult(call, row.low(Slot.RoutineResult), timeNs);
    }
    return Recorded.Taken;
  }

  stillPending(row: Row): Recorded {
    const call = this.#keys.find(row);
    if (call === undefined) {
      return this.#waitsForIssue(row) ? Recorded.Waits : Recorded.Taken;
    }
    call.waits++;
    call.waitedMs = Math.max(call.waitedMs, row.low(Slot.ElapsedMs));
    return Recorded.Taken;
  }

  /** Whether an event about a call waits for its issue. */
  waits(row: Row): boolean {
    return row.has(Slot.CallId) && this.#keys.lookUp(row) === undefined && this.#waitsForIssue(row);
  }

  rundown(row: Row): void {
    const { timeNs } = row;
    const known = this.#keys.find(row);
    if (known !== undefined) {
      known.rundownNs = timeNs;
    } else if (!this.#keys.wasSeen(row)) {
      const irp = this.#irps.inUse(row) ?? null;
      const socket = this.#sockets.inUse(row) ?? null;
      const call = this.#addOlder(row);
      this.#describe(call, row, irp, socket);
      call.sinceNs = timeNs - row.number(Slot.AgeMs) * 1e6;
      call.rundownNs = timeNs;
      this.#enter(call, row, timeNs);
    }
  }

  /**
   * Where a call is known by its IRP, an inline completion may have given the IRP to another call before the return of
   * this one: a call returns on the thread that issued it.
   */
  #isOfAnother(call: Call, row: Row): boolean {
    return !this.#keys.isById(row) && !call.isOlder && call.thread !== row.thread;
  }

  /**
   * The call that an event is about, made known as older where it is unknown; null where it is forgotten, undefined
   * where the event waits for its issue.
   */
  #find(row: Row): Call | null | undefined {
    const known = this.#keys.find(row);
    if (known !== undefined) {
      return known;
    }
    if (this.#keys.wasSeen(row)) {
      return null;
    }
    if (this.#waitsForIssue(row)) {
      return undefined;
    }
    return this.#addFirstSeen(row);
  }

  /**
   * Whether a completion at an address where a call was completed before is another call's: addresses are used again, and a
   * driver of which no issue is in the trace issues its calls all the same, untold.
   */
  #isOfUntoldIssue(row: Row): boolean {
    return !this.#keys.isById(row) && this.#driver.callCounts.issued === 0;
  }

  /** Makes a call known that another event than its issue tells of first. */
  #addFirstSeen(row: Row): Call {
    const call = this.#addOlder(row);
    call.op = row.low(Slot.Op);
    call.sinceNs = row.timeNs;
    this.#tellIrp(call, row);
    return call;
  }

  /** Takes the IRP of an older call from the first of its events that tells it: a return does not. */
  #tellIrp(call: Call, row: Row): void {
    call.irpIdLow = row.low(Slot.IrpId);
    call.irpIdHigh = row.high(Slot.IrpId);
    if (row.has(Slot.IrpId)) {
      call.irp = this.#irps.of(row) ?? null;
    }
  }

  #waitsForIssue(row: Row): boolean {
    return !this.#keys.wasSeen(row) && this.#keys.waits(row, Cause.CallIssued, this.#order);
  }

  #waitsForCompletion({ idLow, idHigh }: Call): boolean {
    return this.#order.waitFor(Cause.Completed, idLow, idHigh);
  }

  /** A driver that does not tell how many bytes were moved is taken to have moved all that was asked for. */
  #readInformation(call: Call, row: Row): void {
    if (row.has(Slot.Information)) {
      call.informationLow = row.low(Slot.Information);
      call.informationHigh = row.high(Slot.Information);
    } else if (!isFailure(call.completionStatus)) {
      call.informationLow = call.length >>> 0;
      call.informationHigh = Math.floor(call.length / 0x1_0000_0000);
    }
  }

  #addOlder(row: Row): Call {
    const call = this.#keys.add(row);
    call.isOlder = true;
    this.#driver.callCounts.olderThanTrace++;
    return call;
  }

  #describe(call: Call, row: Row, irp: PooledIrp | null, socket: PooledSocket | null): void {
    call.op = row.low(Slot.Op);
    call.irp = irp;
    call.irpIdLow = irp?.idLow ?? row.low(Slot.IrpId);
    call.irpIdHigh = irp?.idHigh ?? row.high(Slot.IrpId);
    call.socket = socket;
    call.socketIdLow = socket?.idLow ?? row.low(Slot.SocketId);
    call.socketIdHigh = socket?.idHigh ?? row.high(Slot.SocketId);
    call.length = row.number(Slot.Length);
    call.flags = row.low(Slot.Flags);
    call.site = row.site;
    call.processor = row.processor;
    call.thread = row.thread;
    call.process = row.process;
  }

  /** Takes the call into its IRP's and its socket's story, and into the count of those in flight. */
  #enter(call: Call, row: Row, timeNs: number): void {
    const { irp, socket } = call;
    const order = this.#order;
    if (irp !== null) {
      order.comesAfter(irp.allocatedOn, irp.allocatedStep);
      if (irp.pendingCall !== null) {
        this.#irps.useAgain(irp, timeNs, call);
      }
      irp.previousCall = irp.call ?? irp.previousCall;
      irp.call = call;
      irp.uses++;
      irp.lastUsedNs = timeNs;
    }
    this.#flight.enter(call, timeNs);
    // A socket whose id is known, and which is forgotten, was closed long ago.
    const isForgotten =
      socket === null && (call.socketIdLow !== 0 || call.socketIdHigh !== 0) && row.has(Slot.SocketId);
    if (socket !== null) {
      order.comesAfter(socket.createdOn, socket.createdStep);
      socket.calls++;
      if (socket.isOlder && socket.calls === 1) {
        this.#hooks.olderSocketUsed(call, socket, this.#driver);
      }
      if (call.op === Operation.Release) {
        this.#sockets.released(socket, row);
      }
    }
    if (isForgotten || (socket !== null && (socket.isClosing || socket.isClosed))) {
      const precedence = isForgotten
        ? order.judgeLongAgo(this.#sockets.forgottenNs)
        : order.judge(socket!.closeIssuedAt, order.now);
      if (precedence !== null) {
        this.#hooks.callIssuedAfterClose(call, precedence, this.#driver);
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
      this.#countBytes(call, socket);
    }
  }

  /** An issue whose CallId is known: a rundown came first, or the completion, timed earlier than clocks can explain. */
  #issuedLate(call: Call, row: Row, irp: PooledIrp | null, socket: PooledSocket | null): void {
    const { timeNs } = row;
    const { callCounts } = this.#driver;
    this.#describe(call, row, irp, socket);
    call.isOlder = false;
    call.issuedNs = timeNs;
    call.issuedAt.set(this.#order.now);
    call.sinceNs = timeNs;
    callCounts.olderThanTrace--;
    callCounts.issued++;
    if (call.isCompleted) {
      callCounts.olderCompleted--;
      callCounts.completed++;
      this.#enterLate(call);
      this.#hooks.callCompletedBeforeIssue(call, timeNs, this.#driver);
    } else {
      this.#hooks.callIssued(call, this.#driver);
    }
  }

  #completedAgain(call: Call | null, row: Row): void {
    const { timeNs } = row;
    const completion = {
      call,
      callIdLow: call?.idLow ?? row.low(Slot.CallId),
      callIdHigh: call?.idHigh ?? row.high(Slot.CallId),
      irpIdLow: row.has(Slot.IrpId) ? row.low(Slot.IrpId) : (call?.irpIdLow ?? 0),
      irpIdHigh: row.has(Slot.IrpId) ? row.high(Slot.IrpId) : (call?.irpIdHigh ?? 0),
      op: row.low(Slot.Op),
      status: row.low(Slot.Status),
      timeNs,
    };
    this.#hooks.callCompletedAgain(completion, this.#driver);
  }

  #tellRoutineResult(call: Call, result: number, timeNs: number): void {
    this.#hooks.routineReturned(call, result, timeNs, this.#driver);
  }

  /** What a completion means for the call's socket, or for the one that it brings. */
  #applyResult(call: Call, timeNs: number): void {
    const { socket, completionStatus: status } = call;
    if (!isFailure(status) && createsSocket(call.op)) {
      const { processor, step } = this.#order.now;
      const creator = { site: call.site, processor, step };
      this.#driver.creators.set(call.informationLow, call.informationHigh, creator);
    }
    if (socket === null) {
      return;
    }
    if (isFailure(status)) {
      if (status === Status.FileForcedClosed) {
        if (!(socket.forcedClosed !== null && socket.forcedClosed.timeNs <= timeNs)) {
          socket.forcedClosed = { op: call.op, site: call.site, subject: callSubject(call), timeNs };
        }
      }
      if (call.isClose) {
        this.#sockets.closeFailed(socket);
      }
    } else if (call.isClose) {
      this.#sockets.close(socket, timeNs, true);
    } else {
      this.#countBytes(call, socket);
    }
  }

  /** Adds what a call moved to its socket's bytes, where it succeeded. */
  #countBytes(call: Call, socket: PooledSocket): void {
    if (isFailure(call.completionStatus)) {
      return;
    }
    if (isSend(call.op)) {
      socket.bytesSent += informationOf(call);
    } else if (isReceive(call.op)) {
      socket.bytesReceived += informationOf(call);
    }
  }

  /** An error return ends the wait for a completion: what it may have come before was done to an IRP that was not pending. */
  #excuse(call: Call): void {
    const { now } = this.#order;
    if (call.irpFreedAt !== null && !this.#order.precedes(call.irpFreedAt, now)) {
      call.irpFreedAt = null;
    }
    if (call.irpReusedAt !== null && !this.#order.precedes(call.irpReusedAt, now)) {
      call.irpReusedAt = null;
    }
  }

  #endWithoutIrp(call: Call): void {
    this.#driver.callCounts.withoutIrp++;
    this.#flight.leave(call, call.returnedNs);
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
    this.#flight.leave(call, timeNs);
    this.#hooks.callFinished(call, this.#driver);
    this.#irps.callEnded(call);
    this.#driver.calls.end(call, call.isOlder);
  }

  #sweep(timeNs: number): void {
    const lost: { readonly idLow: number; readonly idHigh: number }[] = [];
    for (const { isFinished, isCompleted, completedNs, idLow, idHigh } of this.#driver.calls.values()) {
      if (!isFinished && isCompleted && timeNs - completedNs > RETURN_LOST_NS) {
        lost.push({ idLow, idHigh });
      }
    }
    for (const { idLow, idHigh } of lost) {
      this.#finish(this.#driver.calls.get(idLow, idHigh)!, timeNs);
    }
    this.#sweepAt = Math.max(SWEEP_AT, 2 * this.#driver.calls.outstanding);
  }
}

export function informationOf(call: CallView): number {
  return call.informationHigh * 0x1_0000_0000 + call.informationLow;
}
