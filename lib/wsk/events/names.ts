/** What an event callback's `Kind` is called, by its number. */
export const CALLBACK_KINDS: ReadonlyMap<number, string> = new Map([
  [1, 'accept'],
  [2, 'inspect'],
  [3, 'abort'],
  [4, 'receive'],
  [5, 'receive-from'],
  [6, 'disconnect'],
  [7, 'send-backlog'],
]);

/** Whose address a SocketAddress tells, by its `Kind`. */
export const ADDRESS_KINDS: ReadonlyMap<number, string> = new Map([
  [1, 'local'],
  [2, 'remote'],
]);

/** Where an IRP comes from, by `Origin`. */
export const IRP_ORIGINS: ReadonlyMap<number, string> = new Map([
  [0, 'allocated'],
  [1, 'embedded'],
  [2, 'passed-down'],
]);
