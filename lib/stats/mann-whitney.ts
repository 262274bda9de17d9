import { normalTwoSided } from './normal.ts';

export interface MannWhitney {
  /** How many of the pairs (one of each sample) have the greater value on the first side; ties count a half. */
  readonly u: number;
  /** Two-sided: the chance of a U at least this far from the middle where both come from one distribution. */
  readonly pValue: number;
  readonly method: 'exact' | 'normal';
}

/** Up to this many values the distribution is counted out: the counts, at most C(50, 25), are exact in a double. */
const EXACT_UP_TO = 50;

/**
 * The Mann–Whitney U test: whether two samples come from one distribution, by their ranks alone. Few values get the
 * exact distribution of the ranks that they have, ties included; many get the normal approximation, corrected for
 * ties and continuity.
 */
export function mannWhitney(first: readonly number[], second: readonly number[]): MannWhitney {
  const size = first.length + second.length;
  if (first.length === 0 || second.length === 0) {
    return { u: 0, pValue: 1, method: 'exact' };
  }
  const { doubledRanks, tieTerm } = rankTogether([...first, ...second]);
  const doubledSum = doubledRanks.slice(0, first.length).reduce((sum, rank) => sum + rank, 0);
  const u = doubledSum / 2 - (first.length * (first.length + 1)) / 2;
  return size <= EXACT_UP_TO
    ? { u, pValue: exactPValue(doubledRanks, first.length, doubledSum), method: 'exact' }
    : { u, pValue: normalPValue(u, first.length, second.length, tieTerm), method: 'normal' };
}

/** The least p that two samples of these sizes can give: all of one above all of the other. */
export function leastPValue(firstSize: number, secondSize: number): number {
  let arrangements = 1;
  for (let i = 1; i <= firstSize; i++) {
    arrangements *= (secondSize + i) / i;
  }
  return Math.min(1, 2 / arrangements);
}

/** How many values each of two samples needs for a p of at most `alpha` to be possible at all. */
export function sizeNeededFor(alpha: number): number {
  let size = 1;
  while (leastPValue(size, size) > alpha) {
    size++;
  }
  return size;
}

/** Ranks times two, so that those of ties, the means of their places, are integers; and Σ(t³ − t) over the ties. */
function rankTogether(values: readonly number[]): { doubledRanks: number[]; tieTerm: number } {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const doubledRanks = new Array<number>(values.length).fill(0);
  let tieTerm = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) {
      end++;
    }
    for (let at = start; at < end; at++) {
      doubledRanks[order[at]!] = start + 1 + end;
    }
    tieTerm += (end - start) ** 3 - (end - start);
    start = end;
  }
  return { doubledRanks, tieTerm };
}

/** Counts, over all ways to choose the first sample's places, those whose rank sum is as far from the mean. */
function exactPValue(doubledRanks: readonly number[], chosen: number, observed: number): number {
  const total = doubledRanks.reduce((sum, rank) => sum + rank, 0);
  const ways = Array.from({ length: chosen + 1 }, () => new Float64Array(total + 1));
  ways[0]![0] = 1;
  for (const rank of doubledRanks) {
    for (let count = chosen; count >= 1; count--) {
      const into = ways[count]!;
      const from = ways[count - 1]!;
      for (let sum = total; sum >= rank; sum--) {
        into[sum]! += from[sum - rank]!;
      }
    }
  }
  const mean = (total * chosen) / doubledRanks.length;
  const distance = Math.abs(observed - mean);
  let all = 0;
  let asFar = 0;
  ways[chosen]!.forEach((count, sum) => {
    all += count;
    // Sums are integers and the mean a multiple of 1/size: a hair absorbs its rounding.
    if (Math.abs(sum - mean) >= distance - 1e-9) {
      asFar += count;
    }
  });
  return asFar / all;
}

function normalPValue(u: number, firstSize: number, secondSize: number, tieTerm: number): number {
  const size = firstSize + secondSize;
  const mean = (firstSize * secondSize) / 2;
  const variance = ((firstSize * secondSize) / 12) * (size + 1 - tieTerm / (size * (size - 1)));
  if (variance <= 0) {
    return 1;
  }
  const distance = Math.max(0, Math.abs(u - mean) - 0.5);
  return normalTwoSided(distance / Math.sqrt(variance));
}
