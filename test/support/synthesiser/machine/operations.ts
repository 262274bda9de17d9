/** Numbers of the operations that a synthesised machine's driver calls. */
export const Op = {
  ControlClient: 3,
  Connect: 6,
  Send: 8,
  Receive: 9,
  ControlSocket: 12,
  SendTo: 15,
  ReceiveFrom: 16,
  GetAddressInfo: 19,
  GetNameInfo: 20,
} as const;

/** What is called over a TCP connection. */
export const TCP_OPERATIONS: readonly number[] = [Op.Send, Op.Receive];
/** Those, and what goes other ways: datagrams, names, and what tells of changes. */
export const ALL_OPERATIONS: readonly number[] = Object.values(Op).filter((op) => op !== Op.Connect);

export const isDatagrams = (op: number): boolean => op === Op.SendTo || op === Op.ReceiveFrom;
export const isResolvers = (op: number): boolean => op === Op.GetAddressInfo || op === Op.GetNameInfo;
export const isNotification = (op: number): boolean => op === Op.ControlClient || op === Op.ControlSocket;
/** Calls that are for no socket. */
export const isClients = (op: number): boolean => isResolvers(op) || op === Op.ControlClient;

/** The control code that the driver's events have in Flags: WSK_TRANSPORT_LIST_CHANGE, SIO_ADDRESS_LIST_CHANGE. */
export const flagsOf = (op: number): number => {
  if (op === Op.ControlClient) return 2;
  return op === Op.ControlSocket ? 0x28000017 : 0;
};
