import { categoryName, type Driver, type Socket } from '../../wsk/index.ts';
import { FrameBuilder, type SinkFor } from '../frame-builder.ts';
import { defineFrame, NO_UINT32 } from '../schema.ts';
import { IDENTITY, providerOf } from './identity.ts';

export const SOCKETS = defineFrame('sockets', 'One row for each socket.', {
  ...IDENTITY,
  socketId: ['id', 'the socket'],
  pointer: ['pointer', 'its address, which is used again at once'],
  generation: ['uint32', 'which socket it is at this address, from 1'],
  category: ['text', 'basic, listening, connection, datagram or stream'],
  addressFamily: ['uint32', 'as in 2 for IPv4 and 23 for IPv6'],
  socketType: ['uint32', 'as in 1 for streams and 2 for datagrams'],
  protocol: ['uint32', 'as in 6 for TCP and 17 for UDP'],
  listenerId: ['id', 'the listening socket that it was accepted on'],
  localAddress: ['text', 'address and port'],
  remoteAddress: ['text', 'address and port'],
  createdNs: ['ns', 'when it was handed to the driver'],
  closeIssuedNs: ['ns', 'when its close was issued'],
  closedNs: ['ns', 'when its close completed'],
  lifetimeNs: ['ns', 'from its creation to its close; none unless both are in the trace'],
  calls: ['uint32', 'calls issued on it'],
  bytesSent: ['whole', 'bytes of its successful sends', 'bytes'],
  bytesReceived: ['whole', 'bytes of its successful receives', 'bytes'],
  function: ['text', 'the driver’s function that asked for it'],
  line: ['uint32', 'the line in the driver’s source'],
  outcome: ['text', 'closed, open or older-than-trace'],
});

export class SocketRows {
  readonly #frame: FrameBuilder<typeof SOCKETS.types>;

  constructor(sinkFor: SinkFor) {
    this.#frame = new FrameBuilder(SOCKETS, sinkFor);
  }

  add(socket: Socket, driver: Driver): void {
    const { columns } = this.#frame;
    const at = this.#frame.next();
    // Of a socket that is older than the trace only a rundown tells what it is.
    const isDescribed = !socket.isOlder || !Number.isNaN(socket.rundownNs);
    columns.provider.set(at, providerOf(driver));
    columns.load.set(at, driver.load);
    columns.socketId.set(at, socket.idLow, socket.idHigh);
    columns.pointer.set(at, socket.pointerLow, socket.pointerHigh);
    columns.generation.set(at, socket.generation);
    columns.category.set(at, isDescribed ? categoryName(socket.category) : null);
    columns.addressFamily.set(at, isDescribed ? socket.addressFamily : NO_UINT32);
    columns.socketType.set(at, isDescribed ? socket.socketType : NO_UINT32);
    columns.protocol.set(at, isDescribed ? socket.protocol : NO_UINT32);
    columns.listenerId.set(at, socket.listenerIdLow, socket.listenerIdHigh);
    columns.localAddress.set(at, socket.localAddress || null);
    columns.remoteAddress.set(at, socket.remoteAddress || null);
    columns.createdNs.set(at, socket.createdNs);
    columns.closeIssuedNs.set(at, socket.closeIssuedNs);
    columns.closedNs.set(at, socket.closedNs);
    columns.lifetimeNs.set(at, socket.closedNs - socket.createdNs);
    columns.calls.set(at, socket.calls);
    columns.bytesSent.set(at, socket.bytesSent);
    columns.bytesReceived.set(at, socket.bytesReceived);
    columns.function.set(at, socket.site.function);
    columns.line.set(at, socket.site.line ?? NO_UINT32);
    columns.outcome.set(at, socket.outcome);
  }

  end(): void {
    this.#frame.end();
  }
}
