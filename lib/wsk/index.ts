/** Events of WSK drivers to IRPs, calls, sockets and findings, in one streaming pass. */

export {
  type Analysis,
  type AnalyzeOptions,
  analyze,
  analyzeWithNames,
  type CallCounts,
  DEFAULT_MAX_OCCURRENCES,
  DEFAULT_STUCK_AFTER_NS,
  type IrpCounts,
  type MappedDriver,
  type SocketCounts,
} from './analyze.ts';
export { ByOperation } from './by-operation.ts';
export type { Edges } from './edges.ts';
export { CALLBACK_KINDS, IRP_ORIGINS } from './events/names.ts';
export { ObjectEvents } from './events/object-events.ts';
export { isOwnEvent, shownSchema } from './events/shown.ts';
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
export { hangsUnload, isStronger, RULES } from './findings/finding.ts';
export { duration, inSite } from './findings/words.ts';
export type { Hint, HintKind } from './hints.ts';
export { IdTable } from './id-table.ts';
export { idText } from './ids.ts';
export * from './latency/index.ts';
export * from './leaks/index.ts';
export type { MappedSource, Mapping } from './mapping/index.ts';
export type { Call, CallOutcome } from './model/call.ts';
export type { Driver } from './model/driver.ts';
export type { Irp, IrpOutcome } from './model/irp.ts';
export type { LastCall } from './model/last-call.ts';
export type { Living } from './model/life.ts';
export { categoryName, type Socket, type SocketOutcome } from './model/socket.ts';
export { events } from './named-events.ts';
export type { CallbackRun, DriverEnd, Observer, SecondCompletion } from './observer.ts';
export {
  isReceive,
  isSend,
  OPERATION_NAMES,
  Operation,
  operationName,
  operationNumber,
} from './operation.ts';
export type { LatencySummary, OperationSummary } from './operations.ts';
export type { ClockFacts, ClockOffset, OffsetRange } from './order/index.ts';
export type { TimedCollector } from './reading.ts';
export {
  type News,
  type ReadingRequest,
  type ReadingThread,
  type SharedRows,
  type StartReading,
  serveRows,
  shareRows,
} from './reading-thread/index.ts';
export { informationOf } from './recorder/calls.ts';
export type { Site } from './site.ts';
export { DEFAULT_PROVIDER_ID } from './sources.ts';
export { isFailure, statusName } from './status.ts';
export type { AwaitedCalls, StuckUnload } from './stuck-unload.ts';
