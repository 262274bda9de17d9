import { InvalidArgumentError } from 'commander';
import { TraceError } from '../../lib/etl/index.ts';
import { durationNs } from '../../lib/report/index.ts';

/** Reads a duration such as 5ms, 1.5s or 20us into nanoseconds; 0 needs no unit. */
export function parseDuration(text: string): number {
  const ns = text.trim() === '0' ? 0 : durationNs(text.trim());
  if (!Number.isFinite(ns)) {
    throw new InvalidArgumentError('A duration is a number with ns, us, ms, s or m, as in 1.5s.');
  }
  return ns;
}

/** @throws TraceError of kind `usage` where no time lies between `--from` and `--to` */
export function refuseEmptyStretch({
  from = 0,
  to = from,
}: {
  readonly from?: number;
  readonly to?: number;
}): void {
  if (from > to) {
    throw new TraceError('usage', '--from is later than --to');
  }
}
