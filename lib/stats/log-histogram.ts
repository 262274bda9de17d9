/** Buckets in each doubling of the value. */
const PER_OCTAVE = 64;
const OCTAVE_BITS = 6;

/**
 * The most that a percentile read from a histogram is off by, as a share of the value: half a bucket's width. Values
 * below 64 are off by less than 0.5.
 */
export const HISTOGRAM_ERROR = 0.5 / PER_OCTAVE;

/** Values from `from` (included) to `to` (not included), and how many there are. */
export interface Bucket {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * Counts of numbers of 0 and above in buckets that grow with the number, so that the error is the same share of small
 * ones and of large ones. Memory depends on the spread of the numbers, not on how many there are: 256 bytes a doubling.
 */
export class LogHistogram {
  count = 0;
  #counts = new Uint32Array(0);
  /** Bucket that `#counts` begins with. */
  #first = 0;

  add(value: number): void {
    this.#addTo(bucketOf(value), 1);
  }

  merge(other: LogHistogram): void {
    other.#counts.forEach((count, at) => {
      if (count > 0) {
        this.#addTo(other.#first + at, count);
      }
    });
  }

  /**
   * The nearest-rank percentile, as the middle of the bucket that it lies in; NaN where there are no numbers.
   * @param fraction above 0 and at most 1
   */
  percentile(fraction: number): number {
    const rank = Math.max(1, Math.ceil(fraction * this.count - 1e-9));
    let seen = 0;
    for (const [at, count] of this.#counts.entries()) {
      seen += count;
      if (seen >= rank && count > 0) {
        const bucket = this.#first + at;
        return (lowerBound(bucket) + lowerBound(bucket + 1)) / 2;
      }
    }
    return Number.NaN;
  }

  /**
   * Coarser buckets for a chart, of equal width on a logarithmic axis as far as the finer ones allow (to a twentieth from
   * 64 on; below, each whole number is one): from the first that holds something to the last, those between without a gap.
   * @param perOctave buckets in each doubling: 1, 2, 4 … 64
   */
  buckets(perOctave: number): Bucket[] {
    const buckets: Bucket[] = [];
    let start = edgeAtOrBelow(this.#first, perOctave);
    const end = this.#first + this.#counts.length;
    while (start < end) {
      const next = edgeAbove(start, perOctave);
      const first = Math.max(0, start - this.#first);
      const count = this.#counts.subarray(first, next - this.#first).reduce((sum, one) => sum + one, 0);
      if (count > 0 || buckets.length > 0) {
        buckets.push({ from: lowerBound(start), to: lowerBound(next), count });
      }
      start = next;
    }
    return buckets.slice(0, buckets.findLastIndex(({ count }) => count > 0) + 1);
  }

  #addTo(bucket: number, count: number): void {
    const at = bucket - this.#first;
    if (at < 0 || at >= this.#counts.length) {
      this.#makeRoomFor(bucket);
    }
    this.#counts[bucket - this.#first]! += count;
    this.count += count;
  }

  #makeRoomFor(bucket: number): void {
    const isEmpty = this.#counts.length === 0;
    const octave = Math.floor(bucket / PER_OCTAVE) * PER_OCTAVE;
    const first = isEmpty ? octave : Math.min(this.#first, octave);
    const end = Math.max(isEmpty ? 0 : this.#first + this.#counts.length, octave + PER_OCTAVE);
    const grown = new Uint32Array(end - first);
    grown.set(this.#counts, isEmpty ? 0 : this.#first - first);
    this.#counts = grown;
    this.#first = first;
  }
}

/** Where the coarser bucket begins that a finer one lies in, as the number of a finer one. */
function edgeAtOrBelow(bucket: number, perOctave: number): number {
  let part = Math.max(0, Math.floor(perOctave * Math.log2(Math.max(1, lowerBound(bucket)))) - 1);
  while (edge(part + 1, perOctave) <= bucket) {
    part++;
  }
  return bucket < 1 ? 0 : edge(part, perOctave);
}

function edgeAbove(bucket: number, perOctave: number): number {
  let part = Math.max(0, Math.floor(perOctave * Math.log2(Math.max(1, lowerBound(bucket)))) - 1);
  while (edge(part, perOctave) <= bucket) {
    part++;
  }
  return edge(part, perOctave);
}

/** The finer bucket that a part of the axis begins with: the nearest to 2^(part / perOctave). */
function edge(part: number, perOctave: number): number {
  const octave = Math.floor(part / perOctave);
  const within = 2 ** ((part % perOctave) / perOctave);
  return octave < OCTAVE_BITS
    ? Math.round(2 ** octave * within)
    : (octave - OCTAVE_BITS + 1) * PER_OCTAVE + Math.round(PER_OCTAVE * (within - 1));
}

/** Below 64 each whole number has its bucket; above, each doubling has 64 of the same width. */
function bucketOf(value: number): number {
  if (value < PER_OCTAVE) {
    return Math.max(0, Math.floor(value));
  }
  const exponent =
    value < 0x8000_0000 ? 31 - Math.clz32(value) : 63 - Math.clz32(Math.floor(value / 0x1_0000_0000));
  const octave = exponent - OCTAVE_BITS;
  return (octave + 1) * PER_OCTAVE + Math.floor(value / 2 ** octave) - PER_OCTAVE;
}

function lowerBound(bucket: number): number {
  if (bucket < PER_OCTAVE) {
    return bucket;
  }
  const octave = Math.floor(bucket / PER_OCTAVE) - 1;
  return (PER_OCTAVE + (bucket % PER_OCTAVE)) * 2 ** octave;
}
