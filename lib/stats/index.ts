/** Statistics over plain numbers; depends on nothing else. */
export { ascending } from './ascending.ts';
export { type BootstrapOptions, bootstrapInterval } from './bootstrap.ts';
export { Distribution } from './distribution.ts';
export { holm } from './holm.ts';
export { type Bucket, HISTOGRAM_ERROR, LogHistogram } from './log-histogram.ts';
export { leastPValue, type MannWhitney, mannWhitney, sizeNeededFor } from './mann-whitney.ts';
export { median } from './median.ts';
export { nearestRank } from './percentile.ts';
export { seededRandom } from './random.ts';
export { Samples } from './samples.ts';
export { Top } from './top.ts';
