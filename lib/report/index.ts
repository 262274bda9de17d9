/** Results to text and data that people and programs read. Nothing here prints. */

export {
  CHARTS,
  type Chart,
  type ChartData,
  type ChartInput,
  type ChartPicture,
  chartInput,
  chartPictures,
  PICTURE_FONT,
} from './charts/index.ts';
export { DistributionCollector, type Report, ReportCollector } from './collect/index.ts';
export {
  COMPARE_REPORTERS,
  type ComparedTrace,
  type CompareFormat,
  type CompareInput,
  type CompareResult,
  compare,
  comparedTrace,
  compareText,
  DEFAULT_LATENCY_OPTIONS,
  judgedTraces,
  sidesOfBuilds,
} from './compare/index.ts';
export { type Diagnosis, diagnose, doctorText, type Health } from './doctor/index.ts';
export { driverDoubt } from './driver-doubt.ts';
export { columnsOf } from './events/columns.ts';
export { EventCounts } from './events/counts.ts';
export { type CsvOptions, EVENT_FORMATS, type EventFormat, eventWriter } from './events/format.ts';
export { LineBuffer } from './events/line-buffer.ts';
export { type EventCells, eventCells } from './events/table.ts';
export type { FleetInput } from './fleet/index.ts';
export {
  type BaselineEntry,
  baselineLine,
  baselineText,
  CHECK_REPORTERS,
  type CheckFormat,
  type CheckInput,
  type CheckResult,
  type Config,
  changeBaseline,
  check,
  checkText,
  createLocator,
  durationNs,
  type GateFlags,
  type GateSettings,
  LatencyMeasurer,
  measureWhy,
  parseThreshold,
  type ReadTrace,
  RULE_LEVELS,
  type RuleLevel,
  type SourceFile,
  settingsOf,
  type Threshold,
  type UnreadableTrace,
} from './gate/index.ts';
export { helpCommand, helpPage, helpText } from './help/index.ts';
export { RULE_TITLES } from './help/rule-titles.ts';
export {
  DRAWN_CALLS,
  fleetPage,
  type HostMessage,
  modulesOf,
  type PageAssets,
  type PageScript,
  pageScripts,
  reportPage,
  whyPage,
} from './html/index.ts';
export { infoJson, latencyJson, leaksJson, reportJson } from './json.ts';
export { reportMarkdown } from './markdown/index.ts';
export { embeddedJson, escapeHtml, escapeMarkup, withoutScriptEnd } from './markup/escape.ts';
export { type HtmlDocument, htmlDocument } from './markup/html-document.ts';
export { type JunitCase, junitXml } from './markup/junit.ts';
export { physicalLocation, sarifLog, sarifNotification, sarifText } from './markup/sarif.ts';
export { ROW_FORMATS, type RowFormat, type RowOptions, rowFormatter } from './rows/format.ts';
export type { Cell, RowFormatter } from './rows/row-formatter.ts';
export { schemaRows, schemaText } from './rows/schema.ts';
export { PLAIN, type Style } from './style.ts';
export { infoText } from './text/info.ts';
export { type LatencyTextOptions, latencyText } from './text/latency.ts';
export { leaksText, SHOWN_LEAKS } from './text/leaks.ts';
export type { TextOptions } from './text/options.ts';
export { reportText } from './text/report.ts';
export { wrap, wrapAfter } from './text/wrap.ts';
export { type TimelineOptions, TimelineWriter } from './timeline/index.ts';
export { formatBytes, formatCount, formatMoment, formatNs, formatRate, plural } from './units.ts';
export { findingPhrase, type Verdict, verdictOf } from './verdict.ts';
export { damageWarning, noDriverWarning } from './warnings.ts';
export { whyJson, whyMarkdown, whyText } from './why/index.ts';
