import { RULES } from '../../wsk/index.ts';
import { findingResult, findingRule } from '../gate/index.ts';
import { physicalLocation, sarifLog, sarifNotification, sarifText } from '../markup/sarif.ts';
import type { CompareResult } from './compare.ts';
import { changeSentence, notes } from './describe.ts';
import type { LatencyChange } from './latency-changes.ts';
import { unreadable } from './text.ts';

const LATENCY_RULE = 'latency-regression';
const RULE_IDS: readonly string[] = [...RULES, LATENCY_RULE];

/** SARIF 2.1.0: one result for each finding of the head and for each latency that became slower, each with a place. */
export function compareSarif(result: CompareResult): string {
  const { changes, findings, head, doubts, verdict, version } = result;
  // Readers reject a result without a place: a latency is nowhere in the sources.
  const place = head[0]?.file ?? 'wsktrace';
  return sarifLog({
    version,
    rules: [
      ...RULES.map(findingRule),
      { id: LATENCY_RULE, shortDescription: { text: 'An operation became slower.' } },
    ],
    results: [
      ...changes
        .filter((change) => change.verdict === 'slower')
        .map((change) => latencyResult(change, place)),
      ...[...findings.new, ...findings.kept].map((one) => findingResult(one, head.length, RULE_IDS)),
    ],
    isSuccessful: verdict !== 'unreadable',
    notifications: [
      ...unreadable(result).map((line) => sarifNotification('error', line)),
      ...[...doubts, ...notes(result)].map((line) => sarifNotification('warning', line)),
    ],
  });
}

function latencyResult(change: LatencyChange, file: string) {
  const name = `${change.op} ${change.percentile}`;
  return {
    ruleId: LATENCY_RULE,
    ruleIndex: RULE_IDS.indexOf(LATENCY_RULE),
    level: 'error',
    message: { text: sarifText(changeSentence(change)) },
    locations: [
      { ...physicalLocation({ path: file, line: 1 }), logicalLocations: [{ fullyQualifiedName: name }] },
    ],
    partialFingerprints: { 'wsktraceLatency/v1': name },
  };
}
