import { LogHistogram } from './log-histogram.ts';
import { nearestRank } from './percentile.ts';
import { Samples } from './samples.ts';

/**
 * Numbers of 0 and above, of which count, sum, least, greatest and mean are exact always, and percentiles as long as
 * there are no more than a limit; beyond it they come from a histogram (see HISTOGRAM_ERROR).
 */
export class Distribution {
  readonly #limit: number;
  #samples: Samples | null = new Samples();
  #histogram: LogHistogram | null = null;
  count = 0;
  sum = 0;
  min = Number.NaN;
  max = Number.NaN;

  /** @param limit numbers kept one by one, eight bytes each */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get mean(): number {
    return this.count === 0 ? Number.NaN : this.sum / this.count;
  }

  /** Whether the percentiles are exact. */
  get isExact(): boolean {
    return this.#histogram === null;
  }

  add(value: number): void {
    this.#count(1, value, value, value);
    if (this.#samples !== null && this.#samples.count < this.#limit) {
      this.#samples.add(value);
    } else {
      this.#toHistogram().add(value);
    }
  }

  merge(other: Distribution): void {
    if (other.count === 0) {
      return;
    }
    const fits = this.count + other.count <= this.#limit;
    this.#count(other.count, other.sum, other.min, other.max);
    if (fits && this.#samples !== null && other.#samples !== null) {
      for (const value of other.#samples.sorted()) {
        this.#samples.add(value);
      }
    } else {
      this.#toHistogram().merge(other.histogram());
    }
  }

  /** The nearest-rank percentile; NaN where there are no numbers. */
  percentile(fraction: number): number {
    if (this.#samples !== null) {
      return nearestRank(this.#samples.sorted(), fraction);
    }
    const value = this.#toHistogram().percentile(fraction);
    return Math.min(Math.max(value, this.min), this.max);
  }

  /** All numbers in buckets, for a chart. */
  histogram(): LogHistogram {
    return this.#histogram ?? toHistogram(this.#samples);
  }

  #count(count: number, sum: number, min: number, max: number): void {
    this.min = this.count === 0 ? min : Math.min(this.min, min);
    this.max = this.count === 0 ? max : Math.max(this.max, max);
    this.count += count;
    this.sum += sum;
  }

  #toHistogram(): LogHistogram {
    if (this.#histogram === null) {
      this.#histogram = toHistogram(this.#samples);
      this.#samples = null;
    }
    return this.#histogram;
  }
}

function toHistogram(samples: Samples | null): LogHistogram {
  const histogram = new LogHistogram();
  for (const value of samples?.sorted() ?? []) {
    histogram.add(value);
  }
  return histogram;
}
