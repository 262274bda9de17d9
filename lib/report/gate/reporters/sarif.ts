import { jsonText } from '../../../text/index.ts';
import { RULES } from '../../../wsk/index.ts';
import { contractPage, helpCommand } from '../../help/rule-help.ts';
import { RULE_TITLES } from '../../help/rule-titles.ts';
import { wellFormed } from '../../markup/escape.ts';
import type { CheckResult } from '../check.ts';
import { findingExtent, findingProof, thresholdFinding } from '../describe.ts';
import type { Anchor, JudgedFinding } from '../findings.ts';
import type { ThresholdResult } from '../threshold/evaluate.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const THRESHOLD_RULE = 'threshold';
/** GitHub keeps the first 5,000 results of a run. */
const MAX_RESULTS = 5000;
const LEVELS = { failing: null, known: null, suppressed: null, warning: 'warning', weak: 'note' } as const;

const RULE_IDS: readonly string[] = [...RULES, THRESHOLD_RULE];

/** SARIF 2.1.0: one result for each fault at a site and for each broken threshold, all of them with a place. */
export function sarifReport(result: CheckResult): string {
  const results = [
    ...result.thresholds.filter(({ verdict }) => verdict === 'broken').map((one) => thresholdResult(one)),
    ...result.findings.map((finding) => findingResult(finding, result)),
  ];
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: toolComponent(result.version) },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: result.verdict !== 'unreadable',
            toolExecutionNotifications: notifications(result, results.length),
          },
        ],
        results: results.slice(0, MAX_RESULTS),
      },
    ],
  };
  return `${jsonText(log, 2)}\n`;
}

function toolComponent(version: string) {
  return {
    name: 'wsktrace',
    semanticVersion: version,
    rules: RULE_IDS.map((id) => ({
      id,
      ...(id === THRESHOLD_RULE
        ? { shortDescription: { text: 'A threshold was not kept.' } }
        : explain(id as JudgedFinding['rule'])),
    })),
  };
}

function explain(rule: JudgedFinding['rule']) {
  const command = helpCommand(rule);
  const contract = contractPage(rule);
  return {
    shortDescription: { text: RULE_TITLES[rule] },
    helpUri: contract,
    help: {
      text: `What it means and how to fix it: ${command}. The contract that it rests on: ${contract}`,
      markdown: `What it means and how to fix it: \`${command}\`. [The contract that it rests on](${contract}).`,
    },
  };
}

function findingResult(finding: JudgedFinding, { traces }: CheckResult) {
  const { rule, level, standing, message, anchor, site, fingerprint, count, suppression } = finding;
  const proof = findingProof(finding);
  const text = [message, findingExtent(finding, traces.length), ...(proof === null ? [] : [proof])].join(
    '\n',
  );
  return {
    ruleId: rule,
    ruleIndex: RULE_IDS.indexOf(rule),
    level: LEVELS[standing] ?? level,
    message: { text: plainText(text) },
    locations: [
      {
        ...physicalLocation(anchor),
        ...(site.function === null ? {} : { logicalLocations: [{ name: site.function, kind: 'function' }] }),
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
    message: { text: plainText(`${threshold.text} ${thresholdFinding(threshold)}`) },
    locations: [physicalLocation({ path: file, line: 1, isSource: false })],
    partialFingerprints: { 'wsktraceThreshold/v1': threshold.text },
  };
}

/** Readers reject a whole file for one result without a place. */
function physicalLocation({ path, line }: Anchor) {
  return { physicalLocation: { artifactLocation: { uri: toUri(path) }, region: { startLine: line } } };
}

/**
 * A path as a URI reference (RFC 8089 for drives and shares), relative to the sources’ root unless it is absolute. A path
 * such as \\?\C:\traces names what C:\traces does.
 */
function toUri(path: string): string {
  const plain = wellFormed(path)
    .replaceAll('\\', '/')
    .replace(/^\/\/\?\/UNC\//i, '//')
    .replace(/^\/\/[?.]\/(?=[A-Za-z]:)/, '');
  const encoded = plain.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(plain)) {
    return `file:///${encoded.replace('%3A', ':')}`;
  }
  if (encoded.startsWith('//')) {
    return `file:${encoded}`;
  }
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}

/** Square brackets in a message make links (SARIF 2.1.0, 3.11.6). */
function plainText(text: string): string {
  return wellFormed(text).replace(/[\\[\]]/g, '\\$&');
}

function notifications({ traces, doubts }: CheckResult, results: number) {
  const note = (level: 'error' | 'warning', text: string) => ({ level, message: { text: plainText(text) } });
  return [
    ...traces
      .filter(({ unreadable }) => unreadable !== null)
      .map(({ file, unreadable }) => note('error', `${file}: ${unreadable}`)),
    ...doubts.map((doubt) => note('warning', doubt)),
    ...(results > MAX_RESULTS ? [note('warning', `${results - MAX_RESULTS} results are left out.`)] : []),
  ];
}
