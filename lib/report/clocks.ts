import type { ClockFacts, ClockOffset, OffsetRange } from '../wsk/index.ts';
import { formatNs, plural } from './units.ts';

/** How many processors are named; the others are counted. */
const NAMED = 8;

/** What a trace shows of its processors' clocks, in a line each; none where they agree as far as it can tell. */
export function clockLines({ stepNs, reference, offsets }: ClockFacts): string[] {
  const lines = offsets.slice(0, NAMED).map((offset) => offsetLine(offset, reference));
  if (offsets.length > NAMED) {
    lines.push(`the clocks of ${plural(offsets.length - NAMED, 'more processor')} disagree, too; corrected`);
  }
  if (stepNs !== null) {
    lines.push(
      `the clock moves in steps of ${formatNs(stepNs)}: within a step, the order of two processors’ events is not known by it`,
    );
  }
  return lines;
}

function offsetLine({ processor, first, last }: ClockOffset, reference: number): string {
  const shared = overlapOf(first, last);
  const where = `processor ${processor}’s clock`;
  const whose = `processor ${reference}’s`;
  return shared === null
    ? `${where} was ${rangeText(first)} ${whose} at first and ${rangeText(last)} it at last; corrected`
    : `${where} is ${rangeText(shared)} ${whose}; corrected`;
}

function overlapOf(a: OffsetRange, b: OffsetRange): OffsetRange | null {
  const leastNs = Math.max(a.leastNs, b.leastNs);
  const mostNs = Math.min(a.mostNs, b.mostNs);
  return leastNs <= mostNs ? { leastNs, mostNs } : null;
}

/** "9 to 11 µs behind", "up to 3 µs behind or 5 µs ahead of". */
function rangeText({ leastNs, mostNs }: OffsetRange): string {
  if (mostNs <= 0) {
    return `${spanText(-mostNs, -leastNs)} behind`;
  }
  if (leastNs >= 0) {
    return `${spanText(leastNs, mostNs)} ahead of`;
  }
  return `up to ${formatNs(-leastNs)} behind or ${formatNs(mostNs)} ahead of`;
}

function spanText(fromNs: number, toNs: number): string {
  const [from, to] = [formatNs(fromNs), formatNs(toNs)];
  const [, unit] = to.split(' ');
  // One unit is enough where both have it.
  return from === to ? to : `${from.endsWith(` ${unit}`) ? from.slice(0, -unit!.length - 1) : from} to ${to}`;
}
