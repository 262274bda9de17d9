/** Why calls were slow: the kernel's and TCPIP's events beside the driver's. */
export type { Explanation } from './calls/explain.ts';
export {
  CAUSES,
  type Cause,
  type Missing,
  type Phase,
  type Segment,
  type SegmentEvidence,
} from './calls/segment.ts';
export type { CallChoice, ChosenCall } from './calls/selection.ts';
export type { RoutineKind } from './kernel/routines.ts';
export type { ThreadName } from './names.ts';
export type { ProcessorRow, ProcessorShare, RoutineRow, SwitchRow, ThreadRow } from './tables.ts';
export { type ExplainedCall, type Why, type WhyOptions, why } from './why.ts';
