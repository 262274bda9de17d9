import type { EventClock } from './clock.ts';
import type { Destination } from './destination.ts';
import { type EventName, RELEASE } from './event-shapes.ts';
import { type EventTemplate, eventTemplate, type Site, type TemplateOptions } from './event-template.ts';
import type { NoiseSource } from './noise.ts';
import { isError, status } from './ntstatus.ts';
import type { Call, Completion, Indications, Irp, Socket } from './objects.ts';
import { putWide, type Wide, wide, zero } from './wide.ts';

export interface LogOptions extends TemplateOptions {
  /** Added to every id, and to the pointers of IRPs and sockets. */
  readonly idBase: bigint;
  readonly irpBase: bigint;
  readonly socketBase: bigint;
  /** Raw time of the trace's start. */
  readonly baseTicks: bigint;
  readonly pid: number;
}

/** How far apart the objects of a pool lie. */
export const pointerStride = 64;
const levelOffset = 44;
const warning = 3;
const nowhere: Site = { function: '', line: 0 };

/** Writes the driver's events: one method an event. While it is not live nothing is written, but time is given out. */
export class DriverLog {
  live = false;
  events = 0;
  readonly #destination: Destination;
  readonly #clock: EventClock;
  readonly #noise: NoiseSource;
  readonly #options: LogOptions;
  readonly #templates = new Map<Site, Map<string, EventTemplate>>();
  readonly #siteless = new Map<string, EventTemplate>();
  readonly #baseTicks: Wide;
  readonly #idBase: Wide;
  readonly #irpBase: Wide;
  readonly #socketBase: Wide;
  readonly #wideIds: boolean;
  readonly #widePointers: boolean;
  #at = 0;
  #template!: EventTemplate;
  #epoch = 0;

  constructor(destination: Destination, clock: EventClock, noise: NoiseSource, options: LogOptions) {
    this.#destination = destination;
    this.#clock = clock;
    this.#noise = noise;
    this.#options = options;
    this.#baseTicks = wide(options.baseTicks);
    this.#idBase = wide(options.idBase);
    this.#irpBase = wide(options.irpBase);
    this.#socketBase = wide(options.socketBase);
    this.#wideIds = options.idType === 'u64';
    this.#widePointers =
      options.pointerType === 'hex64' || (options.pointerType === 'pointer' && options.bits === 64);
  }

  /** The trace starts now. */
  goLive(): void {
    this.live = true;
    this.#epoch = this.#clock.last + 1;
    this.#noise.epoch = this.#epoch;
  }

  /** A few events of other providers, where the driver itself has nothing to say. */
  strangers(): void {
    this.#noise.emit();
  }

  irpAllocated(processor: number, irp: Irp): number {
    return this.#irp('IrpAllocated', processor, irp);
  }

  irpReused(processor: number, irp: Irp): number {
    const ticks = this.#begin('IrpReused', nowhere, processor, 0, 0, irp.id, 0);
    if (!this.live) return ticks;
    this.#irpIds(irp);
    this.#u32(this.#template.at.PrevStatus, irp.ioStatus);
    return ticks;
  }

  irpCancelRequested(processor: number, irp: Irp, call: Call, result: boolean): number {
    const ticks = this.#begin('IrpCancelRequested', nowhere, processor, 0, call.id, irp.id, 0);
    if (!this.live) return ticks;
    this.#irpIds(irp);
    this.#id(this.#template.at.CallId, call.id);
    this.#u8(this.#template.at.Result, result ? 1 : 0);
    return ticks;
  }

  irpFreed(processor: number, irp: Irp): number {
    const ticks = this.#begin('IrpFreed', irp.site, processor, 0, 0, irp.id, 0);
    if (this.live) this.#irpIds(irp);
    return ticks;
  }

  callIssued(processor: number, call: Call): number {
    return this.#call('WskCallIssued', processor, call);
  }

  callReturned(processor: number, call: Call, ntstatus: number): number {
    const ticks = this.#begin('WskCallReturned', nowhere, processor, 0, call.id, 0, 0, ntstatus);
    if (!this.live) return ticks;
    const { at } = this.#template;
    this.#id(at.CallId, call.id);
    this.#u32(at.Op, call.op);
    this.#pointer(at.Irp, call.irp, this.#irpBase);
    this.#u32(at.Status, ntstatus);
    return ticks;
  }

  irpCompleted(call: Call, completion: Completion): number {
    const { processor, dpc = false, status: ntstatus, information = 0, created, cancel = false } = completion;
    const irp = call.irp?.id ?? 0;
    const ticks = this.#begin('IrpCompleted', nowhere, processor, dpc ? 1 : 0, call.id, irp, 0, ntstatus);
    if (!this.live) return ticks;
    const { at } = this.#template;
    this.#id(at.CallId, call.id);
    this.#u32(at.Op, call.op);
    this.#irpIds(call.irp);
    this.#u32(at.Status, ntstatus);
    if (created) this.#address(at.Information, created.pointer, this.#socketBase, true);
    else this.#u64(at.Information, information);
    this.#u8(at.Cancel, cancel ? 1 : 0);
    this.#u8(at.PendingReturned, dpc ? 1 : 0);
    this.#u8(at.Irql, dpc ? 2 : 0);
    this.#u32(at.RoutineResult, completion.routineResult ?? status.moreProcessingRequired);
    return ticks;
  }

  socketCreated(processor: number, socket: Socket): number {
    return this.#socket('SocketCreated', processor, socket);
  }

  socketAddress(processor: number, socket: Socket, kind: 1 | 2): number {
    const ticks = this.#begin('SocketAddress', nowhere, processor, 0, 0, 0, socket.id);
    if (!this.live) return ticks;
    this.#socketIds(socket);
    this.#u8(this.#template.at.Kind, kind);
    return ticks;
  }

  socketClosed(processor: number, socket: Socket, ntstatus: number): number {
    const ticks = this.#begin('SocketClosed', nowhere, processor, 0, 0, 0, socket.id, ntstatus);
    if (!this.live) return ticks;
    this.#socketIds(socket);
    this.#u32(this.#template.at.Status, ntstatus);
    return ticks;
  }

  waitStillPending(processor: number, call: Call, elapsedMs: number): number {
    const ticks = this.#begin('WaitStillPending', nowhere, processor, 0, call.id, 0, 0);
    if (!this.live) return ticks;
    this.#id(this.#template.at.CallId, call.id);
    this.#u32(this.#template.at.Op, call.op);
    this.#u32(this.#template.at.ElapsedMs, elapsedMs);
    return ticks;
  }

  /** A CallbackEnter, or with a status a CallbackLeave. */
  callback(
    processor: number,
    kind: number,
    socket: Socket,
    { count, bytes }: Indications,
    ntstatus?: number,
  ): number {
    const name = ntstatus === undefined ? 'CallbackEnter' : 'CallbackLeave';
    // The kept-indication status PENDING is no failure; nor is an inspect action.
    const ticks = this.#begin(name, nowhere, processor, 1, 0, 0, socket.id, ntstatus);
    if (!this.live) return ticks;
    this.#socketIds(socket);
    this.#u8(this.#template.at.Kind, kind);
    this.#u64(this.#template.at.Bytes, bytes);
    if (ntstatus === undefined) this.#u32(this.#template.at.Indications, count);
    else this.#u32(this.#template.at.Status, ntstatus);
    return ticks;
  }

  driverState(processor: number, what: string, ntstatus: number): number {
    const ticks = this.#begin('DriverState', nowhere, processor, 0, 0, 0, 0, ntstatus, what);
    if (this.live) this.#u32(this.#template.at.Status, ntstatus);
    return ticks;
  }

  rundown(
    name: 'RundownBegin' | 'RundownEnd',
    reason: number,
    irps: number,
    calls: number,
    sockets: number,
  ): void {
    this.#begin(name, nowhere, 0, 0, 0, 0, 0);
    if (!this.live) return;
    const { at } = this.#template;
    this.#u8(at.Reason, reason);
    this.#u32(at.Irps, irps);
    this.#u32(at.Calls, calls);
    this.#u32(at.Sockets, sockets);
  }

  irpRundown(irp: Irp): void {
    this.#age(this.#irp('IrpRundown', 0, irp), irp.since);
  }

  callRundown(call: Call): void {
    this.#age(this.#call('CallRundown', 0, call), call.issuedAt);
  }

  socketRundown(socket: Socket): void {
    this.#age(this.#socket('SocketRundown', 0, socket), socket.since);
  }

  #irp(name: 'IrpAllocated' | 'IrpRundown', processor: number, irp: Irp): number {
    const ticks = this.#begin(name, irp.site, processor, 0, 0, irp.id, 0);
    if (!this.live) return ticks;
    this.#irpIds(irp);
    this.#u8(this.#template.at.StackSize, 1);
    this.#u8(this.#template.at.Origin, irp.origin);
    return ticks;
  }

  #call(name: 'WskCallIssued' | 'CallRundown', processor: number, call: Call): number {
    const socket = call.socket?.id ?? 0;
    const told = this.#options.indications === true ? call.indications : undefined;
    const what = told ? RELEASE : '';
    const ticks = this.#begin(name, call.site, processor, 0, call.id, call.irp?.id ?? 0, socket, 0, what);
    if (!this.live) return ticks;
    const { at } = this.#template;
    this.#id(at.CallId, call.id);
    this.#u32(at.Op, call.op);
    this.#irpIds(call.irp);
    this.#socketIds(call.socket);
    this.#u64(at.Length, told?.bytes ?? call.length);
    this.#u32(at.Indications, told?.count ?? 0);
    this.#u32(at.Flags, call.flags);
    return ticks;
  }

  #socket(name: 'SocketCreated' | 'SocketRundown', processor: number, socket: Socket): number {
    const ticks = this.#begin(name, nowhere, processor, 0, 0, 0, socket.id);
    if (!this.live) return ticks;
    const { at } = this.#template;
    const datagram = socket.category === 4;
    this.#socketIds(socket);
    this.#u32(at.Category, socket.category);
    this.#id(at.ListenerId, socket.listener?.id ?? 0);
    this.#u16(at.AddressFamily, 2);
    this.#u16(at.SocketType, datagram ? 2 : 1);
    this.#u32(at.Protocol, datagram ? 17 : 6);
    return ticks;
  }

  /** Gives the event its time and place and lays its template down; `thread` tells a processor's two threads apart. */
  #begin(
    name: EventName,
    site: Site,
    processor: number,
    thread: number,
    callId: number,
    irpId: number,
    socketId: number,
    ntstatus = 0,
    what = '',
  ): number {
    if (this.live) this.#noise.keepUp();
    const ticks = this.#clock.stamp(processor);
    if (!this.live) return ticks;
    const template = this.#templateOf(name, site, what);
    const destination = this.#destination;
    const at = destination.reserve(
      processor,
      template.bytes.length,
      ticks - this.#epoch,
      name,
      callId,
      irpId,
      socketId,
    );
    destination.bytes.set(template.bytes, at);
    this.#template = template;
    this.#at = at;
    this.events++;
    const { view } = destination;
    view.setUint32(at + 8, 1000 + 8 * processor + 4 * thread, true);
    view.setUint32(at + 12, this.#options.pid, true);
    putWide(view, at + 16, this.#baseTicks, ticks - this.#epoch);
    if (isError(ntstatus)) destination.bytes[at + levelOffset] = warning;
    return ticks;
  }

  #templateOf(name: EventName, site: Site, what: string): EventTemplate {
    // Most events name no site: those spare themselves the look-up by site.
    let ofSite = site === nowhere ? this.#siteless : this.#templates.get(site);
    if (!ofSite) {
      ofSite = new Map();
      this.#templates.set(site, ofSite);
    }
    const key = what === '' ? name : `${name} ${what}`;
    let template = ofSite.get(key);
    if (!template) {
      template = eventTemplate(name, site, this.#options, what);
      ofSite.set(key, template);
    }
    return template;
  }

  #irpIds(irp: Irp | undefined): void {
    this.#pointer(this.#template.at.Irp, irp, this.#irpBase);
    this.#id(this.#template.at.IrpId, irp?.id ?? 0);
  }

  #socketIds(socket: Socket | undefined): void {
    this.#pointer(this.#template.at.Socket, socket, this.#socketBase);
    this.#id(this.#template.at.SocketId, socket?.id ?? 0);
  }

  #pointer(field: number, object: { pointer: number } | undefined, base: Wide): void {
    if (object) this.#address(field, object.pointer, base, this.#widePointers);
  }

  #address(field: number, slot: number, base: Wide, wide: boolean): void {
    const at = this.#at + field;
    if (wide) putWide(this.#destination.view, at, base, slot * pointerStride);
    else this.#destination.view.setUint32(at, base.low + slot * pointerStride, true);
  }

  #id(field: number, id: number): void {
    if (field < 0 || id === 0) return;
    if (this.#wideIds) putWide(this.#destination.view, this.#at + field, this.#idBase, id);
    else this.#destination.view.setUint32(this.#at + field, this.#idBase.low + id, true);
  }

  #u8(field: number, value: number): void {
    if (field >= 0) this.#destination.bytes[this.#at + field] = value;
  }

  #u16(field: number, value: number): void {
    this.#destination.view.setUint16(this.#at + field, value, true);
  }

  #u32(field: number, value: number): void {
    if (field >= 0) this.#destination.view.setUint32(this.#at + field, value, true);
  }

  #u64(field: number, value: number): void {
    putWide(this.#destination.view, this.#at + field, zero, value);
  }

  #age(ticks: number, since: number): void {
    if (this.live) this.#u64(this.#template.at.AgeMs, Math.floor(this.#clock.ns(ticks - since) / 1e6));
  }
}
