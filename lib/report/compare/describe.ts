import type { JudgedFinding, TraceStatus } from '../gate/index.ts';
import { formatCount, formatNs, plural } from '../units.ts';
import type { CompareResult } from './compare.ts';
import type { LatencyChange } from './latency-changes.ts';
import { type LeftOutTrace, leftOutLine } from './left-out.ts';

export const CHANGE_HEAD = [
  'operation',
  'percentile',
  'base',
  'head',
  'change',
  'interval',
  'p',
  'traces',
  'verdict',
] as const;

/** The whole in one line. */
export function compareHeadline(result: CompareResult): string {
  const { verdict, changes, findings, base, head, leftOut } = result;
  const sides = sidesPhrase(result);
  const slower = changes.filter((change) => change.verdict === 'slower').length;
  const worse = findings.new.filter(({ standing }) => standing === 'failing').length;
  switch (verdict) {
    case 'regression': {
      const parts = [
        ...(slower > 0 ? [`${plural(slower, 'latency', 'latencies')} slower`] : []),
        ...(worse > 0 ? [plural(worse, 'new finding')] : []),
      ];
      return `Regression: ${parts.join(' and ')}, ${sides}.`;
    }
    case 'unreadable': {
      const unreadable = [...base, ...head].filter((trace) => trace.unreadable !== null).length;
      const count = unreadable + leftOut.head.filter(({ status }) => status === 'unreadable').length;
      const all = base.length + head.length + leftOut.head.length;
      return `Unreadable: ${formatCount(count)} of ${plural(all, 'trace')}.`;
    }
    case 'inconclusive':
      return `Inconclusive: ${sides}.`;
    case 'fine':
      return `No regression shown: ${sides}.`;
  }
}

/** "8 base traces against 8 head traces", or "build 43 (8 traces) against 41 and 42 (16)". */
function sidesPhrase({ builds, base, head }: CompareResult): string {
  return builds === null
    ? `${plural(base.length, 'base trace')} against ${plural(head.length, 'head trace')}`
    : `build ${builds.head} (${plural(head.length, 'trace')}) against ${builds.base.join(', ')} (${formatCount(base.length)})`;
}

/** What is told beside, and leaves the verdict as it is: what of the older builds is left out. */
export function notes({ builds, base, leftOut }: CompareResult): string[] {
  return leftOutLine(builds?.base.join(', ') ?? '', leftOut.base, base.length);
}

/** Changes that a reader wants to see, and those in which nothing changed, as one line: "4 unchanged: Send p50, …". */
export function splitChanges({ changes }: CompareResult): {
  readonly shown: readonly LatencyChange[];
  readonly unchanged: readonly LatencyChange[];
  readonly note: string;
} {
  const unchanged = changes.filter(({ verdict }) => verdict === 'same');
  const names = unchanged.map(({ op, percentile }) => `${op} ${percentileName(percentile)}`);
  return {
    shown: changes.filter(({ verdict }) => verdict !== 'same'),
    unchanged,
    note: unchanged.length === 0 ? '' : `${plural(unchanged.length, 'row')} unchanged: ${names.join(', ')}.`,
  };
}

export function percentileName(percentile: LatencyChange['percentile']): string {
  return percentile === 'p999' ? 'p99.9' : percentile;
}

/** A change as the cells under CHANGE_HEAD. */
export function changeCells(change: LatencyChange): string[] {
  const { interval, baseTraces, headTraces } = change;
  return [
    change.op,
    percentileName(change.percentile),
    formatNs(change.baseNs),
    formatNs(change.headNs),
    formatChange(change.change),
    interval === null ? '–' : `${formatChange(interval[0])} to ${formatChange(interval[1])}`,
    formatP(change.adjustedPValue),
    `${baseTraces}/${headTraces}`,
    change.verdict,
  ];
}

/** "Send p99 is slower: 1.20 ms before, 1.80 ms now (+50 %)". */
export function changeSentence(change: LatencyChange): string {
  const [op, percentile, before, now, share] = changeCells(change);
  return `${op} ${percentile} is ${change.verdict}: ${before} before, ${now} now (${share})`;
}

/** Findings of one kind, and how many traces the side has that they were found in. */
export interface FindingGroup {
  readonly title: string;
  readonly findings: readonly JudgedFinding[];
  readonly allTraces: number;
}

/**
 * The findings under a title each; those without any are left out. What a side with lost events or an unreadable trace
 * does not show may be in it all the same.
 */
export function findingGroups({ findings, base, head, leftOut }: CompareResult): FindingGroup[] {
  return [
    {
      title: isWhole(base, leftOut.base)
        ? 'New findings'
        : 'Found in the head alone, but the base is not whole',
      findings: findings.new,
      allTraces: head.length,
    },
    {
      title: isWhole(head, leftOut.head)
        ? 'Fixed findings'
        : 'Found in the base alone, but the head is not whole',
      findings: findings.fixed,
      allTraces: base.length,
    },
    { title: 'Kept findings', findings: findings.kept, allTraces: head.length },
  ].filter((group) => group.findings.length > 0);
}

function isWhole(side: readonly TraceStatus[], leftOut: readonly LeftOutTrace[]): boolean {
  return (
    leftOut.length === 0 && side.every(({ unreadable, doubts }) => unreadable === null && doubts.length === 0)
  );
}

/**
 * What the table’s words mean, for those who see it for the first time.
 * @param head the columns that are shown
 */
export function legend(
  { changes, alpha, minEffect }: CompareResult,
  head: readonly string[] = CHANGE_HEAD,
): string {
  const open = changes.find(({ verdict }) => verdict === 'inconclusive');
  return [
    'Medians over the traces; each trace counts once.',
    ...(head.includes('interval')
      ? [`The interval is a bootstrap one of ${Math.round((1 - alpha) * 100)} %.`]
      : []),
    `A change is claimed where it is at least ${Math.round(minEffect * 100)} % and p, which is Mann–Whitney’s with ` +
      `Holm’s correction, at most ${alpha}.`,
    ...(open === undefined
      ? []
      : [`An inconclusive one has too few traces: ${open.tracesNeeded} a side would do.`]),
  ].join(' ');
}

export function formatChange(change: number): string {
  const percent = change * 100;
  const digits = Math.abs(percent) < 10 ? 1 : 0;
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(digits)} %`;
}

function formatP(pValue: number): string {
  return pValue < 0.001 ? '<0.001' : pValue.toFixed(3);
}
