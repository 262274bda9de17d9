import { categoryName, type Driver, type Socket } from '../../wsk/index.ts';
import type { RowSinkFor } from '../row-block.ts';
import { RowWriter, setId } from '../row-writer.ts';
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
  readonly #frame: RowWriter<typeof SOCKETS.types>;

  constructor(sinkFor: RowSinkFor) {
    this.#frame = new RowWriter(SOCKETS, sinkFor);
  }

  add(socket: Socket, driver: Driver): void {
    const at = this.#frame.next();
    const { row, slots, texts } = this.#frame;
    // Of a socket that is older than the trace only a rundown tells what it is.
    const isDescribed = !socket.isOlder || !Number.isNaN(socket.rundownNs);
    row[at + slots.provider] = texts.provider.numberOf(providerOf(driver));
    row[at + slots.load] = driver.load;
    setId(row, at + slots.socketId, socket.idLow, socket.idHigh);
    setId(row, at + slots.pointer, socket.pointerLow, socket.pointerHigh);
    row[at + slots.generation] = socket.generation;
    row[at + slots.category] = texts.category.numberOf(categoryName(socket.category));
    row[at + slots.addressFamily] = isDescribed ? socket.addressFamily : NO_UINT32;
    row[at + slots.socketType] = isDescribed ? socket.socketType : NO_UINT32;
    row[at + slots.protocol] = isDescribed ? socket.protocol : NO_UINT32;
    setId(row, at + slots.listenerId, socket.listenerIdLow, socket.listenerIdHigh);
    row[at + slots.localAddress] = texts.localAddress.numberOf(socket.localAddress || null);
    row[at + slots.remoteAddress] = texts.remoteAddress.numberOf(socket.remoteAddress || null);
    row[at + slots.createdNs] = socket.createdNs;
    row[at + slots.closeIssuedNs] = socket.closeIssuedNs;
    row[at + slots.closedNs] = socket.closedNs;
    row[at + slots.lifetimeNs] = socket.closedNs - socket.createdNs;
    row[at + slots.calls] = socket.calls;
    row[at + slots.bytesSent] = socket.bytesSent;
    row[at + slots.bytesReceived] = socket.bytesReceived;
    row[at + slots.function] = texts.function.numberOf(socket.site.function);
    row[at + slots.line] = socket.site.line ?? NO_UINT32;
    row[at + slots.outcome] = texts.outcome.numberOf(socket.outcome);
  }

  end(): void {
    this.#frame.end();
  }
}
