import type { Missing } from '../calls/segment.ts';
import { awaits } from './awaits.ts';
import type { CallConnection } from './call-connection.ts';
import { type TcpRecorded, WILDCARD } from './connections.ts';
import { TcpKind } from './tcpip-event.ts';

/** Why nothing can be told of what a call waited for; null where it can. */
export function missingOf(connection: CallConnection, recorded: TcpRecorded): Missing | null {
  const { call } = connection.tracked;
  const what = awaits(call);
  switch (what) {
    case 'unknown':
    case 'outstanding':
      return 'untold';
    case 'notification':
      return null;
    case 'resolver':
      return missingOfResolver(connection, recorded);
    case 'connection':
      return recorded.events > 0 ? null : 'Microsoft-Windows-TCPIP';
    case 'send-completion':
      return recorded.sends ? missingOfDatagramSent(connection) : 'Microsoft-Windows-TCPIP';
    case 'datagram':
      return recorded.receives ? missingOfDatagram(connection) : 'Microsoft-Windows-TCPIP';
    case 'data':
      return recorded.receives ? missingOfConnection(connection) : 'Microsoft-Windows-TCPIP';
    default: {
      // A SYN of its own shows that those sent again would be told, too.
      const hasSyn = connection.events.some(({ kind }) => kind === TcpKind.SynSent);
      const isRecorded = recorded.sends || (what === 'answer' && hasSyn);
      return isRecorded ? missingOfConnection(connection) : 'Microsoft-Windows-TCPIP';
    }
  }
}

function missingOfConnection({ tracked, tcb, isAmbiguous, isCut }: CallConnection): Missing | null {
  if (tcb === null) {
    const { localAddress, remoteAddress } = tracked.call;
    return localAddress === '' || remoteAddress === '' ? 'SOCKET' : 'Microsoft-Windows-TCPIP';
  }
  return isAmbiguous || isCut ? 'untold' : null;
}

/** Who answers a call that resolves a name is the thread that completes it, where that was seen to resolve one. */
function missingOfResolver({ tracked, resolution }: CallConnection, recorded: TcpRecorded): Missing | null {
  if (tracked.call.isPending) {
    return null;
  }
  if (recorded.nameResolution === 0) {
    return 'Microsoft-Windows-Winsock-NameResolution';
  }
  return resolution === null || tracked.dpc !== null ? 'untold' : null;
}

/** A datagram was handed over where UDP told so in an event of the issuing thread, with the socket's address. */
function missingOfDatagramSent({ tracked, handedOver }: CallConnection): Missing | null {
  if (handedOver !== null) {
    return null;
  }
  return tracked.call.localAddress === '' ? 'SOCKET' : 'untold';
}

/** A datagram is for the socket that has its local address; one for all addresses can't be told by that. */
function missingOfDatagram({ tracked, isCut }: CallConnection): Missing | null {
  const { localAddress } = tracked.call;
  if (localAddress === '') {
    return 'SOCKET';
  }
  return isCut || WILDCARD.test(localAddress) ? 'untold' : null;
}
