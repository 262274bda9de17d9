import { socketAddressText } from '../../decode/index.ts';
import { capped } from '../../text/index.ts';
import type { BoundEvent } from '../events/bound-event.ts';
import { Slot } from '../events/schema.ts';
import type { PooledCall as Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import { KeptIndications, type Share } from '../model/kept-indications.ts';
import type { PooledSocket as Socket } from '../model/socket.ts';
import type { Hooks } from '../observer.ts';
import { Cause, type Order } from '../order/index.ts';
import type { Site } from '../site.ts';
import { isFailure } from '../status.ts';
import { ObjectKeys } from './object-keys.ts';
import { Recorded } from './recorded.ts';

/** `Kind` of SocketAddress. */
const LOCAL = 1;

/** The life of sockets: created, named by addresses, closed. */
export class SocketRecorder {
  readonly #driver: Driver;
  readonly #hooks: Hooks;
  readonly #order: Order;
  readonly #keys: ObjectKeys<Socket>;
  /** By their processors' clocks, in ns: until when those were closed that are forgotten. */
  forgottenNs = Number.NEGATIVE_INFINITY;

  constructor(driver: Driver, hooks: Hooks, order: Order) {
    this.#driver = driver;
    this.#hooks = hooks;
    this.#order = order;
    this.#keys = new ObjectKeys(driver.sockets, Slot.SocketId, [Slot.Socket]);
  }

  /**
   * The socket that an event is about; made known as older than the trace where it is unknown. null for none, undefined
   * where the event waits for its creation.
   */
  of(bound: BoundEvent): Socket | null | undefined {
    const known = this.#keys.lookUp(bound);
    if (known !== undefined) {
      return known;
    }
    const waits = this.#driver.tells.sockets && this.#keys.waits(bound, Cause.SocketCreated, this.#order);
    return waits ? undefined : this.#addOlder(bound);
  }

  #addOlder(bound: BoundEvent): Socket {
    const { timeNs } = bound;
    const socket = this.#keys.add(bound);
    socket.pointerLow = bound.low(Slot.Socket);
    socket.pointerHigh = bound.high(Slot.Socket);
    socket.isOlder = true;
    socket.sinceNs = timeNs;
    this.#driver.socketCounts.olderThanTrace++;
    return socket;
  }

  /** The socket that a call is on. Where creations are not told, at the address of a closed one it is another. */
  inUse(bound: BoundEvent): Socket | null | undefined {
    const socket = this.of(bound);
    const isAnother = socket?.isClosed && !this.#keys.isById(bound) && !this.#driver.tells.sockets;
    return isAnother ? this.#addOlder(bound) : socket;
  }

  created(bound: BoundEvent): Recorded {
    const { socketCounts, creators } = this.#driver;
    const before = this.#keys.find(bound);
    const wasSeen =
      before === undefined ? this.#keys.wasSeen(bound) : !before.isOlder && this.#keys.isById(bound);
    if (wasSeen && this.#order.waitForNextLoad()) {
      return Recorded.Waits;
    }
    const [low, high] = [bound.low(Slot.Socket), bound.high(Slot.Socket)];
    const creator = creators.get(low, high);
    // A callback brings a socket without a call of its own, and then the socket has a listener.
    const hasCreator = bound.low(Slot.ListenerId) === 0 && bound.high(Slot.ListenerId) === 0;
    if (
      creator === undefined &&
      hasCreator &&
      this.#keys.isById(bound) &&
      this.#order.waitFor(Cause.SocketCompleted, low, high)
    ) {
      return Recorded.Waits;
    }
    if (creator !== undefined) {
      this.#order.comesAfter(creator.processor, creator.step);
    }
    if (before !== undefined && !before.isClosed) {
      if (this.#keys.isById(bound)) {
        // A callback can run on an accepted socket before its creation is told: it is not older, after all.
        if (before.isOlder) {
          socketCounts.olderThanTrace--;
          before.isOlder = false;
          this.#begin(before, bound, creator?.site);
        }
        return Recorded.Taken;
      }
      this.#end(before);
    }
    const socket = this.#keys.add(bound);
    this.#begin(socket, bound, creator?.site);
    creators.delete(socket.pointerLow, socket.pointerHigh);
    return Recorded.Taken;
  }

  address(bound: BoundEvent): Recorded {
    const socket = this.of(bound);
    if (socket === undefined) {
      return Recorded.Waits;
    }
    if (socket !== null) {
      const text = capped(socketAddressText(bound.binary(Slot.Address)));
      if (bound.low(Slot.Kind) === LOCAL) {
        socket.localAddress = text;
      } else {
        socket.remoteAddress = text;
      }
    }
    return Recorded.Taken;
  }

  closed(bound: BoundEvent): Recorded {
    const socket = this.of(bound);
    if (socket === undefined) {
      return Recorded.Waits;
    }
    if (socket !== null && !isFailure(bound.low(Slot.Status))) {
      const isKnown = socket.isClosing || socket.isClosed;
      if (!isKnown && this.#keys.waits(bound, Cause.CloseIssued, this.#order)) {
        return Recorded.Waits;
      }
      this.#order.follows(socket.closeIssuedAt);
      this.close(socket, bound.timeNs, false);
    }
    return Recorded.Taken;
  }

  /** Tells that a socket's close completed; the completion and SocketClosed both do, in either order. */
  close(socket: Socket, timeNs: number, isByCompletion: boolean): void {
    if (socket.isClosed) {
      return;
    }
    socket.closedNs = timeNs < socket.closeIssuedNs ? socket.closeIssuedNs : timeNs;
    if (!socket.closeIssuedAt.isSeen) {
      // It was issued before, at a moment that is not in the trace.
      socket.closeIssuedAt.set(this.#order.now);
    }
    socket.isClosedByCompletion = isByCompletion;
    this.#driver.socketCounts.closed += socket.isOlder ? 0 : 1;
    for (const hook of this.#hooks.socketClosed) {
      hook(socket, this.#driver);
    }
    this.#end(socket);
  }

  /** Tells that a receive callback kept what it was indicated. */
  kept(socket: Socket, share: Share, timeNs: number): void {
    socket.kept ??= new KeptIndications();
    socket.kept.keep(share, this.#order.now.copy());
    socket.keptNs = timeNs;
  }

  /** Tells that what a callback kept is given back: too late, where that is after the close for sure. */
  released(socket: Socket, bound: BoundEvent): void {
    const isLate = this.#order.precedes(socket.closeIssuedAt, this.#order.now);
    socket.kept ??= new KeptIndications();
    socket.kept.release({ nodes: bound.low(Slot.Indications), bytes: bound.number(Slot.Length) }, isLate);
    if (socket.isOlder) {
      // Of an older socket there is more to give back than was seen to be kept.
      socket.kept.excuse();
    }
  }

  closeIssued(socket: Socket, call: Call): void {
    socket.closeIssuedNs = call.issuedNs;
    socket.closeIssuedAt.set(this.#order.now);
    socket.closeSite = call.site;
    for (const hook of this.#hooks.socketCloseIssued) {
      hook(socket, call, this.#driver);
    }
  }

  closeFailed(socket: Socket): void {
    socket.closeIssuedNs = Number.NaN;
    socket.closeIssuedAt.clear();
    for (const hook of this.#hooks.socketCloseFailed) {
      hook(socket, this.#driver);
    }
  }

  rundown(bound: BoundEvent): void {
    const { timeNs } = bound;
    const socket = this.of(bound);
    if (socket === null || socket === undefined) {
      return;
    }
    if (socket.isOlder && Number.isNaN(socket.rundownNs)) {
      this.#describe(socket, bound);
      socket.sinceNs = timeNs - bound.number(Slot.AgeMs) * 1e6;
    }
    socket.rundownNs = timeNs;
  }

  #end(socket: Socket): void {
    for (const hook of this.#hooks.socketEnded) {
      hook(socket, this.#driver);
    }
    const forgotten = this.#driver.sockets.end(socket);
    if (forgotten !== null && !(forgotten.closeIssuedAt.clockNs <= this.forgottenNs)) {
      this.forgottenNs = forgotten.closeIssuedAt.clockNs;
    }
  }

  /** @param site of the call that brought it, where that is known */
  #begin(socket: Socket, bound: BoundEvent, site: Site | undefined): void {
    const { timeNs } = bound;
    this.#describe(socket, bound);
    socket.createdNs = timeNs;
    socket.createdOn = this.#order.now.processor;
    socket.createdStep = this.#order.now.step;
    socket.sinceNs = timeNs;
    this.#driver.socketCounts.created++;
    if (site !== undefined) {
      socket.site = site;
    }
    for (const hook of this.#hooks.socketCreated) {
      hook(socket, this.#driver);
    }
  }

  #describe(socket: Socket, bound: BoundEvent): void {
    socket.pointerLow = bound.low(Slot.Socket);
    socket.pointerHigh = bound.high(Slot.Socket);
    socket.category = bound.low(Slot.Category);
    socket.listenerIdLow = bound.low(Slot.ListenerId);
    socket.listenerIdHigh = bound.high(Slot.ListenerId);
    socket.addressFamily = bound.low(Slot.AddressFamily);
    socket.socketType = bound.low(Slot.SocketType);
    socket.protocol = bound.low(Slot.Protocol);
  }
}
