/** The operations of the event schema, each with its number and how long it usually takes. */
interface Operation {
  readonly name: string;
  readonly op: number;
  /** Typical time from issue to completion when it pends, in ns. */
  readonly typicalNs: number;
  /** Share of calls that complete before they return. */
  readonly inline: number;
}

const us = 1000;
const ms = 1_000_000;

const table = [
  ['Socket', 30 * us, 0.6],
  ['SocketConnect', 4 * ms, 0],
  ['ControlClient', 20 * us, 0.8],
  ['Bind', 25 * us, 0.7],
  ['Accept', 8 * ms, 0],
  ['Connect', 3 * ms, 0.02],
  ['Listen', 15 * us, 0.9],
  ['Send', 40 * us, 0.35],
  ['Receive', 300 * us, 0.15],
  ['Disconnect', 500 * us, 0.1],
  ['CloseSocket', 120 * us, 0.3],
  ['ControlSocket', 10 * us, 0.9],
  ['GetLocalAddress', 5 * us, 0.95],
  ['GetRemoteAddress', 5 * us, 0.95],
  ['SendTo', 30 * us, 0.5],
  ['ReceiveFrom', 400 * us, 0.2],
  ['SendMessages', 45 * us, 0.4],
  ['InspectComplete', 60 * us, 0.3],
  ['GetAddressInfo', 6 * ms, 0.05],
  ['GetNameInfo', 5 * ms, 0.05],
  ['ConnectEx', 3 * ms, 0],
  ['Release', 0, 1],
] as const;

export type OperationName = (typeof table)[number][0];

export const operations: readonly Operation[] = table.map(([name, typicalNs, inline], index) => ({
  name,
  op: index + 1,
  typicalNs,
  inline,
}));

/** Numbers by name: `op.Send` is 8. */
export const op = Object.fromEntries(operations.map((o) => [o.name, o.op])) as Readonly<
  Record<OperationName, number>
>;

/** Operations whose Information is a count of bytes, by the direction of the bytes. */
export const sends: ReadonlySet<number> = new Set([op.Send, op.SendTo, op.SendMessages]);
export const receives: ReadonlySet<number> = new Set([op.Receive, op.ReceiveFrom]);

/** WSK_FLAG_* of the five socket categories. */
export const category = { basic: 0, listening: 1, connection: 2, datagram: 4, stream: 8 } as const;

/** `Kind` of the event callbacks. */
export const callback = {
  accept: 1,
  inspect: 2,
  abort: 3,
  receive: 4,
  receiveFrom: 5,
  disconnect: 6,
  sendBacklog: 7,
} as const;
