import { jsonText } from '../../text/index.ts';
import type { CompareResult } from './compare.ts';

export const COMPARE_SCHEMA = 'wsktrace.compare/1';

export function compareJson(result: CompareResult): string {
  return `${jsonText({ schema: COMPARE_SCHEMA, ...result }, 2)}\n`;
}
