import {
  bootstrapInterval,
  holm,
  leastPValue,
  mannWhitney,
  median,
  sizeNeededFor,
} from '../../stats/index.ts';
import type { LatencySummary, OperationSummary } from '../../wsk/index.ts';

export interface LatencyOptions {
  /** Changes smaller than this share of the base are of no interest, as 0.1. */
  readonly minEffect: number;
  /** The chance of even one false claim, over all tests together, that is accepted. */
  readonly alpha: number;
  /** Fewest calls that a percentile of one trace is made of; null: as many as the percentile needs. */
  readonly minSamples: number | null;
  /** Draws for the interval of a change. */
  readonly resamples: number;
}

export const DEFAULT_LATENCY_OPTIONS: LatencyOptions = {
  minEffect: 0.1,
  alpha: 0.05,
  minSamples: null,
  resamples: 2000,
};

/** Below 1 / (1 − fraction) calls a percentile is no more than the slowest of them. */
const PERCENTILES = [
  { name: 'p50', needs: 2 },
  { name: 'p90', needs: 10 },
  { name: 'p99', needs: 100 },
  { name: 'p999', needs: 1000 },
] as const;
export type PercentileName = (typeof PERCENTILES)[number]['name'];

/** What is compared of an operation of a trace. */
export interface MeasuredOperation extends Pick<OperationSummary, 'op' | 'completed'> {
  readonly latencyNs: Pick<LatencySummary, PercentileName> | null;
}

/** What can be said of a change; `same`: no change of interest is shown; `inconclusive`: too few traces to show one. */
export type ChangeVerdict = 'slower' | 'faster' | 'same' | 'inconclusive';

/** One percentile of one operation, before and after. The sample is a trace: each gives one value. */
export interface LatencyChange {
  readonly op: string;
  readonly percentile: PercentileName;
  /** Traces with enough calls. */
  readonly baseTraces: number;
  readonly headTraces: number;
  /** Medians over the traces, in nanoseconds. */
  readonly baseNs: number;
  readonly headNs: number;
  /** head / base − 1. */
  readonly change: number;
  /** Bootstrap interval of `change`; null where a side has one trace. */
  readonly interval: readonly [number, number] | null;
  /** Mann–Whitney, two-sided, as it is and with Holm’s correction over all of them. */
  readonly pValue: number;
  readonly adjustedPValue: number;
  readonly verdict: ChangeVerdict;
  /** Traces a side that would make a claim possible. */
  readonly tracesNeeded: number;
}

type Row = Omit<LatencyChange, 'adjustedPValue' | 'verdict' | 'tracesNeeded'>;

/**
 * Compares the latencies of two sets of traces. Calls of one trace are not independent of each other, and so many
 * that any shift would be significant: each trace counts once for each percentile.
 * @param base the operations of each trace before, @param head of each trace after
 */
export function compareLatencies(
  base: readonly (readonly MeasuredOperation[])[],
  head: readonly (readonly MeasuredOperation[])[],
  options: LatencyOptions,
): LatencyChange[] {
  const names = new Set([...base, ...head].flat().map(({ op }) => op));
  const rows = [...names].flatMap((op) =>
    PERCENTILES.flatMap(({ name, needs }) => {
      const valuesOf = (traces: readonly (readonly MeasuredOperation[])[]) =>
        values(traces, op, name, options.minSamples ?? needs);
      return rowOf(op, name, valuesOf(base), valuesOf(head), options);
    }),
  );
  return judge(rows, options);
}

function values(
  traces: readonly (readonly MeasuredOperation[])[],
  op: string,
  percentile: PercentileName,
  needs: number,
): number[] {
  return traces.flatMap((operations) => {
    const operation = operations.find((one) => one.op === op);
    const latencies = operation?.latencyNs ?? null;
    return operation === undefined || latencies === null || operation.completed < needs
      ? []
      : [latencies[percentile]];
  });
}

function rowOf(
  op: string,
  percentile: PercentileName,
  base: readonly number[],
  head: readonly number[],
  { alpha, resamples }: LatencyOptions,
): Row[] {
  if (base.length === 0 || head.length === 0) {
    return [];
  }
  return [
    {
      op,
      percentile,
      baseTraces: base.length,
      headTraces: head.length,
      baseNs: median(base),
      headNs: median(head),
      change: changeOf(base, head),
      interval: bootstrapInterval(base, head, changeOf, { confidence: 1 - alpha, resamples, seed: 1 }),
      pValue: mannWhitney(head, base).pValue,
    },
  ];
}

function changeOf(base: readonly number[], head: readonly number[]): number {
  const [before, after] = [median(base), median(head)];
  return before === after ? 0 : after / before - 1;
}

/** Claims what is both large enough and significant; what could not have become significant is inconclusive. */
function judge(rows: readonly Row[], { alpha, minEffect }: LatencyOptions): LatencyChange[] {
  const couldTell = (row: Row) => leastPValue(row.baseTraces, row.headTraces) <= alpha;
  // Rows that can never be significant are no tests, and must not cost the others their significance.
  const tests = rows.filter(couldTell);
  const adjusted = holm(tests.map(({ pValue }) => pValue));
  const tracesNeeded = sizeNeededFor(alpha / Math.max(1, rows.length));
  return rows.map((row) => {
    const place = tests.indexOf(row);
    const adjustedPValue = place < 0 ? 1 : adjusted[place]!;
    const isSignificant = adjustedPValue <= alpha;
    const tooFew = leastPValue(row.baseTraces, row.headTraces) * Math.max(1, tests.length) > alpha;
    return {
      ...row,
      adjustedPValue,
      verdict: verdictOf(row, isSignificant, tooFew, minEffect),
      tracesNeeded,
    };
  });
}

function verdictOf(
  { change }: Row,
  isSignificant: boolean,
  tooFew: boolean,
  minEffect: number,
): ChangeVerdict {
  if (isSignificant && Math.abs(change) >= minEffect) {
    return change > 0 ? 'slower' : 'faster';
  }
  return tooFew && !isSignificant ? 'inconclusive' : 'same';
}
