import type { CheckResult } from '../check.ts';
import { githubReport } from './github.ts';
import { htmlReport } from './html.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { githubSummary, markdownReport } from './markdown.ts';
import { sarifReport } from './sarif.ts';
import { plainCheckText } from './text.ts';

/** What a check can be written as, by name: each turns the result into a text and does nothing else. */
export const CHECK_REPORTERS = {
  text: plainCheckText,
  json: jsonReport,
  junit: junitReport,
  sarif: sarifReport,
  github: githubReport,
  'github-summary': githubSummary,
  markdown: markdownReport,
  html: htmlReport,
} as const satisfies Readonly<Record<string, (result: CheckResult) => string>>;

export type CheckFormat = keyof typeof CHECK_REPORTERS;
