import type { KernelCounts } from '../machine/machine.ts';
import type { TcpRecorded } from '../tcp/connections.ts';
import type { Missing } from './segment.ts';

/** What of the machine's events was recorded, and whether any were lost. */
export interface Recording {
  readonly counts: KernelCounts;
  readonly tcp: TcpRecorded;
  readonly isLossy: boolean;
}

/** Why nothing is known of a thread where nothing is. */
export function whyNoThread({ counts, isLossy }: Recording): Missing {
  if (isLossy) {
    return 'lost';
  }
  return counts.switches === 0 ? 'CSWITCH' : 'untold';
}
