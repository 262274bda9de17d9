import type { CompareResult } from './compare.ts';

export const COMPARE_SCHEMA = 'wsktrace.compare/1';

export function compareJson(result: CompareResult): string {
  return `${JSON.stringify({ schema: COMPARE_SCHEMA, ...result }, null, 2)}\n`;
}
