import { socketAddressText } from '../../decode/index.ts';
import { HeaderType, type RawEvent } from '../../etl/index.ts';
import { guidWords, hasGuid } from '../guid-words.ts';

/** Microsoft-Windows-Kernel-Network; each of its ids tells IPv4 or IPv6. */
export const KERNEL_NETWORK = guidWords('7dd42a49-5329-4832-8dfd-43d979153a88');
/** The kernel logger's own network events: their groups, and the classes that stand for these where they were replayed. */
const GROUP_TCP = 6;
const GROUP_UDP = 8;
const TCP_CLASS = guidWords('9a280ac0-c8e0-11d1-84e2-00c04fb998a2');
const UDP_CLASS = guidWords('bf3a50c5-a9c9-4988-a005-2df0b7c80f80');

/** Numbers of the events that tell addresses: the same as ids of Kernel-Network and as opcodes of the kernel logger. */
const TCP_NAMES: ReadonlyMap<number, string> = new Map([
  [10, 'Send'],
  [11, 'Recv'],
  [12, 'Connect'],
  [13, 'Disconnect'],
  [14, 'Retransmit'],
  [15, 'Accept'],
  [16, 'Reconnect'],
  [18, 'TCPCopy'],
]);
const UDP_NAMES: ReadonlyMap<number, string> = new Map([
  [10, 'Send'],
  [11, 'Recv'],
]);
const RETRANSMIT = 14;
/** For IPv6 the numbers are so much greater; for UDP the ids of Kernel-Network are. */
const IPV6 = 16;
const UDP = 32;

/** Bytes before the addresses (PID and size), from version 1 of the kernel logger's on, and in Kernel-Network. */
const BEFORE_ADDRESSES = 8;
const AF_INET = 2;
const AF_INET6 = 23;
const SOCKADDR_IN6_BYTES = 28;

interface Form {
  readonly event: string;
  readonly isIpv6: boolean;
  readonly isAgain: boolean;
  readonly isDatagram: boolean;
}

/**
 * What the kernel itself tells of connections, in Kernel-Network's events and in the kernel logger's. Their layouts are those of
 * real traces; `saddr` is this machine's address, of what is received as well. When a send is told is up to the build (it
 * has the times of its beginning and its end), and so is a receive, which need not be told as it arrives: that
 * something was sent again is all that is sure of them.
 */
export class KernelNetworkEvent {
  /** How it is called. */
  event = '';
  /** Whether it tells that data was sent again. */
  isAgain = false;
  isDatagram = false;
  /** As the driver's own addresses are written. */
  local = '';
  remote = '';
  /** By id; and by opcode, those of UDP 256 above. */
  readonly #provider = new Map<number, Form>();
  readonly #classic = new Map<number, Form>();
  readonly #address = new Uint8Array(SOCKADDR_IN6_BYTES);

  constructor() {
    for (const isDatagram of [false, true]) {
      for (const [number, name] of isDatagram ? UDP_NAMES : TCP_NAMES) {
        for (const isIpv6 of [false, true]) {
          const opcode = number + (isIpv6 ? IPV6 : 0);
          const id = opcode + (isDatagram ? UDP : 0);
          const form = { isIpv6, isAgain: !isDatagram && number === RETRANSMIT, isDatagram };
          const event = `${isDatagram ? 'UdpIp' : 'TcpIp'}/${name}${isIpv6 ? 'IPV6' : 'IPV4'}`;
          this.#provider.set(id, { ...form, event: `Microsoft-Windows-Kernel-Network/${id}` });
          this.#classic.set(opcode | (isDatagram ? 256 : 0), { ...form, event });
        }
      }
    }
  }

  /** Reads such an event. @returns false where it tells no addresses, or is too short */
  read(event: RawEvent): boolean {
    const form = event.isEventHeader
      ? this.#provider.get(event.id)
      : this.#classic.get(event.opcode | (isUdp(event) ? 256 : 0));
    if (form === undefined) {
      return false;
    }
    // Version 0 of the kernel logger's has process and size behind; of its UDP events all else is different, too.
    if (form.isDatagram && !event.isEventHeader && event.version === 0) {
      return false;
    }
    const start = event.payload + (event.isEventHeader || event.version > 0 ? BEFORE_ADDRESSES : 0);
    const size = form.isIpv6 ? 16 : 4;
    const ports = start + 2 * size;
    if (ports + 4 > event.end) {
      return false;
    }
    this.event = form.event;
    this.isAgain = form.isAgain;
    this.isDatagram = form.isDatagram;
    this.remote = this.#addressText(event, start, size, ports);
    this.local = this.#addressText(event, start + size, size, ports + 2);
    return true;
  }

  /** Address and port in the form of a SOCKADDR, so that they read as the driver's do. */
  #addressText({ bytes }: RawEvent, at: number, size: number, portAt: number): string {
    const address = this.#address;
    const isIpv6 = size === 16;
    address[0] = isIpv6 ? AF_INET6 : AF_INET;
    address[2] = bytes[portAt]!;
    address[3] = bytes[portAt + 1]!;
    address.set(bytes.subarray(at, at + size), isIpv6 ? 8 : 4);
    return socketAddressText(address.subarray(0, isIpv6 ? SOCKADDR_IN6_BYTES : 16));
  }
}

/** Whether an event is the kernel logger's own of TCP or UDP. */
export function isClassicNetwork(event: RawEvent): boolean {
  const { group, headerType } = event;
  if (group === GROUP_TCP || group === GROUP_UDP) {
    return true;
  }
  const hasClass = headerType === HeaderType.FULL_HEADER64 || headerType === HeaderType.FULL_HEADER32;
  return hasClass && (hasGuid(event, TCP_CLASS) || hasGuid(event, UDP_CLASS));
}

function isUdp(event: RawEvent): boolean {
  return event.group === GROUP_UDP || (event.group < 0 && hasGuid(event, UDP_CLASS));
}
