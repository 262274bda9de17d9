import type { TraceFacts } from '../decode/index.ts';
import type { Analysis } from '../wsk/index.ts';

export const INFO_SCHEMA = 'wsktrace.info/1';
export const REPORT_SCHEMA = 'wsktrace.report/1';

/** `info --json`: the facts of each file. */
export function infoJson(facts: readonly TraceFacts[]): string {
  return stringify(facts);
}

/** `report --json`. */
export function reportJson(analysis: Analysis): string {
  return stringify({ schema: REPORT_SCHEMA, ...analysis });
}

function stringify(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
