import { RULES } from '../../../wsk/index.ts';
import { RULE_TITLES } from '../../help/rule-titles.ts';
import { type JunitCase, junitXml } from '../../markup/junit.ts';
import { plural } from '../../units.ts';
import type { CheckResult } from '../check.ts';
import {
  findingExtent,
  findingNote,
  findingProof,
  findingTitle,
  sourcePlace,
  thresholdFinding,
} from '../describe.ts';
import type { JudgedFinding } from '../findings.ts';
import type { ThresholdResult } from '../threshold/evaluate.ts';
import type { TraceStatus } from '../trace-status.ts';

/** A test for each trace, for each finding, for each rule that found nothing, and for each threshold. */
export function junitReport(result: CheckResult): string {
  const suites = [
    { name: 'traces', cases: result.traces.map(traceCase) },
    {
      name: 'findings',
      cases: [
        ...result.findings.map((one) => findingCase(one, result.traces.length)),
        ...cleanRules(result.findings),
      ],
    },
    { name: 'thresholds', cases: result.thresholds.map(thresholdCase) },
  ];
  return junitXml(suites, { at: result.checkedAt, version: result.version });
}

export function traceCase({
  file,
  unreadable,
  doubts,
  events,
  calls,
  readMs: ms = 0,
}: TraceStatus): JunitCase {
  if (unreadable !== null) {
    return { name: file, outcome: 'error', body: unreadable, ms };
  }
  return doubts.length > 0
    ? { name: `${file} (${doubts.join('; ')})`, outcome: 'skipped', body: doubts.join('\n'), ms }
    : {
        name: `${file} (${plural(events, 'event')}, ${plural(calls, 'call')})`,
        outcome: 'passed',
        body: '',
        ms,
      };
}

/** @param allTraces how many traces it was looked for in */
export function findingCase(finding: JudgedFinding, allTraces: number): JunitCase {
  const { standing, message, fingerprint } = finding;
  const note = findingNote(finding);
  const place = sourcePlace(finding);
  const lines = [
    message,
    findingExtent(finding, allTraces),
    ...(note === null ? [] : [note]),
    ...(place === null ? [] : [`at ${place}`]),
    findingProof(finding) ?? '',
    `fingerprint ${fingerprint}`,
  ];
  return {
    name: `${findingTitle(finding)} (${finding.confidence}, ×${finding.count})`,
    outcome: standing === 'failing' ? 'failure' : 'skipped',
    body: lines.filter((line) => line !== '').join('\n'),
  };
}

/** Rules without a finding are tests that passed: what was looked for is part of the report. */
export function cleanRules(findings: readonly JudgedFinding[]): JunitCase[] {
  const found = new Set(findings.map(({ rule }) => rule));
  return RULES.filter((rule) => !found.has(rule)).map((rule) => ({
    name: `${rule}: none`,
    outcome: 'passed',
    body: RULE_TITLES[rule],
  }));
}

function thresholdCase(threshold: ThresholdResult): JunitCase {
  const told = `${threshold.text}: ${thresholdFinding(threshold)}`;
  const outcomes = { met: 'passed', broken: 'failure', inconclusive: 'skipped' } as const;
  return { name: told, outcome: outcomes[threshold.verdict], body: told };
}
