import { Operation } from '../../wsk/index.ts';
import type { ChosenCall } from '../calls/selection.ts';
import { TcpKind } from './tcpip-event.ts';

/** What a call waits for while it is pending, by its operation. */
export type Awaits =
  | 'data'
  | 'datagram'
  | 'acknowledgement'
  | 'answer'
  | 'connection'
  /** That the network interface is done with a datagram's buffers: nobody else has to do with it. */
  | 'send-completion'
  /** The service that resolves names. */
  | 'resolver'
  /** A change that it is to be told of, however long that takes. */
  | 'notification'
  /** The other calls on the socket: WskCloseSocket pends until all that is outstanding is done. */
  | 'outstanding'
  | 'unknown';

const AWAITS: Readonly<Record<number, Awaits>> = {
  [Operation.SocketConnect]: 'answer',
  [Operation.Accept]: 'connection',
  [Operation.Connect]: 'answer',
  [Operation.ConnectEx]: 'answer',
  [Operation.Send]: 'acknowledgement',
  [Operation.Receive]: 'data',
  [Operation.ReceiveFrom]: 'datagram',
  [Operation.Disconnect]: 'acknowledgement',
  [Operation.CloseSocket]: 'outstanding',
  [Operation.SendTo]: 'send-completion',
  [Operation.SendMessages]: 'send-completion',
  [Operation.GetAddressInfo]: 'resolver',
  [Operation.GetNameInfo]: 'resolver',
  // WSK takes an IRP for one control of a client alone, WSK_TRANSPORT_LIST_CHANGE.
  [Operation.ControlClient]: 'notification',
};

/** SIO_ADDRESS_LIST_CHANGE: completed when the local addresses of the socket's family have changed (WSK's documentation of it). */
const ADDRESS_LIST_CHANGE = 0x28000017;

export function awaits({ op, flags }: Pick<ChosenCall, 'op' | 'flags'>): Awaits {
  if (op === Operation.ControlSocket && flags === ADDRESS_LIST_CHANGE) {
    return 'notification';
  }
  return AWAITS[op] ?? 'unknown';
}

/** The kind of event by which what a call awaits reaches the machine. */
export const ARRIVALS: Readonly<Record<Awaits, TcpKind | null>> = {
  data: TcpKind.Received,
  datagram: TcpKind.DatagramReceived,
  acknowledgement: TcpKind.Acknowledged,
  answer: TcpKind.Connected,
  connection: null,
  'send-completion': null,
  resolver: null,
  notification: null,
  outstanding: null,
  unknown: null,
};
