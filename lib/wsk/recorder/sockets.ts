import { socketAddressText } from '../../decode/index.ts';
import { capped } from '../../text/index.ts';
import type { BoundEvent } from '../events/bound-event.ts';
import { Slot } from '../events/schema.ts';
import type { PooledCall as Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import type { PooledSocket as Socket } from '../model/socket.ts';
import type { Hooks } from '../observer.ts';
import { isFailure } from '../status.ts';
import { ObjectKeys } from './object-keys.ts';

/** `Kind` of SocketAddress. */
const LOCAL = 1;

/** The life of sockets: created, named by addresses, closed. */
export class SocketRecorder {
  readonly #driver: Driver;
  readonly #hooks: Hooks;
  readonly #keys: ObjectKeys<Socket>;

  constructor(driver: Driver, hooks: Hooks) {
    this.#driver = driver;
    this.#hooks = hooks;
    this.#keys = new ObjectKeys(driver.sockets, Slot.SocketId, [Slot.Socket]);
  }

  /** The socket that an event is about; made known as older than the trace where it is unknown. null for none. */
  of(bound: BoundEvent): Socket | null {
    const known = this.#keys.lookUp(bound);
    return known === undefined ? this.#addOlder(bound) : known;
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
  inUse(bound: BoundEvent): Socket | null {
    const socket = this.of(bound);
    const isAnother = socket?.isClosed && !this.#keys.isById(bound) && !this.#driver.tells.sockets;
    return isAnother ? this.#addOlder(bound) : socket;
  }

  created(bound: BoundEvent): void {
    const { socketCounts, creators } = this.#driver;
    const before = this.#keys.find(bound);
    if (before !== undefined && !before.isClosed) {
      if (this.#keys.isById(bound)) {
        // A callback can run on an accepted socket before its creation is told: it is not older, after all.
        if (before.isOlder) {
          socketCounts.olderThanTrace--;
          before.isOlder = false;
          this.#begin(before, bound);
        }
        return;
      }
      this.#end(before);
    }
    const socket = this.#keys.add(bound);
    this.#begin(socket, bound);
    creators.delete(socket.pointerLow, socket.pointerHigh);
  }

  address(bound: BoundEvent): void {
    const socket = this.of(bound);
    if (socket !== null) {
      const text = capped(socketAddressText(bound.binary(Slot.Address)));
      if (bound.low(Slot.Kind) === LOCAL) {
        socket.localAddress = text;
      } else {
        socket.remoteAddress = text;
      }
    }
  }

  closed(bound: BoundEvent): void {
    const { timeNs } = bound;
    const socket = this.of(bound);
    if (socket !== null && !isFailure(bound.low(Slot.Status))) {
      this.close(socket, timeNs, false);
    }
  }

  /** Tells that a socket's close completed; the completion and SocketClosed both do, in either order. */
  close(socket: Socket, timeNs: number, isByCompletion: boolean): void {
    if (socket.isClosed) {
      return;
    }
    socket.closedNs = timeNs;
    socket.isClosedByCompletion = isByCompletion;
    this.#driver.socketCounts.closed += socket.isOlder ? 0 : 1;
    for (const hook of this.#hooks.socketClosed) {
      hook(socket, this.#driver);
    }
    this.#end(socket);
  }

  closeIssued(socket: Socket, call: Call): void {
    socket.closeIssuedNs = call.issuedNs;
    socket.closeSite = call.site;
    for (const hook of this.#hooks.socketCloseIssued) {
      hook(socket, call, this.#driver);
    }
  }

  rundown(bound: BoundEvent): void {
    const { timeNs } = bound;
    const socket = this.of(bound);
    if (socket === null) {
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
    this.#driver.sockets.end(socket);
  }

  #begin(socket: Socket, bound: BoundEvent): void {
    const { timeNs } = bound;
    this.#describe(socket, bound);
    socket.createdNs = timeNs;
    socket.sinceNs = timeNs;
    this.#driver.socketCounts.created++;
    const site = this.#driver.creators.get(socket.pointerLow, socket.pointerHigh);
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
