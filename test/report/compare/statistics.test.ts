import { describe, expect, test } from 'vitest';
import { compareLatencies, type LatencyOptions } from '../../../lib/report/compare/index.ts';
import { nearestRank } from '../../../lib/stats/index.ts';
import type { OperationSummary } from '../../../lib/wsk/index.ts';
import { type Random, random } from '../../support/random.ts';

/**
 * The claims of a comparison against simulated drivers whose truth is known. A call’s latency is lognormal, as
 * measured latencies are; and each trace has a pace of its own, since machines are not equally busy in each run: that
 * is what makes calls of one trace no independent samples.
 */
const PAIRS = 200;
const TRACES = 10;
const CALLS = 150;
const PACE = 0.05;
const OPERATIONS: readonly [op: string, typicalNs: number, spread: number][] = [
  ['Send', 40e3, 0.6],
  ['Receive', 300e3, 0.8],
  ['Connect', 3e6, 0.4],
];
// The interval takes no part in a claim: few draws will do.
const options: LatencyOptions = { minEffect: 0.1, alpha: 0.05, minSamples: null, resamples: 10 };

function normal(rng: Random): number {
  return Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
}

function simulateTrace(rng: Random, slowdown: number): OperationSummary[] {
  const pace = Math.exp(PACE * normal(rng)) * slowdown;
  return OPERATIONS.map(([op, typicalNs, spread]) => {
    const latencies = Array.from({ length: CALLS }, () => typicalNs * pace * Math.exp(spread * normal(rng)));
    latencies.sort((a, b) => a - b);
    const [p50, p90, p99, p999] = [0.5, 0.9, 0.99, 0.999].map((fraction) =>
      nearestRank(latencies, fraction),
    ) as [number, number, number, number];
    const latencyNs = { p50, p90, p99, p999, max: latencies.at(-1)!, mean: p50 };
    return {
      op,
      issued: CALLS,
      completed: CALLS,
      failed: 0,
      cancelled: 0,
      withoutIrp: 0,
      refused: 0,
      bytes: 0,
      latencyNs,
    };
  });
}

/** In how many pairs a change is claimed that goes this way. */
function claims(
  slowdown: number,
  seed: number,
  wanted: Partial<LatencyOptions> = {},
): { slower: number; faster: number } {
  const rng = random(seed);
  const counts = { slower: 0, faster: 0 };
  for (let pair = 0; pair < PAIRS; pair++) {
    const base = Array.from({ length: TRACES }, () => simulateTrace(rng, 1));
    const head = Array.from({ length: TRACES }, () => simulateTrace(rng, slowdown));
    const verdicts = compareLatencies(base, head, { ...options, ...wanted }).map(({ verdict }) => verdict);
    counts.slower += verdicts.includes('slower') ? 1 : 0;
    counts.faster += verdicts.includes('faster') ? 1 : 0;
  }
  return counts;
}

describe(`over ${PAIRS} simulated pairs of ${TRACES} traces a side`, { timeout: 120_000 }, () => {
  test('without a change at most alpha of them claim one', () => {
    const { slower, faster } = claims(1, 1);
    expect(slower + faster).toBeLessThanOrEqual(options.alpha * PAIRS);
  });

  test('without a change hardly more than alpha claim one by significance alone', () => {
    const { slower, faster } = claims(1, 2, { minEffect: 0 });
    // Alpha is the chance of a claim, not its share in each 200: three standard deviations lie above it.
    const deviation = Math.sqrt(PAIRS * options.alpha * (1 - options.alpha));
    expect(slower + faster).toBeLessThanOrEqual(options.alpha * PAIRS + 3 * deviation);
    // The correction is careful, not mute.
    expect(slower + faster).toBeGreaterThan(0);
  });

  test('with calls that take 20 % longer at least 90 % claim it, and none claims the contrary', () => {
    const { slower, faster } = claims(1.2, 3);
    expect(slower).toBeGreaterThanOrEqual(0.9 * PAIRS);
    expect(faster).toBe(0);
  });

  test('with calls that take 20 % less at least 90 % claim that', () => {
    const { slower, faster } = claims(1 / 1.2, 4);
    expect(faster).toBeGreaterThanOrEqual(0.9 * PAIRS);
    expect(slower).toBe(0);
  });
});
