import { RULES } from '../../../wsk/index.ts';
import { RULE_TITLES } from '../../help/rule-titles.ts';
import { escapeXml } from '../../markup/escape.ts';
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

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

interface Case {
  readonly name: string;
  readonly outcome: Outcome;
  /** What a failed test’s page shows: GitLab drops the message attribute and the properties, so all is in here. */
  readonly body: string;
}

/**
 * JUnit XML in the part that Ant’s and Jenkins’ schemas share (Ant’s knows no `skipped`): a test for each trace, for
 * each finding, for each rule that found nothing, and for each threshold.
 */
export function junitReport(result: CheckResult): string {
  const suites = [
    suite('traces', 0, result.traces.map(traceCase), result),
    suite(
      'findings',
      1,
      [...result.findings.map((one) => findingCase(one, result)), ...clean(result)],
      result,
    ),
    suite('thresholds', 2, result.thresholds.map(thresholdCase), result),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

function traceCase({ file, unreadable, doubts, events, calls }: TraceStatus): Case {
  if (unreadable !== null) {
    return { name: file, outcome: 'error', body: unreadable };
  }
  return doubts.length > 0
    ? { name: `${file} (${doubts.join('; ')})`, outcome: 'skipped', body: doubts.join('\n') }
    : { name: `${file} (${events} events, ${calls} calls)`, outcome: 'passed', body: '' };
}

function findingCase(finding: JudgedFinding, result: CheckResult): Case {
  const { standing, message, fingerprint } = finding;
  const note = findingNote(finding);
  const place = sourcePlace(finding);
  const lines = [
    message,
    findingExtent(finding, result.traces.length),
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
function clean({ findings }: CheckResult): Case[] {
  const found = new Set(findings.map(({ rule }) => rule));
  return RULES.filter((rule) => !found.has(rule)).map((rule) => ({
    name: `${rule}: none`,
    outcome: 'passed',
    body: RULE_TITLES[rule],
  }));
}

function thresholdCase(threshold: ThresholdResult): Case {
  const told = `${threshold.text}: ${thresholdFinding(threshold)}`;
  const outcomes = { met: 'passed', broken: 'failure', inconclusive: 'skipped' } as const;
  return { name: told, outcome: outcomes[threshold.verdict], body: told };
}

function suite(name: string, id: number, cases: readonly Case[], result: CheckResult): string {
  const count = (outcome: Outcome) => cases.filter((one) => one.outcome === outcome).length;
  // Ant’s schema asks for a time without zone or fraction, a host and a duration.
  const attributes = {
    name: `wsktrace ${name}`,
    package: 'wsktrace',
    id: String(id),
    tests: String(cases.length),
    failures: String(count('failure')),
    errors: String(count('error')),
    time: '0',
    timestamp: result.checkedAt.slice(0, 19),
    hostname: 'localhost',
  };
  return [
    `  <testsuite ${attributesText(attributes)}>`,
    `    <properties><property ${attributesText({ name: 'wsktrace', value: result.version })}/></properties>`,
    ...cases.map((one) => caseXml(one, name)),
    '    <system-out></system-out>',
    '    <system-err></system-err>',
    '  </testsuite>',
  ].join('\n');
}

function caseXml({ name, outcome, body }: Case, suiteName: string): string {
  const open = `    <testcase ${attributesText({ name, classname: `wsktrace.${suiteName}`, time: '0' })}`;
  if (outcome === 'passed') {
    return `${open}/>`;
  }
  const [firstLine = ''] = body.split('\n');
  const attributes = outcome === 'skipped' ? '' : ` ${attributesText({ type: outcome, message: firstLine })}`;
  return `${open}><${outcome}${attributes}>${escapeXml(body)}</${outcome}></testcase>`;
}

function attributesText(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${escapeXml(value).replace(/[\t\r\n]/g, ' ')}"`)
    .join(' ');
}
