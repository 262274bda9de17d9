import { nearestRank } from './percentile.ts';
import { seededRandom } from './random.ts';

export interface BootstrapOptions {
  /** Share of the resamples that the interval covers, as 0.95. */
  readonly confidence: number;
  readonly resamples: number;
  /** The same seed gives the same interval. */
  readonly seed: number;
}

/**
 * The percentile bootstrap interval of a statistic over two samples: each is drawn from anew, with repetition, and
 * the statistic taken of every such pair.
 * @returns null where a sample has fewer than two values, which resampling can't vary
 */
export function bootstrapInterval(
  first: readonly number[],
  second: readonly number[],
  statistic: (first: readonly number[], second: readonly number[]) => number,
  { confidence, resamples, seed }: BootstrapOptions,
): readonly [number, number] | null {
  if (first.length < 2 || second.length < 2) {
    return null;
  }
  const random = seededRandom(seed);
  const draw = (values: readonly number[]) => values.map(() => values[Math.floor(random() * values.length)]!);
  const statistics = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) {
    statistics[i] = statistic(draw(first), draw(second));
  }
  statistics.sort();
  const tail = (1 - confidence) / 2;
  return [nearestRank(statistics, tail), nearestRank(statistics, 1 - tail)];
}
