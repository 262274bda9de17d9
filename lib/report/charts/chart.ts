import type { ChartContent, ChartInput } from './data.ts';

/** A Vega-Lite specification. Its type in vega-lite takes seconds to check and tells nothing more here. */
export type Spec = Readonly<Record<string, unknown>>;

export interface SpecOptions {
  /** Whether another trace is laid over it. */
  readonly isComparing: boolean;
  /** Whether a reader can point at it; a picture can't be zoomed. */
  readonly isInteractive: boolean;
}

/** One chart: what it looks like, and the rows that it is drawn of. */
export interface Chart {
  /** Also the name of its files. */
  readonly name: string;
  /** Whether it shows one operation, so that there is one for each. */
  readonly isByOperation: boolean;
  readonly title: string;
  /** What is to be seen in it, in a sentence, for those who can't see it. */
  describe(input: ChartInput): string;
  /** The specification, with the names of its data sets but none of their rows. */
  spec(options: SpecOptions): Spec;
  content(input: ChartInput): ChartContent;
}

/** Scales that a reader moves by dragging, and zooms with the wheel while Ctrl or ⌘ is held: the page must still scroll. */
export function zoom(options: SpecOptions, encodings: readonly ('x' | 'y')[]): unknown[] {
  return options.isInteractive
    ? [
        {
          name: 'zoom',
          select: { type: 'interval', encodings, zoom: 'wheel![event.ctrlKey || event.metaKey]' },
          bind: 'scales',
        },
      ]
    : [];
}

/** Axes of times and durations: values are seconds, shown as 10µs, 2ms, 1.5s. */
export const SECONDS_LABEL = "format(datum.value, '~s') + 's'";

const MANTISSA = 'round(datum.value / pow(10, floor(log(datum.value) / LN10 + 1e-9)))';

/** The parameter below which no axis of durations is labelled: zero has its place there, which has no number. */
export const LEAST = 'least';
export const LEAST_PARAMETER = { name: LEAST, value: 0 } as const;

/** A logarithmic axis of durations, labelled at 1, 2 and 5 of each power of ten as far as there is room. */
export const LOG_SECONDS_AXIS = {
  labelExpr: `datum.value > ${LEAST} && indexof([1, 2, 5], ${MANTISSA}) >= 0 ? ${SECONDS_LABEL} : ''`,
  grid: false,
  labelOverlap: 'greedy',
  labelSeparation: 6,
};

/** An axis of the time since the trace's start. */
export const TIME_AXIS = {
  labelExpr: SECONDS_LABEL,
  grid: false,
  tickCount: 8,
  labelOverlap: 'greedy',
  labelSeparation: 6,
};

/** Rows for people; the tooltip of a mark shows its row's field `tip`. */
export const TIP = { field: 'tip', type: 'nominal' } as const;
