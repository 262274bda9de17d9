/**
 * wsktrace for browsers: the same as the package's door, for traces in memory or in a Blob. Best in a worker, since
 * analysis takes a while.
 *
 * @module browser
 */
export { Catalog, type ProviderFacts, type TraceFacts } from './decode/index.ts';
export {
  type ByteSource,
  blobSource,
  bytesSource,
  type Damage,
  type ErrorKind,
  Trace,
  TraceError,
} from './etl/index.ts';
export type { EventRecord, EventStream, EventsOptions, FieldValues } from './events/index.ts';
export {
  Column,
  type ColumnArray,
  type ColumnSpec,
  type ColumnType,
  type ColumnValue,
  FRAMES,
  type FrameName,
  type FrameSpec,
  type Frames,
  frames,
  type TextList,
} from './frames/index.ts';
export {
  CAUSES,
  type CallChoice,
  type Cause,
  type ExplainedCall,
  type ExplainedSegment,
  type Phase,
  type RoutineRow,
  type SwitchRow,
  type ThreadRow,
  type Why,
  type WhyOptions,
  why,
} from './why/index.ts';
export {
  type Analysis,
  type AnalyzeOptions,
  analyze,
  type CallCounts,
  type Confidence,
  events,
  type Finding,
  type IrpCounts,
  type LatencySummary,
  type Observer,
  type Occurrence,
  type OperationSummary,
  type RuleName,
  type Severity,
  type Site,
  type SocketCounts,
} from './wsk/index.ts';
