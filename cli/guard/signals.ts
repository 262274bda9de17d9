import { constants } from 'node:os';

/** What ends a run from outside: Ctrl-C, a request to end, a terminal that closes. */
export const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type EndingSignal = (typeof ENDING_SIGNALS)[number];

/** What shells show of a process that a signal ended: 130, 143, 129. */
export function codeOf(signal: EndingSignal): number {
  return 128 + constants.signals[signal];
}
