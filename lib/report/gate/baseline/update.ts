import type { JudgedFinding } from '../findings.ts';
import type { BaselineEntry } from './baseline.ts';

export interface BaselineChange {
  readonly entries: readonly BaselineEntry[];
  readonly added: readonly BaselineEntry[];
  readonly removed: readonly BaselineEntry[];
}

/**
 * The baseline with the findings that a check would tell of, each once.
 * @param adds whether new ones are taken up
 * @param prunes whether those that were not found go
 */
export function changeBaseline(
  before: readonly BaselineEntry[],
  findings: readonly JudgedFinding[],
  { adds, prunes }: { readonly adds: boolean; readonly prunes: boolean },
): BaselineChange {
  const known = new Set(before.map(({ fingerprint }) => fingerprint));
  const found = new Set(findings.map(({ fingerprint }) => fingerprint));
  // What is too weak to fail a check stays out: it would hide the same fault when a later trace proves it.
  const added = findings
    .filter(({ standing }) => adds && (standing === 'failing' || standing === 'warning'))
    .filter(({ fingerprint }) => !known.has(fingerprint))
    .map(({ fingerprint, rule, provider, op, site }) => ({
      fingerprint,
      rule,
      provider,
      op,
      function: site.function,
    }));
  const removed = before.filter(({ fingerprint }) => prunes && !found.has(fingerprint));
  return { entries: [...before.filter((entry) => !removed.includes(entry)), ...added], added, removed };
}
