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

/** Major functions of IRPs that are no WSK calls have numbers from here on: a mapping can name them. */
const FIRST_MAJOR_FUNCTION = 0x100;

/** By their numbers in the WDK's wdm.h, from IRP_MJ_CREATE (0) to IRP_MJ_PNP (0x1B). */
const MAJOR_FUNCTIONS = [
  'CREATE',
  'CREATE_NAMED_PIPE',
  'CLOSE',
  'READ',
  'WRITE',
  'QUERY_INFORMATION',
  'SET_INFORMATION',
  'QUERY_EA',
  'SET_EA',
  'FLUSH_BUFFERS',
  'QUERY_VOLUME_INFORMATION',
  'SET_VOLUME_INFORMATION',
  'DIRECTORY_CONTROL',
  'FILE_SYSTEM_CONTROL',
  'DEVICE_CONTROL',
  'INTERNAL_DEVICE_CONTROL',
  'SHUTDOWN',
  'LOCK_CONTROL',
  'CLEANUP',
  'CREATE_MAILSLOT',
  'QUERY_SECURITY',
  'SET_SECURITY',
  'POWER',
  'SYSTEM_CONTROL',
  'DEVICE_CHANGE',
  'QUERY_QUOTA',
  'SET_QUOTA',
  'PNP',
] as const;
const READ = FIRST_MAJOR_FUNCTION + MAJOR_FUNCTIONS.indexOf('READ');
const WRITE = FIRST_MAJOR_FUNCTION + MAJOR_FUNCTIONS.indexOf('WRITE');

/** Operations have numbers below this. */
export const OPERATION_NUMBERS = FIRST_MAJOR_FUNCTION + MAJOR_FUNCTIONS.length;

/** What operations are called, by their numbers. */
export const OPERATIONS: ReadonlyMap<number, string> = new Map<number, string>([
  ...Object.entries(Operation).map(([name, number]) => [number, name] as const),
  ...MAJOR_FUNCTIONS.map((name, at) => [FIRST_MAJOR_FUNCTION + at, `IRP_MJ_${name}`] as const),
]);

/** The names of all that are known, in the order of the numbers. */
export const OPERATION_NAMES: readonly string[] = [...OPERATIONS.values()];

/** An operation's name; a number that is not known is shown as it is. */
export function operationName(op: number): string {
  return OPERATIONS.get(op) ?? `Op(${op})`;
}

/** The number of an operation by its name, in any case, or of `Op(n)`; null for a name that is none. */
export function operationNumber(name: string): number | null {
  const lower = name.toLowerCase();
  for (const [number, known] of OPERATIONS) {
    if (known.toLowerCase() === lower) {
      return number;
    }
  }
  const match = /^op\((\d+)\)$/.exec(lower);
  return match === null ? null : Number(match[1]);
}

/** What an operation does with data: its completion's Information is then a number of bytes. */
export function isSend(op: number): boolean {
  return isWskSend(op) || op === WRITE;
}

export function isReceive(op: number): boolean {
  return op === Operation.Receive || op === Operation.ReceiveFrom || op === READ;
}

/** A send of WSK's, which sends all that it is given or fails. */
export function isWskSend(op: number): boolean {
  return op === Operation.Send || op === Operation.SendTo || op === Operation.SendMessages;
}

/** Operations whose successful completion hands over a new socket, in Information. */
export function createsSocket(op: number): boolean {
  return op === Operation.Socket || op === Operation.SocketConnect || op === Operation.Accept;
}
