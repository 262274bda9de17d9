import { socketAddressText } from '../../decode/index.ts';
import type { RawEvent } from '../../etl/index.ts';
import { guidWords } from '../guid-words.ts';

/** What TCPIP's events tell of a connection. */
export const TcpKind = {
  /** Its addresses and its Tcb. */
  Known: 1,
  /** A SYN, or one sent again. */
  SynSent: 2,
  SynSentAgain: 3,
  /** The peer answered the SYN. */
  Connected: 4,
  /** A call handed something over: logged by the calling thread, inside the call. */
  SendPosted: 5,
  ReceiveRequested: 6,
  Sent: 7,
  SentAgain: 8,
  Acknowledged: 9,
  Received: 10,
  WindowClosed: 11,
  WindowOpened: 12,
  /** A datagram reached its endpoint: `tcb` is the endpoint. */
  DatagramReceived: 13,
  DatagramSent: 14,
} as const;
export type TcpKind = (typeof TcpKind)[keyof typeof TcpKind];

/**
 * How an event tells the connection: its Tcb first, with or without addresses, or addresses first and the Tcb behind; and for
 * datagrams the endpoint, two counts, and the addresses.
 */
type Form = 'tcb' | 'tcb-addresses' | 'addresses-tcb' | 'endpoint-counts-addresses';

/**
 * Events of Microsoft-Windows-TCPIP by id, as its manifests of Windows 7 and 10 have them (repnz/etw-providers-docs): later
 * versions put fields behind. Those that tell of the same thing in several ways are all here, since it depends on the
 * build and the connection which one is logged.
 */
const EVENTS: readonly (readonly [id: number, kind: TcpKind, form: Form])[] = [
  [1002, TcpKind.Known, 'tcb-addresses'], // TcpRequestConnect
  [1004, TcpKind.SynSent, 'tcb'], // TcpTcbSynSend
  [1017, TcpKind.Known, 'addresses-tcb'], // TcpAcceptListenerComplete
  [1031, TcpKind.Known, 'addresses-tcb'], // TcpConnectTcbProceeding
  [1033, TcpKind.Connected, 'addresses-tcb'], // TcpConnectTcbComplete
  [1071, TcpKind.Acknowledged, 'tcb'], // TcpDataTransferCumAck
  [1073, TcpKind.Sent, 'tcb'], // TcpDataTransferSend
  [1074, TcpKind.Received, 'tcb'], // TcpDataTransferReceive
  [1077, TcpKind.SentAgain, 'tcb'], // TcpDataTransferRetransmitRound
  [1102, TcpKind.WindowClosed, 'tcb'], // TcpZeroWindowProbingBegin
  [1103, TcpKind.WindowOpened, 'tcb'], // TcpZeroWindowProbingEnd
  [1151, TcpKind.Acknowledged, 'tcb'], // TcpCtcpDataTransferCumAck
  [1153, TcpKind.Sent, 'tcb'], // TcpCtcpDataTransferSend
  [1156, TcpKind.ReceiveRequested, 'tcb'], // TcpReceiveRequest
  [1159, TcpKind.SendPosted, 'tcb'], // TcpSendPosted
  [1169, TcpKind.DatagramSent, 'endpoint-counts-addresses'], // UdpEndpointSendMessages
  [1170, TcpKind.DatagramReceived, 'endpoint-counts-addresses'], // UdpEndpointReceiveMessages
  [1186, TcpKind.SynSentAgain, 'tcb-addresses'], // TcpConnectRestransmit
  [1187, TcpKind.SentAgain, 'tcb-addresses'], // TcpDataTransferRestransmit
  [1300, TcpKind.Known, 'tcb-addresses'], // TcpConnectionRundown
  [1330, TcpKind.Acknowledged, 'tcb'], // TcpDataTransferCumAck
  [1331, TcpKind.Acknowledged, 'tcb'], // TcpCtcpDataTransferCumAck
  [1332, TcpKind.Sent, 'tcb'], // TcpDataTransferSend
  [1333, TcpKind.Sent, 'tcb'], // TcpCtcpDataTransferSend
  [1351, TcpKind.SentAgain, 'tcb'], // TcpDataTransferRetransmitRound
  [1364, TcpKind.Known, 'tcb-addresses'], // TcpInsertConnectionTuple
];

export const TCPIP = guidWords('2f07e2ee-15db-40f1-90ef-9d7ba282188a');
/** Status, ProcessId and Compartment between the addresses and the Tcb. */
const BEFORE_TCB = 12;
/** Messages and bytes, between an endpoint and the addresses. */
const COUNTS = 8;

interface KnownEvent {
  readonly kind: TcpKind;
  readonly form: Form;
  readonly event: string;
}

/** An event of a connection, as it stands in its buffer: valid until the next one is read. */
export class TcpipEvent {
  /** How it is called where it proves something. */
  event = '';
  kind: TcpKind = TcpKind.Known;
  /** Its Tcb, in halves of 32 bits. */
  tcbLow = 0;
  tcbHigh = 0;
  /** Addresses as text, where the event tells them; else empty. */
  local = '';
  remote = '';
  /** By the event's id. */
  readonly #known: (KnownEvent | undefined)[] = [];

  constructor() {
    for (const [id, kind, form] of EVENTS) {
      this.#known[id] = { kind, form, event: `Microsoft-Windows-TCPIP/${id}` };
    }
  }

  /** Reads an event of TCPIP's. @returns false for those that are not followed, or that are too short */
  read(event: RawEvent): boolean {
    const known = this.#known[event.id];
    if (known === undefined) {
      return false;
    }
    this.event = known.event;
    this.kind = known.kind;
    this.local = '';
    this.remote = '';
    const { payload, end, pointerSize } = event;
    if (known.form === 'tcb') {
      return this.#readTcb(event, payload);
    }
    const isTcbLast = known.form === 'addresses-tcb';
    const counts = known.form === 'endpoint-counts-addresses' ? COUNTS : 0;
    const addressesEnd = this.#readAddresses(event, isTcbLast ? payload : payload + pointerSize + counts);
    if (addressesEnd < 0 || addressesEnd > end) {
      return false;
    }
    return this.#readTcb(event, isTcbLast ? addressesEnd + BEFORE_TCB : payload);
  }

  #readTcb({ view, end, pointerSize }: RawEvent, at: number): boolean {
    if (at + pointerSize > end) {
      return false;
    }
    this.tcbLow = view.getUint32(at, true);
    this.tcbHigh = pointerSize === 8 ? view.getUint32(at + 4, true) : 0;
    return true;
  }

  /** Reads two SOCKADDRs, each behind its length. @returns where they end, or -1 where they do not fit */
  #readAddresses(event: RawEvent, start: number): number {
    const { view, end } = event;
    let at = start;
    for (const side of ['local', 'remote'] as const) {
      if (at + 4 > end) {
        return -1;
      }
      const length = view.getUint32(at, true);
      if (length > end - at - 4) {
        return -1;
      }
      // As the driver's own addresses are written, so that the two can be compared.
      const bytes = new Uint8Array(view.buffer, view.byteOffset + at + 4, length);
      this[side] = socketAddressText(bytes);
      at += 4 + length;
    }
    return at;
  }
}
