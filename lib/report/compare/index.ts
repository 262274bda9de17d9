/** Two sets of traces against each other: what became slower, what is new, what is fixed. Pure. */
import type { CompareResult } from './compare.ts';
import { compareGithub } from './github.ts';
import { compareHtml } from './html.ts';
import { compareJson } from './json.ts';
import { compareJunit } from './junit.ts';
import { compareMarkdown, compareSummary } from './markdown.ts';
import { compareSarif } from './sarif.ts';
import { plainCompareText } from './text.ts';

export { type BuildChoice, judgedTraces, sidesOfBuilds } from './builds.ts';
export {
  type ComparedTrace,
  type CompareInput,
  type CompareResult,
  type CompareVerdict,
  compare,
  comparedTrace,
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
  junit: compareJunit,
  sarif: compareSarif,
  github: compareGithub,
  'github-summary': compareSummary,
  markdown: compareMarkdown,
  html: compareHtml,
} as const satisfies Readonly<Record<string, (result: CompareResult) => string>>;

export type CompareFormat = keyof typeof COMPARE_REPORTERS;
export { COMPARE_SCHEMA } from './json.ts';
