import type { Row } from '../events/row.ts';
import { Slot } from '../events/schema.ts';
import type { PooledCall as Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import { KeptIndications, type Share } from '../model/kept-indications.ts';
import { type PooledSocket as Socket, UNKNOWN_CATEGORY } from '../model/socket.ts';
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
  of(row: Row): Socket | null | undefined {
    const known = this.#keys.lookUp(row);
    if (known !== undefined) {
      return known;
    }
    const waits = this.#driver.tells.sockets && this.#keys.waits(row, Cause.SocketCreated, this.#order);
    return waits ? undefined : this.#addOlder(row);
  }

  #addOlder(row: Row): Socket {
    const { timeNs } = row;
    const socket = this.#keys.add(row);
    socket.pointerLow = row.low(Slot.Socket);
    socket.pointerHigh = row.high(Slot.Socket);
    socket.isOlder = true;
    socket.sinceNs = timeNs;
    this.#driver.socketCounts.olderThanTrace++;
    return socket;
  }

  /** The socket that a call is on. Where creations are not told, at the address of a closed one it is another. */
  inUse(row: Row): Socket | null | undefined {
    const socket = this.of(row);
    const isAnother = socket?.isClosed && !this.#keys.isById(row) && !this.#driver.tells.sockets;
    return isAnother ? this.#addOlder(row) : socket;
  }

  created(row: Row): Recorded {
    const { socketCounts, creators } = this.#driver;
    const before = this.#keys.find(row);
    const wasSeen =
      before === undefined ? this.#keys.wasSeen(row) : !before.isOlder && this.#keys.isById(row);
    if (wasSeen && this.#order.waitForNextLoad()) {
      return Recorded.Waits;
    }
    const [low, high] = [row.low(Slot.Socket), row.high(Slot.Socket)];
    const creator = creators.get(low, high);
    // A callback brings a socket without a call of its own, and then the socket has a listener.
    const hasCreator = row.low(Slot.ListenerId) === 0 && row.high(Slot.ListenerId) === 0;
    if (
      creator === undefined &&
      hasCreator &&
      this.#keys.isById(row) &&
      this.#order.waitFor(Cause.SocketCompleted, low, high)
    ) {
      return Recorded.Waits;
    }
    if (creator !== undefined) {
      this.#order.comesAfter(creator.processor, creator.step);
    }
    if (before !== undefined && !before.isClosed) {
      if (this.#keys.isById(row)) {
        // A callback can run on an accepted socket before its creation is told: it is not older, after all.
        if (before.isOlder) {
          socketCounts.olderThanTrace--;
          before.isOlder = false;
          this.#begin(before, row, creator?.site);
        }
        return Recorded.Taken;
      }
      this.#end(before);
    }
    const socket = this.#keys.add(row);
    this.#begin(socket, row, creator?.site);
    creators.delete(socket.pointerLow, socket.pointerHigh);
    return Recorded.Taken;
  }

  address(row: Row): Recorded {
    const socket = this.of(row);
    if (socket === undefined) {
      return Recorded.Waits;
    }
    if (socket !== null) {
      const address = row.low(Slot.Kind) === LOCAL ? socket.local : socket.remote;
      address.tell(row.address);
    }
    return Recorded.Taken;
  }

  closed(row: Row): Recorded {
    const socket = this.of(row);
    if (socket === undefined) {
      return Recorded.Waits;
    }
    if (socket !== null && !isFailure(row.low(Slot.Status))) {
      const isKnown = socket.isClosing || socket.isClosed;
      if (!isKnown && this.#keys.waits(row, Cause.CloseIssued, this.#order)) {
        return Recorded.Waits;
      }
      this.#order.follows(socket.closeIssuedAt);
      this.close(socket, row.timeNs, false);
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
    if (socket.isOlder) {
      this.#driver.socketCounts.olderClosed++;
    } else {
      this.#driver.socketCounts.closed++;
    }
    this.#hooks.socketClosed(socket, this.#driver);
    this.#end(socket);
  }

  /** Tells that a receive callback kept what it was indicated. */
  kept(socket: Socket, share: Share, timeNs: number): void {
    socket.kept ??= new KeptIndications();
    socket.kept.keep(share, this.#order.now.copy());
    socket.keptNs = timeNs;
  }

  /** Tells that what a callback kept is given back: too late, where that is after the close for sure. */
  released(socket: Socket, row: Row): void {
    const isLate = this.#order.precedes(socket.closeIssuedAt, this.#order.now);
    socket.kept ??= new KeptIndications();
    socket.kept.release({ nodes: row.low(Slot.Indications), bytes: row.number(Slot.Length) }, isLate);
    if (socket.isOlder) {
      // Of an older socket there is more to give back than was seen to be kept.
      socket.kept.excuse();
    }
  }

  closeIssued(socket: Socket, call: Call): void {
    socket.closeIssuedNs = call.issuedNs;
    socket.closeIssuedAt.set(this.#order.now);
    socket.closeSite = call.site;
    this.#hooks.socketCloseIssued(socket, call, this.#driver);
  }

  closeFailed(socket: Socket): void {
    socket.closeIssuedNs = Number.NaN;
    socket.closeIssuedAt.clear();
    this.#hooks.socketCloseFailed(socket, this.#driver);
  }

  rundown(row: Row): void {
    const { timeNs } = row;
    const socket = this.of(row);
    if (socket === null || socket === undefined) {
      return;
    }
    if (socket.isOlder && Number.isNaN(socket.rundownNs)) {
      this.#describe(socket, row);
      socket.sinceNs = timeNs - row.number(Slot.AgeMs) * 1e6;
    }
    socket.rundownNs = timeNs;
  }

  #end(socket: Socket): void {
    this.#hooks.socketEnded(socket, this.#driver);
    const forgotten = this.#driver.sockets.end(socket);
    if (forgotten !== null && !(forgotten.closeIssuedAt.clockNs <= this.forgottenNs)) {
      this.forgottenNs = forgotten.closeIssuedAt.clockNs;
    }
  }

  /** @param site of the call that brought it, where that is known */
  #begin(socket: Socket, row: Row, site: Site | undefined): void {
    const { timeNs } = row;
    this.#describe(socket, row);
    socket.createdNs = timeNs;
    socket.createdOn = this.#order.now.processor;
    socket.createdStep = this.#order.now.step;
    socket.sinceNs = timeNs;
    this.#driver.socketCounts.created++;
    if (site !== undefined) {
      socket.site = site;
    }
    this.#hooks.socketCreated(socket, this.#driver);
  }

  #describe(socket: Socket, row: Row): void {
    socket.pointerLow = row.low(Slot.Socket);
    socket.pointerHigh = row.high(Slot.Socket);
    socket.category = row.has(Slot.Category) ? row.low(Slot.Category) : UNKNOWN_CATEGORY;
    socket.listenerIdLow = row.low(Slot.ListenerId);
    socket.listenerIdHigh = row.high(Slot.ListenerId);
    socket.addressFamily = row.low(Slot.AddressFamily);
    socket.socketType = row.low(Slot.SocketType);
    socket.protocol = row.low(Slot.Protocol);
  }
}
