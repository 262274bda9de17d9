import type { Driver } from '../model/driver.ts';
import { operationName } from '../operation.ts';
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
import { CUT_OFF_KEY, type Report, type Rule } from './rule.ts';

interface Group {
  readonly rule: Rule;
  readonly first: Report;
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
  /** For each key that a root cause of this driver leaves behind: that root's occurrence. */
  readonly #explained = new Map<Driver, Map<string, Occurrence>>();
  /** Reports held back until a driver's end, when all of them are there and can be put in the order of causes. */
  #held: { rule: Rule; report: Report }[] | null = null;

  constructor(maxOccurrences: number) {
    this.#maxOccurrences = maxOccurrences;
  }

  report(rule: Rule, report: Report): void {
    if (this.#held === null) {
      this.#take(rule, report);
    } else {
      this.#held.push({ rule, report });
    }
  }

  /** Runs what reports at a driver's end, then sorts causes from consequences, and what began earlier first. */
  settle(driver: Driver, reportAll: () => void): void {
    this.#held = [];
    reportAll();
    const held = this.#held;
    this.#held = null;
    held.sort((a, b) => order(a.rule.name) - order(b.rule.name) || beginNs(a.report) - beginNs(b.report));
    for (const { rule, report } of held) {
      this.#take(rule, report);
    }
    this.#explained.delete(driver);
  }

  /**
   * The findings, worst first.
   * @param isLossy whether events of this driver may be missing, which caps what can be said
   */
  findings(isLossy: (driver: Driver) => boolean): Finding[] {
    const findings = [...this.#groups.values()].map((group) => toFinding(group, isLossy(group.first.driver)));
    return findings.sort(bySeverity);
  }

  #take(rule: Rule, report: Report): void {
    const explained = this.#explainedOf(report.driver);
    if (rule.corrupts && report.confidence !== 'possible') {
      report.driver.isCorrupted = true;
    }
    const root = report.keys.map((key) => explained.get(key)).find((found) => found !== undefined);
    if (root !== undefined) {
      // That an unload hangs is told whatever else there is to tell.
      if (root.consequences.length < this.#maxOccurrences || rule.name === 'unload-stuck') {
        root.consequences.push({ rule: rule.name, subject: report.subject });
      }
      leave(explained, report.leaves, root);
      return;
    }
    const group = this.#groupOf(rule, report);
    const occurrence: Occurrence = {
      load: report.driver.load,
      subject: report.subject,
      confidence: report.confidence,
      evidence: report.evidence.toSorted((a, b) => a.timeNs - b.timeNs),
      consequences: [],
    };
    group.count++;
    if (group.occurrences.length < this.#maxOccurrences) {
      group.occurrences.push(occurrence);
    }
    if (isStronger(report.confidence, group.confidence)) {
      group.confidence = report.confidence;
      group.message = report.message;
    }
    leave(explained, rule.corrupts ? [...report.leaves, CUT_OFF_KEY] : report.leaves, occurrence);
  }

  #explainedOf(driver: Driver): Map<string, Occurrence> {
    let explained = this.#explained.get(driver);
    if (explained === undefined) {
      explained = new Map();
      this.#explained.set(driver, explained);
    }
    return explained;
  }

  #groupOf(rule: Rule, report: Report): Group {
    const op = report.op === 0 ? null : operationName(report.op);
    const fingerprint = fingerprintOf(rule.name, providerName(report.driver), op, report.site);
    let group = this.#groups.get(fingerprint);
    if (group === undefined) {
      const { message, confidence } = report;
      group = { rule, first: report, op, fingerprint, message, confidence, count: 0, occurrences: [] };
      this.#groups.set(fingerprint, group);
    }
    return group;
  }
}

/** When the first event that proves it came. */
function beginNs({ evidence }: Report): number {
  return evidence.reduce((least, { timeNs }) => Math.min(least, timeNs), Number.MAX_VALUE);
}

function leave(explained: Map<string, Occurrence>, keys: readonly string[], root: Occurrence): void {
  for (const key of keys) {
    if (!explained.has(key)) {
      explained.set(key, root);
    }
  }
}

function providerName(driver: Driver): string {
  return driver.provider.name ?? driver.provider.id;
}

function toFinding(group: Group, isLossy: boolean): Finding {
  const { rule, first, op, fingerprint, message, count, occurrences } = group;
  const cap = capOf(rule, first.driver, isLossy);
  return {
    rule: rule.name,
    severity: rule.severity,
    confidence: weaker(group.confidence, cap),
    provider: providerName(first.driver),
    op,
    site: first.site,
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
