/** What reports for people show besides the analysis, gathered in its pass in bounded memory. */
export type { Activity, ActivitySlice } from './activity.ts';
export { bucketStart } from './buckets.ts';
export { type Report, ReportCollector } from './collector.ts';
export { DistributionCollector, type Distributions } from './distributions.ts';
export type { CallLife, IrpLife, LifeList, Lives, SocketLife } from './lives.ts';
export type { Story } from './stories.ts';
