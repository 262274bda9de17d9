import type { RawEvent } from '../../etl/index.ts';
import { firstWord, type GuidWords, hasGuid } from '../guid-words.ts';
import { isClassicNetwork, KERNEL_NETWORK } from './kernel-network.ts';
import { DNS_CLIENT, NAME_RESOLUTION } from './name-event.ts';
import { TCPIP } from './tcpip-event.ts';
import { WINSOCK } from './winsock-event.ts';

/** Who tells of the network. */
export const NetworkSource = {
  Tcpip: 1,
  /** Kernel-Network, or the kernel logger. */
  Kernel: 2,
  Winsock: 3,
  NameResolution: 4,
  DnsClient: 5,
} as const;
export type NetworkSource = (typeof NetworkSource)[keyof typeof NetworkSource];

/** Who of these logged an event, and all of its form; 0 where none did. */
export function networkSourceOf(event: RawEvent): NetworkSource | 0 {
  if (!event.isEventHeader) {
    return isClassicNetwork(event) ? NetworkSource.Kernel : 0;
  }
  // Most events are of other providers: one word tells.
  switch (firstWord(event)) {
    case TCPIP[0]:
      return sourceIf(event, TCPIP, NetworkSource.Tcpip);
    case KERNEL_NETWORK[0]:
      return sourceIf(event, KERNEL_NETWORK, NetworkSource.Kernel);
    case WINSOCK[0]:
      return sourceIf(event, WINSOCK, NetworkSource.Winsock);
    case NAME_RESOLUTION[0]:
      return sourceIf(event, NAME_RESOLUTION, NetworkSource.NameResolution);
    case DNS_CLIENT[0]:
      return sourceIf(event, DNS_CLIENT, NetworkSource.DnsClient);
    default:
      return 0;
  }
}

function sourceIf(event: RawEvent, provider: GuidWords, source: NetworkSource): NetworkSource | 0 {
  return hasGuid(event, provider) ? source : 0;
}
