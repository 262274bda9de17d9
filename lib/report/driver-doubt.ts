import type { Analysis } from '../wsk/index.ts';

/** Why nothing can be said of a driver; null where there is one that made calls, or an older one's that ended. */
export function driverDoubt({ providers, calls }: Pick<Analysis, 'providers' | 'calls'>): string | null {
  if (providers.length === 0) {
    return 'no event of a WSK driver is in it: was the provider enabled?';
  }
  return calls.issued + calls.olderThanTrace === 0
    ? 'no call of a WSK function is in it: were the CALL and DATA keywords enabled?'
    : null;
}
