/** Statistics over plain numbers; depends on nothing else. */
export { nearestRank } from './percentile.ts';
export { Samples } from './samples.ts';
