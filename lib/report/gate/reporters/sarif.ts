import { RULES } from '../../../wsk/index.ts';
import { contractPage, helpCommand } from '../../help/rule-help.ts';
import { RULE_TITLES } from '../../help/rule-titles.ts';
import { wellFormed } from '../../markup/escape.ts';
import {
  physicalLocation,
  type SarifRule,
  sarifLog,
  sarifNotification,
  sarifText,
} from '../../markup/sarif.ts';
import type { CheckResult } from '../check.ts';
import { findingExtent, findingProof, thresholdFinding } from '../describe.ts';
import type { JudgedFinding } from '../findings.ts';
import type { ThresholdResult } from '../threshold/evaluate.ts';

const THRESHOLD_RULE = 'threshold';
const LEVELS = { failing: null, known: null, suppressed: null, warning: 'warning', weak: 'note' } as const;

const RULE_IDS: readonly string[] = [...RULES, THRESHOLD_RULE];

/** SARIF 2.1.0: one result for each fault at a site and for each broken threshold, all of them with a place. */
export function sarifReport(result: CheckResult): string {
  const results = [
    ...result.thresholds.filter(({ verdict }) => verdict === 'broken').map((one) => thresholdResult(one)),
    ...result.findings.map((finding) => findingResult(finding, result.traces.length, RULE_IDS)),
  ];
  return sarifLog({
    version: result.version,
    rules: RULE_IDS.map(describeRule),
    results,
    isSuccessful: result.verdict !== 'unreadable',
    notifications: notifications(result),
  });
}

function describeRule(id: string): SarifRule {
  return id === THRESHOLD_RULE
    ? { id, shortDescription: { text: 'A threshold was not kept.' } }
    : findingRule(id as JudgedFinding['rule']);
}

/** What a rule is, for those who see one of its results. */
export function findingRule(rule: JudgedFinding['rule']): SarifRule {
  const command = helpCommand(rule);
  const contract = contractPage(rule);
  return {
    id: rule,
    shortDescription: { text: RULE_TITLES[rule] },
    helpUri: contract,
    help: {
      text: `What it means and how to fix it: ${command}. The contract that it rests on: ${contract}`,
      markdown: `What it means and how to fix it: \`${command}\`. [The contract that it rests on](${contract}).`,
    },
  };
}

/**
 * @param allTraces how many traces it was looked for in
 * @param ruleIds the rules of the log, in their order
 */
export function findingResult(finding: JudgedFinding, allTraces: number, ruleIds: readonly string[]) {
  const { rule, level, standing, message, anchor, fingerprint, count, suppression } = finding;
  const proof = findingProof(finding);
  const text = [message, findingExtent(finding, allTraces), ...(proof === null ? [] : [proof])].join('\n');
  return {
    ruleId: rule,
    ruleIndex: ruleIds.indexOf(rule),
    level: LEVELS[standing] ?? level,
    message: { text: sarifText(text) },
    locations: [
      {
        ...physicalLocation(anchor),
        logicalLocations: [logicalLocation(finding)],
      },
    ],
    partialFingerprints: { 'wsktraceFinding/v1': fingerprint },
    occurrenceCount: count,
    baselineState: standing === 'known' ? 'unchanged' : 'new',
    suppressions:
      standing === 'suppressed' && suppression !== null
        ? [{ kind: 'external', status: 'accepted', justification: suppression.reason }]
        : [],
    properties: { confidence: finding.confidence, traces: finding.traces.map(({ file }) => file) },
  };
}

function thresholdResult(threshold: ThresholdResult) {
  const file = threshold.traces[0]?.file ?? 'wsktrace.config.json';
  return {
    ruleId: THRESHOLD_RULE,
    ruleIndex: RULE_IDS.indexOf(THRESHOLD_RULE),
    level: 'error',
    message: { text: sarifText(`${threshold.text} ${thresholdFinding(threshold)}`) },
    locations: [
      {
        ...physicalLocation({ path: file, line: 1 }),
        logicalLocations: [{ fullyQualifiedName: wellFormed(threshold.text) }],
      },
    ],
    partialFingerprints: { 'wsktraceThreshold/v1': threshold.text },
  };
}

/**
 * What is faulty, as WinDbg writes it: driver!function. Together with the rule it tells any two findings apart, as their
 * fingerprints do: SARIF Multitool (5.7.0) takes two results of one rule at one line for the same finding, whatever their
 * fingerprints say, unless these differ; and without sources all findings of a trace are at its first line.
 */
function logicalLocation({ provider, site, op }: JudgedFinding) {
  const [driver, name, operation] = [provider, site.function, op].map((text) =>
    text === null ? null : wellFormed(text),
  );
  const place = [name, operation].filter((part) => part !== null).join(':');
  return {
    ...(name === null ? {} : { name, kind: 'function' }),
    fullyQualifiedName: place === '' ? driver : `${driver}!${place}`,
  };
}

function notifications({ traces, doubts }: CheckResult) {
  return [
    ...traces
      .filter(({ unreadable }) => unreadable !== null)
      .map(({ file, unreadable }) => sarifNotification('error', `${file}: ${unreadable}`)),
    ...doubts.map((doubt) => sarifNotification('warning', doubt)),
  ];
}
