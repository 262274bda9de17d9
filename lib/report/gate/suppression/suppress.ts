import type { Finding } from '../../../wsk/index.ts';
import type { Suppression } from '../files/config-schema.ts';
import { matchesPattern } from './pattern.ts';

/** What one suppression did in a check. */
export interface SuppressionUse {
  readonly suppression: Suppression;
  /** Findings that it matched, and how often those occurred. */
  findings: number;
  occurrences: number;
  /** `expired`: its last day is over, and it suppresses nothing; `stale`: nothing matches it any more. */
  readonly state: 'used' | 'stale' | 'expired';
}

/** The suppressions of a configuration on a given day, with a count of what each hits. */
export class Suppressor {
  readonly #uses: { suppression: Suppression; isExpired: boolean; findings: number; occurrences: number }[];

  /** @param today the day in UTC, as 2027-01-31 */
  constructor(suppressions: readonly Suppression[], today: string) {
    this.#uses = suppressions.map((suppression) => ({
      suppression,
      // Dates of this form stand in the order of time.
      isExpired: suppression.expires !== undefined && suppression.expires < today,
      findings: 0,
      occurrences: 0,
    }));
  }

  /** The suppression that a finding falls under, counted as a hit; an expired one where no other matches. */
  find(finding: Finding): { readonly suppression: Suppression; readonly isExpired: boolean } | null {
    const matching = this.#uses.filter(({ suppression }) => covers(suppression, finding));
    const use = matching.find(({ isExpired }) => !isExpired) ?? matching[0];
    if (use === undefined) {
      return null;
    }
    use.findings++;
    use.occurrences += finding.count;
    return use;
  }

  uses(): SuppressionUse[] {
    return this.#uses.map(({ suppression, isExpired, findings, occurrences }) => ({
      suppression,
      findings,
      occurrences,
      state: isExpired ? 'expired' : findings === 0 ? 'stale' : 'used',
    }));
  }
}

function covers(
  { rule, match }: Suppression,
  { rule: found, site, op, fingerprint, provider }: Finding,
): boolean {
  const fits = (pattern: string | undefined, text: string | null) =>
    pattern === undefined || (text !== null && matchesPattern(pattern, text));
  return (
    rule === found &&
    fits(match.function, site.function) &&
    fits(match.op, op) &&
    fits(match.fingerprint, fingerprint) &&
    fits(match.provider, provider)
  );
}
