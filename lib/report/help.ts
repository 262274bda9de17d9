import type { RuleName } from '../wsk/index.ts';

/** The page that explains a rule's findings, as a path in the package. */
export function helpPage(rule: RuleName): string {
  return `docs/findings/${rule}.md`;
}
