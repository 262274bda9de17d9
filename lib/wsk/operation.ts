/** The WSK operations, by the numbers that `Op` has in the events. */
export const Operation = {
  Socket: 1,
  SocketConnect: 2,
  ControlClient: 3,
  Bind: 4,
  Accept: 5,
  Connect: 6,
  Listen: 7,
  Send: 8,
  Receive: 9,
  Disconnect: 10,
  CloseSocket: 11,
  ControlSocket: 12,
  GetLocalAddress: 13,
  GetRemoteAddress: 14,
  SendTo: 15,
  ReceiveFrom: 16,
  SendMessages: 17,
  InspectComplete: 18,
  GetAddressInfo: 19,
  GetNameInfo: 20,
  ConnectEx: 21,
  Release: 22,
} as const;

const NAMES = new Map<number, string>(Object.entries(Operation).map(([name, number]) => [number, name]));

/** An operation's name; a number that is not known is shown as it is. */
export function operationName(op: number): string {
  return NAMES.get(op) ?? `Op(${op})`;
}

/** The number of an operation by its name, in any case, or of `Op(n)`; null for a name that is none. */
export function operationNumber(name: string): number | null {
  const lower = name.toLowerCase();
  for (const [number, known] of NAMES) {
    if (known.toLowerCase() === lower) {
      return number;
    }
  }
  const match = /^op\((\d+)\)$/.exec(lower);
  return match === null ? null : Number(match[1]);
}

/** What an operation does with data: its completion's Information is then a number of bytes. */
export function isSend(op: number): boolean {
  return op === Operation.Send || op === Operation.SendTo || op === Operation.SendMessages;
}

export function isReceive(op: number): boolean {
  return op === Operation.Receive || op === Operation.ReceiveFrom;
}

/** Operations whose successful completion hands over a new socket, in Information. */
export function createsSocket(op: number): boolean {
  return op === Operation.Socket || op === Operation.SocketConnect || op === Operation.Accept;
}
