import type { Driver } from '../model/driver.ts';
import { operationName } from '../operation.ts';
import type { Site } from '../site.ts';
import { Explained, type Root } from './explained.ts';
import {
  type Confidence,
  type Finding,
  fingerprintOf,
  hangsUnload,
  isStronger,
  type Occurrence,
  RULES,
  type RuleName,
  weaker,
} from './finding.ts';
import { CUT_OFF_KEY } from './keys.ts';
import type { Report, Rule } from './rule.ts';

interface Group {
  readonly rule: Rule;
  /** Those of the first report. */
  readonly driver: Driver;
  readonly site: Site;
  readonly op: string | null;
  readonly fingerprint: string;
  message: string;
  confidence: Confidence;
  count: number;
  readonly occurrences: Occurrence[];
}

/**
 * Gathers what the rules report into findings: one a rule and site. A report that an earlier one explains becomes
 * its consequence, so that one root cause gives one finding.
 */
export class FindingLog {
  readonly #groups = new Map<string, Group>();
  readonly #maxOccurrences: number;
  readonly #explained = new Map<Driver, Explained>();

  constructor(maxOccurrences: number) {
    this.#maxOccurrences = maxOccurrences;
  }

  /** Takes what a rule reports: causes come before their consequences, and what began earlier first. */
  report(rule: Rule, report: Report): void {
    const explained = this.#explainedOf(report.driver);
    if (rule.corrupts && report.confidence !== 'possible') {
      report.driver.isCorrupted = true;
    }
    const root = explained.rootOf(report.keys) ?? null;
    if (root === null) {
      const leaves = rule.corrupts ? [...report.leaves, CUT_OFF_KEY] : report.leaves;
      explained.leave(leaves, this.#take(rule, report));
      return;
    }
    // That an unload hangs is told whatever else there is to tell.
    if (
      root !== 'untold' &&
      (root.consequences.length < this.#maxOccurrences || rule.name === 'unload-stuck')
    ) {
      root.consequences.push({ rule: rule.name, subject: report.subject });
    }
    explained.leave(report.leaves, root);
  }

  /** Tells that nothing more is reported of a driver. */
  end(driver: Driver): void {
    this.#explained.delete(driver);
  }

  /**
   * The findings, worst first.
   * @param isLossy whether events of this driver may be missing, which caps what can be said
   */
  findings(isLossy: (driver: Driver) => boolean): Finding[] {
    const findings = [...this.#groups.values()].map((group) => toFinding(group, isLossy(group.driver)));
    return findings.sort(bySeverity);
  }

  /** Counts what nothing else explains; the first ones are told in full. */
  #take(rule: Rule, report: Report): Root {
    const group = this.#groupOf(rule, report);
    group.count++;
    if (isStronger(report.confidence, group.confidence)) {
      group.confidence = report.confidence;
      group.message = report.message;
    }
    if (group.occurrences.length >= this.#maxOccurrences) {
      return 'untold';
    }
    const occurrence: Occurrence = {
      load: report.driver.load,
      subject: report.subject,
      confidence: report.confidence,
      evidence: report.evidence.toSorted((a, b) => a.timeNs - b.timeNs),
      consequences: [],
    };
    group.occurrences.push(occurrence);
    return occurrence;
  }

  #explainedOf(driver: Driver): Explained {
    let explained = this.#explained.get(driver);
    if (explained === undefined) {
      explained = new Explained();
      this.#explained.set(driver, explained);
    }
    return explained;
  }

  #groupOf(rule: Rule, report: Report): Group {
    const { driver, op, site } = report;
    const provider = providerName(driver);
    const key = `${rule.name}\0${provider}\0${op}\0${site.function ?? ''}`;
    let group = this.#groups.get(key);
    if (group === undefined) {
      const name = op === 0 ? null : operationName(op);
      group = {
        rule,
        driver,
        site,
        op: name,
        fingerprint: fingerprintOf(rule.name, provider, name, site),
        message: report.message,
        confidence: report.confidence,
        count: 0,
        occurrences: [],
      };
      this.#groups.set(key, group);
    }
    return group;
  }
}

function providerName(driver: Driver): string {
  return driver.provider.name ?? driver.provider.id;
}

function toFinding(group: Group, isLossy: boolean): Finding {
  const { rule, driver, site, op, fingerprint, message, count, occurrences } = group;
  const cap = capOf(rule, driver, isLossy);
  return {
    rule: rule.name,
    severity: rule.severity,
    confidence: weaker(group.confidence, cap),
    provider: providerName(driver),
    op,
    site,
    fingerprint,
    message,
    count,
    occurrences: occurrences.map((occurrence) => ({
      ...occurrence,
      confidence: weaker(occurrence.confidence, cap),
    })),
  };
}

/** The most that can be said: what is known by its address alone can be taken for another at that address. */
function capOf(rule: Rule, { tells }: Driver, isLossy: boolean): Confidence {
  if (isLossy) {
    return tells.callIds ? rule.whenEventsAreLost : 'possible';
  }
  return tells.callIds ? 'certain' : 'likely';
}

/** What hangs the unload before all else; then errors before warnings, the surer before the less sure, then the more frequent. */
function bySeverity(a: Finding, b: Finding): number {
  const [hangsA, hangsB] = [hangsUnload(a), hangsUnload(b)];
  if (hangsA !== hangsB) {
    return hangsA ? -1 : 1;
  }
  if (a.confidence !== b.confidence) {
    return isStronger(a.confidence, b.confidence) ? -1 : 1;
  }
  if (a.severity !== b.severity) {
    return a.severity === 'error' ? -1 : 1;
  }
  return b.count - a.count || order(a.rule) - order(b.rule) || (a.fingerprint < b.fingerprint ? -1 : 1);
}

function order(rule: RuleName): number {
  return RULES.indexOf(rule);
}
