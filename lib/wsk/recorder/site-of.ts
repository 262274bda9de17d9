import type { BoundEvent } from '../events/bound-event.ts';
import { Slot } from '../events/schema.ts';
import type { Driver } from '../model/driver.ts';
import { type Site, UNKNOWN_SITE } from '../site.ts';

/** The function and line that an event tells. */
export function siteOf(driver: Driver, bound: BoundEvent): Site {
  const start = bound.textStart(Slot.Function);
  const line = bound.low(Slot.Line);
  if (start < 0) {
    return line === 0 ? UNKNOWN_SITE : driver.sites.find(bound.bytes, 0, 0, line);
  }
  const end = bound.textEnd(Slot.Function);
  return driver.sites.find(bound.bytes, start, end, line, bound.isWide(Slot.Function));
}
