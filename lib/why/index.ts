/** Why calls were slow: the kernel's and TCPIP's events beside the driver's. */
export {
  CAUSES,
  type Cause,
  type Missing,
  type Phase,
  type SegmentEvidence,
} from './calls/segment.ts';
export type { CallChoice, ChosenCall } from './calls/selection.ts';
export type { RoutineKind } from './kernel/routines.ts';
export type { CallLanes, DrawnDoing, DrawnLane, DrawnStay } from './lanes/call-lanes.ts';
export type { ThreadName } from './names.ts';
export type { Share, WhySummary } from './summary.ts';
export type {
  ModuleRow,
  ProcessorRow,
  ProcessorShare,
  RoutineRow,
  RoutineSum,
  SwitchRow,
  ThreadRow,
} from './tables.ts';
export { explainWhereMachine } from './where-machine.ts';
export {
  analyzeAndExplain,
  type ExplainedCall,
  type ExplainedSegment,
  Explainer,
  type Explanation,
  hasMachine,
  type Recorded,
  type Why,
  type WhyOptions,
  why,
} from './why.ts';
