import { inSite } from '../../wsk/index.ts';
import { proofLine } from '../proof.ts';
import { formatCount, formatNsBeside, plural } from '../units.ts';
import { whereToBegin } from '../verdict.ts';
import type { BaselineEntry } from './baseline/baseline.ts';
import type { CheckResult } from './check.ts';
import type { JudgedFinding, Standing } from './findings.ts';
import type { SuppressionUse } from './suppression/suppress.ts';
import type { ThresholdResult } from './threshold/evaluate.ts';
import { unknownReason } from './threshold/unknown.ts';

/** How many of a finding's traces are named. */
const NAMED_TRACES = 3;

export const STANDING_TITLES: Readonly<Record<Standing, string>> = {
  failing: 'Findings that fail the check',
  warning: 'Warnings',
  weak: 'Not sure enough to fail the check',
  known: 'Known from the baseline',
  suppressed: 'Suppressed',
};

/** In the order in which reports tell of them. */
export const STANDINGS = Object.keys(STANDING_TITLES) as readonly Standing[];

/** The whole in one line: "Failed: 2 findings and 1 threshold, in 10 traces (5,000 calls, 18 rules)." */
export function headline(result: CheckResult): string {
  const { verdict, traces, doubts } = result;
  const calls = traces.reduce((sum, trace) => sum + trace.calls, 0);
  const inTraces =
    `in ${plural(traces.length, 'trace')} ` + `(${plural(calls, 'call')}, ${plural(result.rules, 'rule')})`;
  switch (verdict) {
    case 'failed': {
      const findings = byStanding(result, 'failing').length;
      const thresholds = result.thresholds.filter((threshold) => threshold.verdict === 'broken').length;
      const parts = [
        ...(findings > 0 ? [plural(findings, 'finding')] : []),
        ...(thresholds > 0 ? [plural(thresholds, 'threshold')] : []),
      ];
      return `Failed: ${unloadBegin(result)}${parts.join(' and ')}, ${inTraces}.`;
    }
    case 'unreadable': {
      const unreadable = traces.filter((trace) => trace.unreadable !== null).length;
      return `Unreadable: ${formatCount(unreadable)} of ${plural(traces.length, 'trace')}.`;
    }
    case 'inconclusive':
      return `Inconclusive: ${plural(doubts.length, 'reason')} below, ${inTraces}.`;
    case 'passed': {
      const despite = doubts.length > 0 ? `, despite ${plural(doubts.length, 'doubt')}` : '';
      return `Passed${despite}: nothing to fix ${inTraces}.`;
    }
  }
}

/** What to do now, as a sentence; empty where nothing is to be done. */
export function nextStep(result: CheckResult): string {
  const [failing] = byStanding(result, 'failing');
  if (failing !== undefined) {
    return whereToBegin(failing);
  }
  const doubtful = result.traces.find(({ unreadable, doubts }) => unreadable === null && doubts.length > 0);
  return result.verdict === 'inconclusive' && doubtful !== undefined
    ? `What the recording lacks: wsktrace doctor ${doubtful.file}`
    : '';
}

/** The first unload that hangs, before all else: "unload is stuck, waiting for 2 Receive calls on sockets 1 and 2; ". */
function unloadBegin(result: CheckResult): string {
  const { traces } = result;
  const isFailing = byStanding(result, 'failing').some(({ hangsUnload }) => hangsUnload);
  const stuck = traces.filter(({ unload }) => isFailing && unload !== null);
  const [first] = stuck;
  if (first === undefined) {
    return '';
  }
  const which =
    traces.length === 1
      ? ''
      : ` in ${first.file}${stuck.length > 1 ? `, as in ${plural(stuck.length - 1, 'more trace')}` : ''}`;
  return `${first.unload!.charAt(0).toLowerCase()}${first.unload!.slice(1)}${which}; `;
}

export function byStanding(result: CheckResult, standing: Standing): readonly JudgedFinding[] {
  return result.findings.filter((finding) => finding.standing === standing);
}

/** "irp-leak: Send in ClientSend, line 12". */
export function findingTitle({ rule, op, site }: JudgedFinding): string {
  const where = `${op ?? ''}${inSite(site)}`.trim();
  return where === '' ? rule : `${rule}: ${where}`;
}

/** "driver/send.c:120"; null where the sources were not given or do not have the site: the trace has no lines. */
export function sourcePlace({ anchor }: JudgedFinding): string | null {
  return anchor.isSource ? `${anchor.path}:${anchor.line}` : null;
}

/** How sure, how often and where: "certain, 3 times in 2 of 10 traces: a.etl (2), b.etl (1)". */
export function findingExtent({ confidence, count, traces }: JudgedFinding, allTraces: number): string {
  const named = traces.slice(0, NAMED_TRACES).map((share) => `${share.file} (${formatCount(share.count)})`);
  const more = traces.length - named.length;
  const rest = more > 0 ? `, and ${formatCount(more)} more` : '';
  const of = allTraces > 1 ? `${formatCount(traces.length)} of ${plural(allTraces, 'trace')}` : '1 trace';
  return `${confidence}, ${plural(count, 'time')} in ${of}: ${named.join(', ')}${rest}`;
}

/** The first occurrence's events, or nothing. */
export function findingProof({ example }: JudgedFinding): string | null {
  return example === null ? null : proofLine(example);
}

/** Why a finding does not fail the check, or no longer is suppressed; null where there is nothing to say. */
export function findingNote({ standing, suppression }: JudgedFinding): string | null {
  if (suppression === null) {
    return null;
  }
  return standing === 'suppressed'
    ? `suppressed: ${suppression.reason}`
    : `its suppression expired on ${suppression.expires} (${suppression.reason})`;
}

/** "is 7.20 ms, the median of 10 traces": what a threshold found. */
export function thresholdFinding(result: ThresholdResult): string {
  const { verdict, value, bound, isDuration, aggregate, traces } = result;
  const judged = traces.filter(({ isEnough }) => isEnough);
  if (verdict === 'inconclusive' || value === null) {
    return `can’t be told: ${unknownReason(result)}`;
  }
  // At a bound three digits would tell of a time that keeps it.
  const shown = isDuration ? formatNsBeside(value, bound) : formatCount(value);
  if (traces.length === 1) {
    return `is ${shown}${isDuration ? ` over ${plural(traces[0]!.samples, 'call')}` : ''}`;
  }
  const left = traces.length - judged.length;
  const skipped = left > 0 ? ` (${formatCount(left)} had too few calls)` : '';
  const how = aggregate === 'median' ? 'the median' : 'the worst';
  return `is ${shown}, ${how} of ${plural(judged.length, 'trace')}${skipped}`;
}

/** "irp-leak in function ClientConnect*: 2 findings, 5 times (reason)". */
export function suppressionLine({ suppression, state, findings, occurrences }: SuppressionUse): string {
  const { rule, match, reason, expires } = suppression;
  const what = Object.entries(match).map(([field, pattern]) => `${field} ${pattern}`);
  const until = expires === undefined ? '' : `, until ${expires}`;
  const hits =
    findings === 0 ? 'no hits' : `${plural(findings, 'finding')}, ${plural(occurrences, 'occurrence')}`;
  const told = state === 'used' ? hits : `${state}, ${hits}`;
  return `${rule} with ${what.join(' and ')}: ${told} (${reason}${until})`;
}

/** A baseline's entry: "irp-leak Send ClientSend 0123456789abcdef". */
export function baselineLine({ rule, op, function: name, fingerprint }: BaselineEntry): string {
  return [rule, op, name, fingerprint].filter((part) => part !== null).join(' ');
}

/** The heading above the doubts: they decide the check only where it is inconclusive. */
export function doubtsTitle({ verdict }: CheckResult): string {
  return verdict === 'inconclusive' ? 'Why the check is inconclusive' : 'What the check can’t tell for sure';
}
