/** What charts are drawn of: counts by slices of time. Plain data, small enough to be put into a page. */
export interface ChartData {
  /** By how much the clock steps, in nanoseconds: nothing finer is shown. */
  readonly stepNs: number;
  /** Slices of time, in nanoseconds since the trace's start. */
  readonly fromNs: readonly number[];
  readonly toNs: readonly number[];
  /** One number a slice each. */
  readonly completed: readonly number[];
  readonly failed: readonly number[];
  readonly bytesSent: readonly number[];
  readonly bytesReceived: readonly number[];
  readonly maxInFlight: readonly number[];
  readonly meanInFlight: readonly number[];
  /** Names of the operations, those with the most time spent first. */
  readonly ops: readonly string[];
  /** Four numbers for each combination that occurred: slice, operation, bucket of the latency, calls. */
  readonly cells: readonly number[];
}

/** A stretch of time, in nanoseconds since the trace's start. */
export interface TimeRange {
  readonly fromNs: number;
  readonly toNs: number;
}

/** What a chart is to show. */
export interface ChartInput {
  readonly data: ChartData;
  /** Another trace to compare with, or null. */
  readonly base: ChartData | null;
  /** The operation that charts of one operation are about. */
  readonly op: string;
  /** null for the whole trace. */
  readonly range: TimeRange | null;
}

export type Row = Readonly<Record<string, string | number>>;

/** A chart's numbers: rows for its marks by the name of their data set, and the same as a table for readers. */
export interface ChartContent {
  readonly datasets: Readonly<Record<string, readonly Row[]>>;
  /** Values of the specification's parameters. */
  readonly parameters?: Readonly<Record<string, number>>;
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** Which slices lie in a range, at least in part. */
export function slicesIn({ fromNs, toNs }: ChartData, range: TimeRange | null): number[] {
  const slices = [...fromNs.keys()];
  return range === null
    ? slices
    : slices.filter((slice) => toNs[slice]! > range.fromNs && fromNs[slice]! < range.toNs);
}
