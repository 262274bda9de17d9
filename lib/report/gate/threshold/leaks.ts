import { type Analysis, type Confidence, isStronger, type RuleName } from '../../../wsk/index.ts';

export interface LeakCounting {
  /** `irp`, `socket`, or both where it is undefined. */
  readonly kind: string | undefined;
  /** Leaks less sure than this are not counted. */
  readonly failOn: Confidence;
  /** Fingerprints whose leaks are known or accepted, and not counted. */
  readonly accepted: ReadonlySet<string>;
}

/**
 * Objects that a trace shows as leaked, whether the leak is a finding of its own or the consequence of another: a
 * call that never completes leaks its IRP too. Consequences are known of the occurrences that the analysis kept.
 */
export function countLeaks({ findings }: Analysis, { kind, failOn, accepted }: LeakCounting): number {
  const rules: readonly RuleName[] =
    kind === 'irp' ? ['irp-leak'] : kind === 'socket' ? ['socket-leak'] : ['irp-leak', 'socket-leak'];
  let leaks = 0;
  for (const { rule, fingerprint, confidence, count, occurrences } of findings) {
    if (accepted.has(fingerprint)) {
      continue;
    }
    const isLeak = rules.includes(rule);
    if (isLeak && !isStronger(failOn, confidence)) {
      leaks += count - occurrences.length;
    }
    for (const occurrence of occurrences) {
      if (!isStronger(failOn, occurrence.confidence)) {
        leaks += isLeak ? 1 : 0;
        leaks += occurrence.consequences.filter((consequence) => rules.includes(consequence.rule)).length;
      }
    }
  }
  return leaks;
}
