/** Events of WSK drivers to IRPs, calls, sockets and findings, in one streaming pass. */
export {
  type Analysis,
  type AnalyzeOptions,
  analyze,
  type CallCounts,
  DEFAULT_MAX_OCCURRENCES,
  DEFAULT_STUCK_AFTER_NS,
  type IrpCounts,
  type SocketCounts,
} from './analyze.ts';
export { duration, inSite } from './findings/evidence.ts';
export type {
  Confidence,
  Consequence,
  Evidence,
  Finding,
  Occurrence,
  RuleName,
  Severity,
  Subject,
} from './findings/finding.ts';
export { RULES } from './findings/finding.ts';
export type { Observer } from './observer.ts';
export type { LatencySummary, OperationSummary } from './operations.ts';
export type { Site } from './site.ts';
export { statusName } from './status.ts';
