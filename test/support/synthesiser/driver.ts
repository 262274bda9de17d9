import type { Random } from '../random.ts';
import type { Accounting } from './accounting.ts';
import type { EventClock } from './clock.ts';
import type { DriverLog } from './driver-log.ts';
import type { Site } from './event-template.ts';
import { isError, status } from './ntstatus.ts';
import {
  type Call,
  type Completion,
  type Indications,
  type Irp,
  origin,
  PointerPool,
  type Socket,
} from './objects.ts';
import type { Activity, Scheduler } from './scheduler.ts';

/** The state that all activities of the modelled driver share. */
export interface World {
  readonly log: DriverLog;
  readonly clock: EventClock;
  readonly accounting: Accounting;
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly processors: number;
  /** Whether the schema tells an IRP's origin: without it one passed down from above could not be told from a leak. */
  readonly tellsOrigin: boolean;
  /** Whether it tells what a list of indications holds: only then can one that is given back in parts be followed. */
  readonly tellsIndications: boolean;
}

/**
 * A driver that uses WSK, as its tracing sees it: each method is one step, which it logs and accounts for at once.
 * Nothing here stops an activity from doing what the contract forbids.
 */
export class Driver {
  readonly world: World;
  /** Objects that exist, for rundowns and for the end. */
  readonly irps = new Set<Irp>();
  readonly calls = new Set<Call>();
  readonly sockets = new Set<Socket>();
  /** Set when the driver is to finish what it does and begin nothing new. */
  draining = false;
  /** Activities that have not ended. */
  active = 0;
  /** What the unload routine does besides: it closes what faults left open. */
  readonly atUnload: (() => Activity)[] = [];
  readonly #irpPool = new PointerPool();
  readonly #socketPool = new PointerPool();
  #lastId = 0;

  constructor(world: World) {
    this.world = world;
  }

  get highestId(): number {
    return this.#lastId;
  }

  /** Starts an activity beside the running one. */
  start(activity: Activity, delay = 0): void {
    this.active++;
    this.world.scheduler.spawn(this.#counted(activity), delay);
  }

  *#counted(activity: Activity): Activity {
    yield* activity;
    this.active--;
  }

  /** Some processor. */
  processor(): number {
    return this.world.random.below(this.world.processors);
  }

  /** A processor that is not this one, where there are several. */
  otherProcessor(than: number): number {
    const { processors, random } = this.world;
    return processors === 1 ? 0 : (than + 1 + random.below(processors - 1)) % processors;
  }

  /** A span in ticks around `ns`, exponentially distributed. */
  around(ns: number): number {
    return this.world.clock.ticks(ns * (0.4 - 0.6 * Math.log(1 - this.world.random.next())));
  }

  allocateIrp(processor: number, site: Site, from: number = origin.allocated): Irp {
    const { log, accounting } = this.world;
    const id = ++this.#lastId;
    const pointer = this.#irpPool.take();
    const irp: Irp = {
      id,
      pointer,
      since: 0,
      inTrace: log.live,
      seen: false,
      origin: from,
      site,
      ioStatus: status.success,
      used: false,
      freed: false,
    };
    irp.since = log.irpAllocated(processor, irp);
    this.irps.add(irp);
    if (log.live) {
      if (from === origin.passedDown) accounting.irps.passedDown++;
      else accounting.irps.allocated++;
    }
    return irp;
  }

  reuseIrp(processor: number, irp: Irp): void {
    this.world.log.irpReused(processor, irp);
    irp.ioStatus = status.unsuccessful;
    if (this.world.log.live) this.world.accounting.sawIrp(irp);
  }

  cancelIrp(processor: number, irp: Irp, call: Call, result: boolean): void {
    this.world.log.irpCancelRequested(processor, irp, call, result);
    if (this.world.log.live) this.world.accounting.sawIrp(irp);
  }

  /** Frees an IRP, or cleans up an embedded one. One that was passed down only goes out of sight. */
  freeIrp(processor: number, irp: Irp): void {
    const { log, accounting } = this.world;
    const again = irp.freed;
    irp.freed = true;
    this.irps.delete(irp);
    if (irp.origin !== origin.passedDown) log.irpFreed(processor, irp);
    if (again) return;
    this.#irpPool.give(irp.pointer);
    if (!log.live || irp.origin === origin.passedDown) return;
    accounting.sawIrp(irp);
    if (irp.inTrace) accounting.irps.freed++;
    else accounting.irps.olderFreed++;
  }

  issue(
    processor: number,
    operation: number,
    irp: Irp | undefined,
    socket: Socket | undefined,
    site: Site,
    length = 0,
    flags = 0,
    indications?: Indications,
  ): Call {
    const { log, accounting } = this.world;
    const call = this.prepare(processor, operation, irp, socket, site, length, flags, indications);
    call.issuedAt = log.callIssued(processor, call);
    this.calls.add(call);
    if (log.live) {
      accounting.issued(call);
      accounting.sawIrp(irp);
      accounting.sawSocket(socket);
    }
    return call;
  }

  /** Logs the issue of a call that has, by another processor's clock, completed before. */
  issuedLate(call: Call): void {
    this.world.log.callIssued(call.processor, call);
    if (this.world.log.live) this.world.accounting.issued(call);
  }

  /** A call that nothing has been logged of yet. */
  prepare(
    processor: number,
    operation: number,
    irp: Irp | undefined,
    socket: Socket | undefined,
    site: Site,
    length = 0,
    flags = 0,
    indications?: Indications,
  ): Call {
    if (irp) irp.used = true;
    return {
      id: ++this.#lastId,
      op: operation,
      irp,
      socket,
      site,
      length,
      flags,
      indications,
      processor,
      issuedAt: -1,
      inTrace: this.world.log.live,
      seen: false,
      inFlight: false,
      ended: false,
      completed: false,
      refused: false,
    };
  }

  /** The WSK function returned. Without an IRP, or with an error, that ends the call. */
  returned(call: Call, ntstatus: number): void {
    const { log, accounting } = this.world;
    log.callReturned(call.processor, call, ntstatus);
    if (log.live) {
      accounting.sawCall(call);
      if (call.irp && isError(ntstatus) && !call.completed) accounting.refused(call);
    }
    if (!call.irp || isError(ntstatus)) this.#end(call);
  }

  completed(call: Call, completion: Completion): void {
    const { log, accounting, clock } = this.world;
    const { status: ntstatus, information = 0 } = completion;
    const ticks = log.irpCompleted(call, completion);
    const again = call.completed;
    call.completed = true;
    if (call.irp) call.irp.ioStatus = completion.status;
    if (!again && log.live) {
      accounting.sawCall(call);
      accounting.sawIrp(call.irp);
      const known = call.inTrace && call.issuedAt >= 0;
      accounting.completed(call, ntstatus, information, known ? clock.ns(ticks - call.issuedAt) : undefined);
    }
    this.#end(call);
  }

  #end(call: Call): void {
    if (call.ended) return;
    call.ended = true;
    this.calls.delete(call);
    this.world.accounting.landed(call);
  }

  /** A socket in the making, which the trace does not show yet. */
  createSocket(category: number, listener?: Socket): Socket {
    return {
      id: ++this.#lastId,
      pointer: this.#socketPool.take(),
      since: 0,
      inTrace: false,
      seen: false,
      category,
      listener,
      closing: false,
      closed: false,
      cancellable: new Set(),
    };
  }

  /** Logs a socket that its creating call, or an accept event, has handed over. */
  socketCreated(processor: number, socket: Socket): void {
    const { log, accounting } = this.world;
    socket.since = log.socketCreated(processor, socket);
    socket.inTrace = log.live;
    this.sockets.add(socket);
    if (log.live) accounting.sockets.created++;
  }

  socketAddress(processor: number, socket: Socket, kind: 1 | 2): void {
    this.world.log.socketAddress(processor, socket, kind);
    if (this.world.log.live) this.world.accounting.sawSocket(socket);
  }

  socketClosed(processor: number, socket: Socket): void {
    const { log, accounting } = this.world;
    log.socketClosed(processor, socket, status.success);
    socket.closed = true;
    this.sockets.delete(socket);
    this.#socketPool.give(socket.pointer);
    if (!log.live) return;
    accounting.sawSocket(socket);
    if (socket.inTrace) accounting.sockets.closed++;
    else accounting.sockets.olderClosed++;
  }

  /** Enters and leaves an event callback; `during` runs in between. */
  callback(
    processor: number,
    kind: number,
    socket: Socket,
    indications: Indications,
    ntstatus: number,
    during?: () => void,
  ): void {
    const { log, accounting } = this.world;
    log.callback(processor, kind, socket, indications);
    if (log.live) accounting.sawSocket(socket);
    during?.();
    log.callback(processor, kind, socket, indications, ntstatus);
  }

  state(what: string, ntstatus: number = status.success): void {
    this.world.log.driverState(0, what, ntstatus);
  }

  waitStillPending(call: Call, elapsedMs: number): void {
    this.world.log.waitStillPending(this.processor(), call, elapsedMs);
    if (this.world.log.live) this.world.accounting.sawCall(call);
  }

  /** Tells of every object that exists, as a session's capture state asks for. */
  rundown(reason: number): void {
    const { log, accounting } = this.world;
    const { irps, calls, sockets } = this;
    log.rundown('RundownBegin', reason, irps.size, calls.size, sockets.size);
    for (const irp of irps) {
      log.irpRundown(irp);
      accounting.sawIrp(irp);
    }
    for (const socket of sockets) {
      log.socketRundown(socket);
      accounting.sawSocket(socket);
    }
    for (const call of calls) {
      log.callRundown(call);
      accounting.takesOff(call);
      accounting.sawCall(call);
    }
    log.rundown('RundownEnd', reason, irps.size, calls.size, sockets.size);
  }

  /** Takes stock at the end of the trace. */
  finish(): void {
    const { accounting } = this.world;
    const told = (object: { inTrace: boolean; seen: boolean }): boolean => object.inTrace || object.seen;
    const kept = [...this.irps].filter((irp) => told(irp) && irp.origin !== origin.passedDown);
    accounting.irps.outstandingAtEnd = kept.length;
    accounting.sockets.openAtEnd = [...this.sockets].filter(told).length;
    accounting.calls.pendingAtEnd = [...this.calls].filter((call) => call.inFlight).length;
  }
}
