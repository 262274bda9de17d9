/** Statistics over plain numbers; depends on nothing else. */
export { Distribution } from './distribution.ts';
export { type Bucket, HISTOGRAM_ERROR, LogHistogram } from './log-histogram.ts';
export { nearestRank } from './percentile.ts';
export { Samples } from './samples.ts';
export { Top } from './top.ts';
