import type { Analysis, Finding, Site } from '../../wsk/index.ts';
import {
  type Anchor,
  type GateSettings,
  type JudgedFinding,
  judgeFindings,
  readStatus,
  Suppressor,
  type TraceStatus,
  traceDoubts,
  type UnreadableTrace,
  unreadableStatus,
} from '../gate/index.ts';
import { plural } from '../units.ts';
import {
  compareLatencies,
  type LatencyChange,
  type LatencyOptions,
  type MeasuredOperation,
} from './latency-changes.ts';
import { type LeftOutTrace, leftOutLine } from './left-out.ts';

/** What is compared of a trace. */
export interface ComparedTrace {
  readonly status: TraceStatus;
  readonly operations: readonly MeasuredOperation[];
  readonly findings: readonly Finding[];
}

/** One side of a comparison. */
export interface Side {
  readonly traces: readonly ComparedTrace[];
  readonly unreadable: readonly UnreadableTrace[];
  /** Traces of a dataset of which something is missing: nothing follows from them. */
  readonly leftOut?: readonly LeftOutTrace[];
}

/** The builds of a dataset that are compared. */
export interface ComparedBuilds {
  readonly base: readonly string[];
  readonly head: string;
}

export interface CompareInput {
  readonly base: Side;
  readonly head: Side;
  readonly settings: Pick<GateSettings, 'rules' | 'failOn' | 'suppressions' | 'inconclusive'>;
  readonly latency: LatencyOptions;
  /** Where the sides are builds of a dataset. */
  readonly builds?: ComparedBuilds;
  /** Fingerprints that are known beside those of the base. */
  readonly known?: ReadonlySet<string>;
  /** Where a site is in the driver’s sources; nowhere unless told. */
  readonly locate?: (site: Site) => Anchor | null;
  readonly now: Date;
  readonly version: string;
}

export type CompareVerdict = 'fine' | 'regression' | 'inconclusive' | 'unreadable';

export interface CompareResult {
  readonly verdict: CompareVerdict;
  readonly comparedAt: string;
  readonly version: string;
  readonly alpha: number;
  readonly minEffect: number;
  /** null where the sides are no builds of a dataset. */
  readonly builds: ComparedBuilds | null;
  readonly base: readonly TraceStatus[];
  readonly head: readonly TraceStatus[];
  /** What nothing follows from; none where the sides are no builds of a dataset. */
  readonly leftOut: { readonly base: readonly LeftOutTrace[]; readonly head: readonly LeftOutTrace[] };
  /** Claimed changes first, the largest before the others. */
  readonly changes: readonly LatencyChange[];
  readonly findings: {
    /** In the head alone. */
    readonly new: readonly JudgedFinding[];
    /** In the base alone. */
    readonly fixed: readonly JudgedFinding[];
    readonly kept: readonly JudgedFinding[];
  };
  /** Why the comparison can’t tell for sure, each a sentence. */
  readonly doubts: readonly string[];
}

const CLAIMS_FIRST: readonly LatencyChange['verdict'][] = ['slower', 'faster', 'same', 'inconclusive'];

/** Compares two sets of traces: latencies by the trace, findings by fingerprint. */
export function compare(input: CompareInput): CompareResult {
  const { base, head, latency, settings, builds = null } = input;
  const operations = ({ traces }: Side) => traces.map((trace) => trace.operations);
  const changes = compareLatencies(operations(base), operations(head), latency).sort(claimsFirst);
  const [baseStatus, headStatus] = [statuses(base), statuses(head)];
  const result: Omit<CompareResult, 'verdict'> = {
    comparedAt: input.now.toISOString(),
    version: input.version,
    alpha: latency.alpha,
    minEffect: latency.minEffect,
    builds,
    base: baseStatus,
    head: headStatus,
    leftOut: { base: base.leftOut ?? [], head: head.leftOut ?? [] },
    changes,
    findings: compareFindings(input),
    doubts: [
      ...[...baseStatus, ...headStatus].flatMap(traceDoubts),
      // Of older builds some trace always lacks something: that is told, and only makes the sample smaller.
      ...leftOutLine(builds?.head ?? '', head.leftOut ?? [], headStatus.length),
      ...sampleDoubts(input, changes),
    ],
  };
  return { verdict: verdictOf(result, settings.inconclusive), ...result };
}

/** Of a trace that was read all that is compared. */
export function comparedTrace(read: { readonly file: string; readonly analysis: Analysis }): ComparedTrace {
  const { operations, findings } = read.analysis;
  return { status: readStatus(read), operations, findings };
}

function compareFindings(input: CompareInput): CompareResult['findings'] {
  const { base, head, settings, known, locate, now } = input;
  const today = now.toISOString().slice(0, 10);
  const judgeSide = ({ traces }: Side, before: ReadonlySet<string>) =>
    judgeFindings(
      traces.map(({ status: { file }, findings }) => ({ file, findings })),
      {
        settings,
        known: before,
        suppressor: new Suppressor(settings.suppressions, today),
        locate: locate ?? (() => null),
      },
    );
  const before = judgeSide(base, new Set());
  const seen = new Set(before.map(({ fingerprint }) => fingerprint));
  // What is too weak to fail makes nothing known: it would hide the same fault when the head proves it.
  const sure = before.filter(({ standing }) => standing !== 'weak').map(({ fingerprint }) => fingerprint);
  const after = judgeSide(head, new Set([...sure, ...(known ?? [])]))
    .map((finding) =>
      finding.standing === 'weak' && seen.has(finding.fingerprint) ? asKnown(finding) : finding,
    )
    .map((finding) => (canClaim(input) ? finding : withoutClaim(finding)));
  const remaining = new Set(after.map(({ fingerprint }) => fingerprint));
  return {
    new: after.filter(({ standing }) => standing !== 'known' && standing !== 'suppressed'),
    fixed: before.filter(({ fingerprint }) => !remaining.has(fingerprint)),
    kept: after.filter(({ standing }) => standing === 'known'),
  };
}

function asKnown(finding: JudgedFinding): JudgedFinding {
  return { ...finding, standing: 'known' };
}

/** Where nothing can be claimed a finding warns, and fails nothing: in no output. */
function withoutClaim(finding: JudgedFinding): JudgedFinding {
  switch (finding.standing) {
    case 'failing':
      return { ...finding, standing: 'warning', level: 'warning' };
    case 'weak':
      // It is no more than one that is sure.
      return { ...finding, level: 'warning' };
    default:
      return finding;
  }
}

function verdictOf(
  { changes, findings, base, head, leftOut, doubts }: Omit<CompareResult, 'verdict'>,
  inconclusive: GateSettings['inconclusive'],
): CompareVerdict {
  if (
    changes.some(({ verdict }) => verdict === 'slower') ||
    findings.new.some(({ standing }) => standing === 'failing')
  ) {
    return 'regression';
  }
  if (
    [...base, ...head].some(({ unreadable }) => unreadable !== null) ||
    leftOut.head.some(({ status }) => status === 'unreadable')
  ) {
    return 'unreadable';
  }
  return doubts.length > 0 && inconclusive === 'fail' ? 'inconclusive' : 'fine';
}

/**
 * Two runs of the same driver differ too: from one trace a side nothing follows, and nothing from none. No latency is
 * claimed then in any case: its test needs more traces.
 */
function canClaim({ base, head }: CompareInput): boolean {
  return base.traces.length > 0 && base.traces.length + head.traces.length > 2;
}

function sampleDoubts(input: CompareInput, changes: readonly LatencyChange[]): string[] {
  const [first] = changes;
  if (first === undefined) {
    return ['no operation completed often enough on both sides to be compared'];
  }
  if (changes.some(({ verdict }) => verdict !== 'inconclusive')) {
    return [];
  }
  const { base, head } = input;
  const sizes = `${plural(base.traces.length, 'trace')} against ${base.traces.length === head.traces.length ? 'as many' : head.traces.length}`;
  return [`${sizes} can’t show a change: ${first.tracesNeeded} a side would do`];
}

function statuses({ traces, unreadable }: Side): TraceStatus[] {
  return [...traces.map(({ status }) => status), ...unreadable.map(unreadableStatus)];
}

function claimsFirst(a: LatencyChange, b: LatencyChange): number {
  const place = ({ verdict }: LatencyChange) => CLAIMS_FIRST.indexOf(verdict);
  return place(a) - place(b) || (place(a) < 2 ? Math.abs(b.change) - Math.abs(a.change) : 0);
}
