/** Two sets of traces against each other: what became slower, what is new, what is fixed. Pure. */
import type { CompareResult } from './compare.ts';
import { compareHtml } from './html.ts';
import { compareJson } from './json.ts';
import { compareMarkdown } from './markdown.ts';
import { plainCompareText } from './text.ts';

export {
  type CompareInput,
  type CompareResult,
  type CompareVerdict,
  compare,
  type Side,
} from './compare.ts';
export {
  type ChangeVerdict,
  compareLatencies,
  DEFAULT_LATENCY_OPTIONS,
  type LatencyChange,
  type LatencyOptions,
} from './latency-changes.ts';
export { compareText } from './text.ts';

/** What a comparison can be written as, by name. */
export const COMPARE_REPORTERS = {
  text: plainCompareText,
  json: compareJson,
  markdown: compareMarkdown,
  html: compareHtml,
} as const satisfies Readonly<Record<string, (result: CompareResult) => string>>;

export type CompareFormat = keyof typeof COMPARE_REPORTERS;
export { COMPARE_SCHEMA } from './json.ts';
