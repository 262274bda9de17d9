import { printable } from '../text/index.ts';
import type { Analysis, MappedDriver } from '../wsk/index.ts';

/** Why nothing can be said of a driver; null where there is one that made calls, or an older one's that ended. */
export function driverDoubt({
  providers,
  mapped,
  calls,
}: Pick<Analysis, 'providers' | 'mapped' | 'calls'>): string | null {
  if (providers.length === 0) {
    return mapped.length === 0
      ? 'no event of a WSK driver is in it: was the provider enabled?'
      : `${unseenMapping(mapped)}, and none of a WSK driver: were they enabled?`;
  }
  if (calls.issued + calls.olderThanTrace > 0) {
    return null;
  }
  return providers.every((name) => mapped.some((one) => one.isSeen && one.name === name))
    ? 'no call is in it: were the events enabled that the mapping tells calls by?'
    : 'no call of a WSK function is in it: were the CALL and DATA keywords enabled?';
}

/** Says of which mapped drivers no event is in a trace; null where each has some. */
export function unseenMapping(mapped: readonly MappedDriver[]): string | null {
  const names = mapped.filter(({ isSeen }) => !isSeen).map(({ name }) => printable(name));
  return names.length === 0 ? null : `no event that the mapping of ${names.join(', ')} names is in it`;
}
