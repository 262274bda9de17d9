/**
 * The nearest-rank percentile of numbers in ascending order: the least of them that at least `fraction` of all do
 * not exceed. It is always one of the numbers.
 * @param fraction above 0 and at most 1
 * @returns NaN where there are no numbers
 */
export function nearestRank(sorted: ArrayLike<number>, fraction: number): number {
  const { length } = sorted;
  return length === 0 ? Number.NaN : sorted[placeOfRank(length, fraction)]!;
}

/** Where that one stands, from 0, among so many numbers in ascending order. */
export function placeOfRank(length: number, fraction: number): number {
  // In exact arithmetic 0.999 × 1000 is 999; the nearest doubles give a hair more.
  const rank = Math.ceil(fraction * length - 1e-9);
  return Math.min(Math.max(rank, 1), length) - 1;
}
