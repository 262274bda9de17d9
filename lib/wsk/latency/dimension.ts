import { idText } from '../ids.ts';
import type { Call } from '../model/call.ts';
import { statusName } from '../status.ts';

/** What calls can be grouped by; operations and slices of time have collectors of their own. */
export const DIMENSIONS = ['op', 'socket', 'function', 'remote', 'processor', 'status', 'time'] as const;
export type Dimension = (typeof DIMENSIONS)[number];
export type KeyedDimension = Exclude<Dimension, 'op' | 'time'>;

const NONE = '–';

/** What a completed call is grouped under, as text. */
export function keyOf(dimension: KeyedDimension, call: Call): string {
  switch (dimension) {
    case 'socket':
      return idText(call.socketIdLow, call.socketIdHigh) ?? NONE;
    case 'function':
      return call.site.function ?? NONE;
    case 'remote':
      return remoteOf(call);
    case 'processor':
      return String(call.processor);
    case 'status':
      return statusName(call.completionStatus);
  }
}

/**
 * The peer's address. An accepted socket's peer has a port of the moment, which would make a group of each
 * connection: there the host alone counts.
 */
function remoteOf({ socket }: Call): string {
  if (socket === null || socket.remoteAddress === '') {
    return NONE;
  }
  const { remoteAddress, listenerIdLow, listenerIdHigh } = socket;
  const isAccepted = listenerIdLow !== 0 || listenerIdHigh !== 0;
  return isAccepted ? remoteAddress.replace(/:\d+$/, '') : remoteAddress;
}
