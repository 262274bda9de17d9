import { categoryName, type Driver, type Socket } from '../../wsk/index.ts';
import { setId } from '../column-builder.ts';
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
    const at = this.#frame.next();
    const { columns, texts } = this.#frame;
    // Of a socket that is older than the trace only a rundown tells what it is.
    const isDescribed = !socket.isOlder || !Number.isNaN(socket.rundownNs);
    columns.provider[at] = texts.provider.numberOf(providerOf(driver));
    columns.load[at] = driver.load;
    setId(columns.socketId, at, socket.idLow, socket.idHigh);
    setId(columns.pointer, at, socket.pointerLow, socket.pointerHigh);
    columns.generation[at] = socket.generation;
    columns.category[at] = texts.category.numberOf(isDescribed ? categoryName(socket.category) : null);
    columns.addressFamily[at] = isDescribed ? socket.addressFamily : NO_UINT32;
    columns.socketType[at] = isDescribed ? socket.socketType : NO_UINT32;
    columns.protocol[at] = isDescribed ? socket.protocol : NO_UINT32;
    setId(columns.listenerId, at, socket.listenerIdLow, socket.listenerIdHigh);
    columns.localAddress[at] = texts.localAddress.numberOf(socket.localAddress || null);
    columns.remoteAddress[at] = texts.remoteAddress.numberOf(socket.remoteAddress || null);
    columns.createdNs[at] = socket.createdNs;
    columns.closeIssuedNs[at] = socket.closeIssuedNs;
    columns.closedNs[at] = socket.closedNs;
    columns.lifetimeNs[at] = socket.closedNs - socket.createdNs;
    columns.calls[at] = socket.calls;
    columns.bytesSent[at] = socket.bytesSent;
    columns.bytesReceived[at] = socket.bytesReceived;
    columns.function[at] = texts.function.numberOf(socket.site.function);
    columns.line[at] = socket.site.line ?? NO_UINT32;
    columns.outcome[at] = texts.outcome.numberOf(socket.outcome);
  }

  end(): void {
    this.#frame.end();
  }
}
