import {
  type Confidence,
  type Finding,
  hangsUnload,
  isStronger,
  type Occurrence,
  type RuleName,
  type Severity,
  type Site,
} from '../../wsk/index.ts';
import { groupBy } from '../group-by.ts';
import type { Suppression } from './files/config-schema.ts';
import type { GateSettings } from './settings.ts';
import type { Suppressor } from './suppression/suppress.ts';

/**
 * What a finding means for the check: `failing` fails it; `warning` is of a rule that only warns, or of a comparison that
 * claims nothing; `weak` is less sure than the check asks for; `known` is in the baseline; `suppressed` falls under a
 * suppression.
 */
export type Standing = 'failing' | 'warning' | 'weak' | 'known' | 'suppressed';

const WORST_FIRST: readonly Standing[] = ['failing', 'warning', 'weak', 'known', 'suppressed'];

/** A trace that a finding is in. */
export interface TraceShare {
  readonly file: string;
  readonly count: number;
  readonly confidence: Confidence;
}

/** Where a report points for a finding: a place in the driver's sources, or else the first line of the trace. */
export interface Anchor {
  readonly path: string;
  readonly line: number;
  readonly isSource: boolean;
}

/** One fault at one site, in all the traces of a check. */
export interface JudgedFinding {
  readonly standing: Standing;
  readonly rule: RuleName;
  readonly level: Severity;
  /** The highest among the traces. */
  readonly confidence: Confidence;
  readonly provider: string;
  readonly op: string | null;
  readonly site: Site;
  readonly anchor: Anchor;
  readonly fingerprint: string;
  readonly message: string;
  readonly count: number;
  /** Whether an unload hangs by it, in one of the traces at least. */
  readonly hangsUnload: boolean;
  readonly traces: readonly TraceShare[];
  /** The first occurrence, in the first of the traces. */
  readonly example: Occurrence | null;
  /** The suppression that it falls under, or fell under until that expired. */
  readonly suppression: Suppression | null;
}

export interface JudgeContext {
  readonly settings: Pick<GateSettings, 'rules' | 'failOn'>;
  /** Fingerprints of the baseline. */
  readonly known: ReadonlySet<string>;
  readonly suppressor: Suppressor;
  /** Where a site is in the driver's sources, if that is known. */
  readonly locate: (site: Site) => Anchor | null;
}

/** The findings of one trace, and the name that reports have for it. */
export interface TraceFindings {
  readonly file: string;
  readonly findings: readonly Finding[];
}

/** The findings of several traces, those of one fingerprint together, worst first; rules that are off have none. */
export function judgeFindings(traces: readonly TraceFindings[], context: JudgeContext): JudgedFinding[] {
  const judged = traces.flatMap(({ file, findings }) =>
    findings
      .filter(({ rule }) => context.settings.rules[rule] !== 'off')
      .map((finding): [Finding, string] => [finding, file]),
  );
  const groups = groupBy(judged, ([{ fingerprint }]) => fingerprint);
  return [...groups.values()].map((group) => judge(group, context)).sort(worstFirst);
}

function judge(group: readonly [Finding, string][], context: JudgeContext): JudgedFinding {
  const [[strongest, file]] = [...group].sort(([a], [b]) => byConfidence(a, b)) as [[Finding, string]];
  const count = group.reduce((sum, [finding]) => sum + finding.count, 0);
  const { rule, severity, confidence, provider, op, site, fingerprint, message } = strongest;
  const wanted = context.settings.rules[rule] ?? 'on';
  const level = wanted === 'warning' || wanted === 'error' ? wanted : severity;
  const hit = context.suppressor.find({ ...strongest, count });
  return {
    standing: standingOf({ ...strongest, severity: level }, hit !== null && !hit.isExpired, context),
    rule,
    level,
    confidence,
    provider,
    op,
    site,
    anchor: context.locate(site) ?? { path: file, line: 1, isSource: false },
    fingerprint,
    message,
    count,
    hangsUnload: group.some(([finding]) => hangsUnload(finding)),
    traces: group.map(([finding, path]) => ({
      file: path,
      count: finding.count,
      confidence: finding.confidence,
    })),
    example: strongest.occurrences[0] ?? null,
    suppression: hit?.suppression ?? null,
  };
}

function standingOf(finding: Finding, isSuppressed: boolean, { known, settings }: JudgeContext): Standing {
  if (isSuppressed) {
    return 'suppressed';
  }
  if (known.has(finding.fingerprint)) {
    return 'known';
  }
  if (isStronger(settings.failOn, finding.confidence)) {
    return 'weak';
  }
  return finding.severity === 'error' ? 'failing' : 'warning';
}

function worstFirst(a: JudgedFinding, b: JudgedFinding): number {
  return (
    WORST_FIRST.indexOf(a.standing) - WORST_FIRST.indexOf(b.standing) ||
    Number(b.hangsUnload) - Number(a.hangsUnload) ||
    Number(a.level === 'warning') - Number(b.level === 'warning') ||
    byConfidence(a, b) ||
    b.count - a.count ||
    (a.fingerprint < b.fingerprint ? -1 : 1)
  );
}

/** The surest first. */
function byConfidence(a: { confidence: Confidence }, b: { confidence: Confidence }): number {
  return Number(isStronger(b.confidence, a.confidence)) - Number(isStronger(a.confidence, b.confidence));
}
