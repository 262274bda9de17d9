import { RULES, type Site } from '../../wsk/index.ts';
import { formatCount, plural } from '../units.ts';
import type { BaselineEntry } from './baseline/baseline.ts';
import { type Anchor, type JudgedFinding, judgeFindings } from './findings.ts';
import type { GateSettings } from './settings.ts';
import { type SuppressionUse, Suppressor } from './suppression/suppress.ts';
import { evaluate, type ThresholdResult } from './threshold/evaluate.ts';
import { countLeaks } from './threshold/leaks.ts';
import type { Measurement, Threshold } from './threshold/threshold.ts';
import {
  type ReadTrace,
  readStatus,
  type TraceStatus,
  traceDoubts,
  type UnreadableTrace,
  unreadableStatus,
} from './trace-status.ts';

export interface CheckInput {
  readonly traces: readonly ReadTrace[];
  readonly unreadable: readonly UnreadableTrace[];
  readonly settings: GateSettings;
  /** Known findings; null where there is no baseline. */
  readonly baseline: readonly BaselineEntry[] | null;
  readonly locate: (site: Site) => Anchor | null;
  /** When the check is made: suppressions expire by its day in UTC. */
  readonly now: Date;
  /** Version of this program. */
  readonly version: string;
}

export type Verdict = 'passed' | 'failed' | 'inconclusive' | 'unreadable';

/** What `check` found: everything that a reporter tells. */
export interface CheckResult {
  readonly verdict: Verdict;
  readonly checkedAt: string;
  readonly version: string;
  readonly failOn: GateSettings['failOn'];
  /** Rules that were looked for: those that are not off. */
  readonly rules: number;
  readonly traces: readonly TraceStatus[];
  /** Worst first. */
  readonly findings: readonly JudgedFinding[];
  readonly thresholds: readonly ThresholdResult[];
  readonly suppressions: readonly SuppressionUse[];
  /** Entries that nothing was found of; null where there is no baseline. */
  readonly staleBaseline: readonly BaselineEntry[] | null;
  /** Why the check can't tell for sure, each a sentence; a verdict other than inconclusive can have some too. */
  readonly doubts: readonly string[];
}

/** Judges traces by the rules, thresholds, baseline and suppressions. */
export function check(input: CheckInput): CheckResult {
  const { traces, unreadable, settings, baseline } = input;
  const known = new Set(baseline?.map(({ fingerprint }) => fingerprint));
  const suppressor = new Suppressor(settings.suppressions, input.now.toISOString().slice(0, 10));
  const findings = judgeFindings(
    // What the trace calls itself: standard input is named “-” where it is asked for.
    traces.map(({ analysis: { trace, findings: found } }) => ({ file: trace.file, findings: found })),
    { settings, known, suppressor, locate: input.locate },
  );
  const thresholds = settings.thresholds.map((threshold, index) =>
    evaluate(threshold, measure(threshold, index, traces, settings, findings), settings),
  );
  const statuses = [...traces.map(timedStatus), ...unreadable.map(unreadableStatus)];
  const doubts = [...statuses.flatMap(traceDoubts), ...thresholds.flatMap(thresholdDoubts)];
  const seen = new Set(findings.map(({ fingerprint }) => fingerprint));
  const verdict: Omit<CheckResult, 'verdict'> = {
    checkedAt: input.now.toISOString(),
    version: input.version,
    failOn: settings.failOn,
    rules: RULES.filter((rule) => settings.rules[rule] !== 'off').length,
    traces: statuses,
    findings,
    thresholds,
    suppressions: suppressor.uses(),
    staleBaseline: baseline?.filter(({ fingerprint }) => !seen.has(fingerprint)) ?? null,
    doubts,
  };
  return { verdict: verdictOf(verdict, settings), ...verdict };
}

/** A fault that is proven stays one, whatever else could not be read or told. */
function verdictOf(
  { findings, thresholds, traces, doubts }: Omit<CheckResult, 'verdict'>,
  settings: GateSettings,
): Verdict {
  if (
    findings.some(({ standing }) => standing === 'failing') ||
    thresholds.some(({ verdict }) => verdict === 'broken')
  ) {
    return 'failed';
  }
  if (traces.some(({ unreadable }) => unreadable !== null)) {
    return 'unreadable';
  }
  return doubts.length > 0 && settings.inconclusive === 'fail' ? 'inconclusive' : 'passed';
}

function measure(
  threshold: Threshold,
  index: number,
  traces: readonly ReadTrace[],
  { failOn }: GateSettings,
  findings: readonly JudgedFinding[],
): (Measurement & { file: string })[] {
  const accepted = new Set(
    findings
      .filter(({ standing }) => standing === 'known' || standing === 'suppressed')
      .map(({ fingerprint }) => fingerprint),
  );
  return traces.map((trace) => ({ file: trace.file, ...measureOne(trace) }));

  function measureOne({ analysis, measurements }: ReadTrace): Measurement {
    switch (threshold.metric) {
      case 'latency':
      case 'why':
        return measurements[index] ?? { value: null, samples: 0 };
      case 'leaks': {
        const value = countLeaks(analysis, { kind: threshold.labels.kind, failOn, accepted });
        return { value, samples: analysis.irps.allocated };
      }
      case 'inflight':
        return { value: analysis.maxInFlight, samples: analysis.calls.issued };
    }
  }
}

function thresholdDoubts({ verdict, text, traces, needed }: ThresholdResult): string[] {
  if (verdict !== 'inconclusive') {
    return [];
  }
  if (needed === 0) {
    return [`${text}: the traces do not record what is needed to tell (wsktrace why names it)`];
  }
  const most = Math.max(0, ...traces.map(({ samples }) => samples));
  return [`${text}: ${plural(most, 'call')} in the fullest trace, ${formatCount(needed)} needed`];
}

function timedStatus(trace: ReadTrace): TraceStatus {
  const { readMs } = trace;
  return { ...readStatus(trace), ...(readMs === undefined ? {} : { readMs: Math.round(readMs) }) };
}
