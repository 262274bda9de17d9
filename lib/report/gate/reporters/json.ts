import { jsonText } from '../../../text/index.ts';
import type { CheckResult } from '../check.ts';

export const CHECK_SCHEMA = 'wsktrace.check/1';

/** All of it but how long reading took, which is another time at each run: the same traces give the same text. */
export function jsonReport(result: CheckResult): string {
  const traces = result.traces.map(({ readMs: _, ...trace }) => trace);
  return `${jsonText({ schema: CHECK_SCHEMA, ...result, traces }, 2)}\n`;
}
