import { type Edges, mayBeMissing } from '../edges.ts';
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
import type { Judged, Rule, Told } from './rule.ts';

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
  readonly #stuckAfterNs: number;
  readonly #explained = new Map<Driver, Explained>();

  /** @param stuckAfterNs nothing younger is called stuck */
  constructor(maxOccurrences: number, stuckAfterNs: number) {
    this.#maxOccurrences = maxOccurrences;
    this.#stuckAfterNs = stuckAfterNs;
  }

  /**
   * Takes what a rule reports: causes come before their consequences, and what began earlier first.
   * @param tell is asked for what is told of it, if anything is
   */
  report(rule: Rule, judged: Judged, tell: () => Told): void {
    const explained = this.#explainedOf(judged.driver);
    if (rule.corrupts && judged.confidence !== 'possible') {
      judged.driver.isCorrupted = true;
    }
    const root = explained.rootOf(judged.keys) ?? null;
    if (root === null) {
      const leaves = rule.corrupts ? [...judged.leaves, CUT_OFF_KEY] : judged.leaves;
      explained.leave(leaves, this.#take(rule, judged, tell));
      return;
    }
    // That an unload hangs is told whatever else there is to tell.
    if (
      root !== 'untold' &&
      (root.consequences.length < this.#maxOccurrences || rule.name === 'unload-stuck')
    ) {
      root.consequences.push({ rule: rule.name, subject: tell().subject });
    }
    explained.leave(judged.leaves, root);
  }

  /** Tells that nothing more is reported of a driver. */
  end(driver: Driver): void {
    this.#explained.delete(driver);
  }

  /**
   * The findings, worst first.
   * @param isLossy whether events of this driver may be missing, which caps what can be said
   * @param edges outside of which some events may be missing
   */
  findings(isLossy: (driver: Driver) => boolean, edges: Edges | null): Finding[] {
    const isDoubtful = ({ evidence: [first] }: Occurrence) =>
      mayBeMissing(edges, first?.timeNs ?? null, this.#stuckAfterNs);
    const findings = [...this.#groups.values()].map((group) =>
      toFinding(group, isLossy(group.driver), isDoubtful),
    );
    return findings.sort(bySeverity);
  }

  /** Counts what nothing else explains; the first ones are told in full. */
  #take(rule: Rule, judged: Judged, tell: () => Told): Root {
    const { driver, confidence } = judged;
    const group = this.#groupOf(rule, judged, tell);
    group.count++;
    if (isStronger(confidence, group.confidence)) {
      group.confidence = confidence;
      group.message = tell().message;
    }
    if (group.occurrences.length >= this.#maxOccurrences) {
      return 'untold';
    }
    const { subject, evidence } = tell();
    const occurrence: Occurrence = {
      load: driver.load,
      subject,
      confidence,
      evidence: evidence.toSorted((a, b) => a.timeNs - b.timeNs),
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

  #groupOf(rule: Rule, { driver, op, site, confidence }: Judged, tell: () => Told): Group {
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
        message: tell().message,
        confidence,
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

function toFinding(group: Group, isLossy: boolean, isDoubtful: (occurrence: Occurrence) => boolean): Finding {
  const { rule, driver, site, op, fingerprint, message, count, occurrences } = group;
  const cap = capOf(rule, driver, isLossy);
  const doubtfulCap = capOf(rule, driver, true);
  const told = occurrences.map((occurrence) => ({
    ...occurrence,
    confidence: weaker(occurrence.confidence, isDoubtful(occurrence) ? doubtfulCap : cap),
  }));
  return {
    rule: rule.name,
    severity: rule.severity,
    confidence: occurrences.some(isDoubtful) ? strongestOf(told) : weaker(group.confidence, cap),
    provider: providerName(driver),
    op,
    site,
    fingerprint,
    message,
    count,
    occurrences: told,
  };
}

function strongestOf(occurrences: readonly Occurrence[]): Confidence {
  return occurrences.reduce<Confidence>(
    (best, { confidence }) => (isStronger(confidence, best) ? confidence : best),
    'possible',
  );
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
