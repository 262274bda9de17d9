import type { TimeRange } from '../../charts/data.ts';

/** What the reader has chosen. */
export interface Choice {
  /** The operation that the distributions are about. */
  op: string;
  /** The stretch of time that all of the page shows, or null for all of it. */
  range: TimeRange | null;
}

/** Whether something that was there from one time to another was there in a range. */
export function isIn(range: TimeRange | null, fromNs: number, toNs: number): boolean {
  return range === null || (toNs >= range.fromNs && fromNs <= range.toNs);
}
