import { type JunitCase, junitXml, RULE_TITLES } from '../../../lib/report/index.ts';
import { LAB_RULES } from './facts.ts';
import type { ReportInput } from './reporters.ts';
import type { ToldFinding } from './result.ts';
import { capital } from './text.ts';

/** A test for each stage, for each finding, and for each rule by which nothing was found. */
export function labJunit({ result, at, version }: ReportInput): string {
  const suites = [
    { name: 'lab runs', cases: [...result.stages.map(stageCase), ...result.faults.map(faultCase)] },
    { name: 'lab findings', cases: [...result.findings.map(findingCase), ...clean(result.findings)] },
  ];
  return junitXml(suites, { at, version });
}

function stageCase({ name, runs, possible }: ReportInput['result']['stages'][number]): JunitCase {
  return { name: `${name}: ${runs} of ${possible}`, outcome: 'passed', body: '' };
}

function faultCase({ script, text }: ReportInput['result']['faults'][number]): JunitCase {
  return { name: `the lab itself failed in the run ${script}`, outcome: 'error', body: text };
}

function findingCase(finding: ToldFinding): JunitCase {
  const { rule, severity, confidence, message, deviation, run, runs, script, fingerprint, known } = finding;
  const { file, line, function: name } = finding;
  const where = name === null ? '' : `: ${name}, line ${line}`;
  const lines = [
    `${capital(deviation)} → ${message}`,
    ...(file === null ? [] : [`at ${file}:${line}`]),
    `run ${run}${runs > 1 ? ` and ${runs - 1} more` : ''}; --replay ${run}, or --script '${script}'`,
    ...(known ? ['in the baseline'] : []),
    `fingerprint ${fingerprint}`,
  ];
  return {
    name: `${rule}${where} (${severity}, ${confidence})`,
    outcome: known || severity !== 'error' ? 'skipped' : 'failure',
    body: lines.join('\n'),
  };
}

function clean(findings: readonly ToldFinding[]): JunitCase[] {
  const found = new Set(findings.map(({ rule }) => rule));
  return Object.entries({ ...RULE_TITLES, ...LAB_RULES })
    .filter(([rule]) => !found.has(rule))
    .map(([rule, title]) => ({ name: `${rule}: none`, outcome: 'passed', body: title }));
}
