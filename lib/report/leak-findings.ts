import type { Finding, RuleName } from '../wsk/index.ts';

/** Rules about what is outstanding for too long. */
const LEAK_RULES: ReadonlySet<RuleName> = new Set<RuleName>([
  'error-return-no-completion',
  'cancel-not-completed',
  'never-completed',
  'indication-not-released',
  'close-stuck',
  'socket-leak',
  'irp-leak',
  'unload-stuck',
]);

/** Those findings that are about something outstanding, or lead to it. */
export function leakFindings(findings: readonly Finding[]): Finding[] {
  return findings.filter(
    ({ rule, occurrences }) =>
      LEAK_RULES.has(rule) ||
      occurrences.some(({ consequences }) => consequences.some((one) => LEAK_RULES.has(one.rule))),
  );
}
