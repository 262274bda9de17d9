import type { FleetDrift, FleetFinding, FleetLatency, FleetTrace } from '../../frames/fleet/index.ts';
import { bootstrapInterval, median } from '../../stats/index.ts';
import type { Confidence, RuleName, Severity } from '../../wsk/index.ts';
import { groupBy } from '../group-by.ts';

/** What a page over a dataset tells of. */
export interface FleetInput {
  /** The dataset’s folder. */
  readonly folder: string;
  readonly traces: readonly FleetTrace[];
  readonly latencies: readonly FleetLatency[];
  readonly findings: readonly FleetFinding[];
  readonly drifts: readonly FleetDrift[];
  /** Where a trace’s own report is, as a page links to it; null where none was kept. */
  readonly reportOf: (trace: FleetTrace) => string | null;
}

/** A build with its traces; null is the name of none. */
export interface FleetBuild {
  readonly name: string | null;
  readonly traces: readonly FleetTrace[];
  /** How many of them nothing is missing of. */
  readonly judged: number;
}

/** A finding over the builds. */
export interface FindingOverBuilds {
  readonly fingerprint: string;
  readonly rule: RuleName;
  readonly severity: Severity;
  readonly op: string | null;
  readonly function: string | null;
  /** By the builds’ order: the judged traces by how sure it is in them, and those not judged that show it. */
  readonly builds: readonly {
    readonly certain: number;
    readonly likely: number;
    /** A doubt: it counts for nothing, and is only told. */
    readonly possible: number;
    readonly notJudged: number;
  }[];
}

/** A percentile of an operation in a build: the median over its judged traces. */
export interface BuildLatency {
  readonly op: string;
  readonly build: string | null;
  readonly percentile: 'p50' | 'p90' | 'p99' | 'p99.9';
  readonly traces: number;
  readonly ns: number;
  /** Bootstrap interval of 95 % over traces; null for too few. */
  readonly interval: readonly [number, number] | null;
}

const PERCENTILES = [
  { name: 'p50', key: 'p50', needs: 2 },
  { name: 'p90', key: 'p90', needs: 10 },
  { name: 'p99', key: 'p99', needs: 100 },
  { name: 'p99.9', key: 'p999', needs: 1000 },
] as const;

const BOOTSTRAP = { confidence: 0.95, resamples: 1000, seed: 1 } as const;
/** Of fewer traces an interval would be narrower than what is known. */
const INTERVAL_NEEDS = 5;

/** The builds in the order of their first traces; traces of no build come last. */
export function buildsOf(traces: readonly FleetTrace[]): FleetBuild[] {
  const groups = groupBy(traces, ({ build }) => build);
  const first = (group: readonly FleetTrace[]) =>
    group.reduce(
      (least, { startTime }) => (startTime !== null && startTime < least ? startTime : least),
      '~',
    );
  return [...groups]
    .map(([name, group]) => ({ name, traces: group, judged: group.filter(isJudged).length }))
    .sort(
      (a, b) =>
        Number(a.name === null) - Number(b.name === null) ||
        compareTexts(first(a.traces), first(b.traces)) ||
        compareTexts(a.name ?? '', b.name ?? ''),
    );
}

export function isJudged({ status }: FleetTrace): boolean {
  return status === 'ok';
}

/** Every finding with the builds that have it, those in the most traces of the newest build first. */
export function findingsOverBuilds(
  builds: readonly FleetBuild[],
  findings: readonly FleetFinding[],
): FindingOverBuilds[] {
  const placeOf = new Map<string, { readonly at: number; readonly judged: boolean }>();
  for (const [at, { traces }] of builds.entries()) {
    for (const trace of traces) {
      if (trace.traceId !== null && trace.status !== 'unreadable') {
        placeOf.set(trace.traceId, { at, judged: isJudged(trace) });
      }
    }
  }
  const found = new Map<
    string,
    Omit<FindingOverBuilds, 'builds'> & { builds: Record<Confidence | 'notJudged', number>[] }
  >();
  for (const { fingerprint, rule, severity, op, site, confidence, traceId } of findings) {
    const place = placeOf.get(traceId);
    if (place === undefined) {
      continue;
    }
    const row = found.get(fingerprint) ?? {
      fingerprint,
      rule,
      severity,
      op,
      function: site.function,
      builds: builds.map(() => ({ certain: 0, likely: 0, possible: 0, notJudged: 0 })),
    };
    found.set(fingerprint, row);
    row.builds[place.at]![place.judged ? confidence : 'notJudged']++;
  }
  const total = ({ builds: cells }: FindingOverBuilds) => cells.reduce((sum, cell) => sum + foundIn(cell), 0);
  return [...found.values()].sort(
    (a, b) =>
      Number(a.severity === 'warning') - Number(b.severity === 'warning') ||
      total(b) - total(a) ||
      compareTexts(a.fingerprint, b.fingerprint),
  );
}

/** In how many judged traces of a build a finding counts: it is certain or likely there. */
export function foundIn({
  certain,
  likely,
}: Pick<FindingOverBuilds['builds'][number], 'certain' | 'likely'>): number {
  return certain + likely;
}

/** The ids of traces with a finding that counts. */
export function tracesWithFindings(findings: readonly FleetFinding[]): ReadonlySet<string> {
  return new Set(
    findings.filter(({ confidence }) => confidence !== 'possible').map(({ traceId }) => traceId),
  );
}

/** Percentiles of every operation in every build; those of traces with too few calls count for none. */
export function latenciesOverBuilds(
  builds: readonly FleetBuild[],
  latencies: readonly FleetLatency[],
): BuildLatency[] {
  const ofTrace = groupBy(latencies, ({ traceId }) => traceId);
  const ops = [...new Set(latencies.map(({ op }) => op))];
  return ops.flatMap((op) =>
    builds.flatMap(({ name, traces }) => {
      const rows = traces
        .filter(isJudged)
        .flatMap(({ traceId }) => (ofTrace.get(traceId ?? '') ?? []).filter((row) => row.op === op));
      return PERCENTILES.flatMap((percentile) => {
        const values = rows
          .filter(({ calls }) => calls >= percentile.needs)
          .map((row) => row[percentile.key]);
        return values.length === 0
          ? []
          : [
              {
                op,
                build: name,
                percentile: percentile.name,
                traces: values.length,
                ns: median(values),
                interval:
                  values.length < INTERVAL_NEEDS
                    ? null
                    : bootstrapInterval(values, values, median, BOOTSTRAP),
              },
            ];
      });
    }),
  );
}

/** Operations, those with the most calls first. */
export function opsByCalls(latencies: readonly FleetLatency[]): string[] {
  const calls = new Map<string, number>();
  for (const latency of latencies) {
    calls.set(latency.op, (calls.get(latency.op) ?? 0) + latency.calls);
  }
  return [...calls].sort(([a, x], [b, y]) => y - x || compareTexts(a, b)).map(([op]) => op);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
