/** The judgement of `check`: traces’ analyses against rules, thresholds, a baseline and suppressions. Pure. */
export { type BaselineEntry, baselineText } from './baseline/baseline.ts';
export { type BaselineChange, changeBaseline } from './baseline/update.ts';
export {
  type CheckInput,
  type CheckResult,
  check,
  type Verdict,
} from './check.ts';
export {
  baselineLine,
  findingExtent,
  findingProof,
  findingTitle,
} from './describe.ts';
export { durationNs } from './duration.ts';
export type { Config, Suppression } from './files/config-schema.ts';
export {
  type Anchor,
  type JudgedFinding,
  judgeFindings,
  type Standing,
  type TraceFindings,
} from './findings.ts';
export { annotationLines, findingAnnotation, plainAnnotation } from './reporters/github.ts';
export { CHECK_REPORTERS, type CheckFormat } from './reporters/index.ts';
export { CHECK_SCHEMA } from './reporters/json.ts';
export { cleanRules, findingCase, traceCase } from './reporters/junit.ts';
export { withinSummary } from './reporters/markdown.ts';
export { findingResult, findingRule } from './reporters/sarif.ts';
export { checkText } from './reporters/text.ts';
export {
  type GateFlags,
  type GateSettings,
  RULE_LEVELS,
  type RuleLevel,
  settingsOf,
} from './settings.ts';
export { createLocator, type SourceFile } from './sources.ts';
export { Suppressor } from './suppression/suppress.ts';
export { LatencyMeasurer } from './threshold/measure.ts';
export { parseThreshold } from './threshold/parse.ts';
export type { Measurement, Threshold } from './threshold/threshold.ts';
export { measureWhy } from './threshold/why.ts';
export {
  type ReadTrace,
  readStatus,
  type TraceStatus,
  traceDoubts,
  type UnreadableTrace,
  unreadableStatus,
} from './trace-status.ts';
