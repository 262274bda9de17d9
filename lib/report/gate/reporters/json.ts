import { jsonText } from '../../../text/index.ts';
import type { CheckResult } from '../check.ts';

export const CHECK_SCHEMA = 'wsktrace.check/1';

export function jsonReport(result: CheckResult): string {
  return `${jsonText({ schema: CHECK_SCHEMA, ...result }, 2)}\n`;
}
