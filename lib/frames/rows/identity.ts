import type { Driver } from '../../wsk/index.ts';

/** What tells whose the objects are in a frame: ids are unique in one load of one driver alone. */
export const IDENTITY = {
  provider: ['text', 'name of the driver’s provider'],
  load: ['uint32', 'which load of the driver in this trace, from 1: ids begin anew with each'],
} as const;

export function providerOf(driver: Driver): string {
  return driver.provider.name ?? driver.provider.id;
}
