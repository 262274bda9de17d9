/** Whole numbers up to here have a float of their own each. */
const MAX_EXACT = 2 ** 24;
/** Below it floats have fewer digits than the six that every other has. */
const MIN_NORMAL = 2 ** -126;
const MAX_DIGITS = 9;

/**
 * A 32-bit float as the number with the fewest digits that is nearest to it: 0.1, where the float itself, widened to a
 * double, would read 0.10000000149011612.
 */
export function shortestFloat32(float: number): number {
  const size = Math.abs(float);
  if (!Number.isFinite(float) || (size <= MAX_EXACT && Number.isInteger(float))) {
    return float;
  }
  for (let digits = size < MIN_NORMAL ? 1 : 6; digits < MAX_DIGITS; digits++) {
    const short = Number(float.toPrecision(digits));
    if (Math.fround(short) === float) {
      return short;
    }
  }
  return Number(float.toPrecision(MAX_DIGITS));
}
