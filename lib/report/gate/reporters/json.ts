import type { CheckResult } from '../check.ts';

export const CHECK_SCHEMA = 'wsktrace.check/1';

export function jsonReport(result: CheckResult): string {
  return `${JSON.stringify({ schema: CHECK_SCHEMA, ...result }, null, 2)}\n`;
}
