import type { TraceFacts } from '../decode/index.ts';
import { HISTOGRAM_ERROR } from '../stats/index.ts';
import { jsonText } from '../text/index.ts';
import type { Analysis, Finding, Latency, Leaks } from '../wsk/index.ts';
import { helpCommand } from './help/rule-help.ts';
import { leakFindings } from './leak-findings.ts';

export const REPORT_SCHEMA = 'wsktrace.report/1';
export const LATENCY_SCHEMA = 'wsktrace.latency/1';
export const LEAKS_SCHEMA = 'wsktrace.leaks/1';

/** `info --json`: the facts of each file. */
export function infoJson(facts: readonly TraceFacts[]): string {
  return stringify(facts);
}

/** `report --json`. */
export function reportJson(analysis: Analysis): string {
  return stringify({ schema: REPORT_SCHEMA, ...analysis, findings: analysis.findings.map(withHelp) });
}

/** `latency --json`. */
export function latencyJson(analysis: Analysis, latency: Latency): string {
  const { trace, providers, isLossy } = analysis;
  const percentileError = HISTOGRAM_ERROR;
  return stringify({ schema: LATENCY_SCHEMA, trace, providers, isLossy, percentileError, ...latency });
}

/** `leaks --json`; of the findings those about what is outstanding. */
export function leaksJson(analysis: Analysis, leaks: Leaks): string {
  const { trace, providers, isLossy } = analysis;
  const findings = leakFindings(analysis.findings).map(withHelp);
  return stringify({ schema: LEAKS_SCHEMA, trace, providers, isLossy, ...leaks, findings });
}

function withHelp(finding: Finding): Finding & { readonly help: string } {
  return { ...finding, help: helpCommand(finding.rule) };
}

function stringify(value: unknown): string {
  return `${jsonText(value, 2)}\n`;
}
