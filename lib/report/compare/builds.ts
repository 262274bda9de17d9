import { TraceError } from '../../etl/index.ts';
import type { FleetFinding, FleetLatency, FleetTrace } from '../../frames/fleet/index.ts';
import { didYouMean } from '../../syntax/index.ts';
import { groupBy } from '../group-by.ts';
import type { ComparedBuilds, ComparedTrace, Side } from './compare.ts';

/** What is asked of a dataset: a build, and those that it is held against. */
export interface BuildChoice {
  readonly traces: readonly FleetTrace[];
  readonly builds: ComparedBuilds;
}

/**
 * The traces of the builds that something follows from: those of which nothing is missing.
 * @throws TraceError of kind `usage` for a build that is not there, or is held against itself
 */
export function judgedTraces({ traces, builds }: BuildChoice): string[] {
  const known = [...new Set(traces.map(({ build }) => build).filter((build) => build !== null))].sort();
  for (const build of [builds.head, ...builds.base]) {
    if (!known.includes(build)) {
      const those = known.length === 0 ? '; no trace has one' : didYouMean(build, known);
      throw new TraceError('usage', `no trace is of build ${build}${those}`);
    }
  }
  if (builds.base.includes(builds.head)) {
    throw new TraceError('usage', `build ${builds.head} is held against itself`);
  }
  const wanted = [builds.head, ...builds.base];
  return traces
    .filter(({ build, status }) => status === 'ok' && build !== null && wanted.includes(build))
    .map(({ traceId }) => traceId)
    .filter((traceId) => traceId !== null);
}

/**
 * The two sides of a comparison of builds. Traces that are lossy, damaged or unreadable are left out of both: what is not
 * in them may only be lost.
 */
export function sidesOfBuilds(
  { traces, builds }: BuildChoice,
  latencies: readonly FleetLatency[],
  findings: readonly FleetFinding[],
): { readonly base: Side; readonly head: Side } {
  const operationsOf = groupBy(latencies, ({ traceId }) => traceId);
  const findingsOf = groupBy(findings, ({ traceId }) => traceId);
  const compared = ({ traceId, path, events, calls, build }: FleetTrace): ComparedTrace => ({
    status: {
      file: path,
      events,
      calls,
      unreadable: null,
      unload: null,
      doubts: calls === 0 && build === builds.head ? ['no call of a WSK function is in it'] : [],
    },
    operations: (operationsOf.get(traceId!) ?? []).map(({ op, calls: completed, p50, p90, p99, p999 }) => ({
      op,
      completed,
      latencyNs: { p50, p90, p99, p999 },
    })),
    findings: findingsOf.get(traceId!) ?? [],
  });
  const sideOf = (wanted: readonly string[]): Side => {
    const ofSide = traces.filter(({ build }) => build !== null && wanted.includes(build));
    return {
      traces: ofSide.filter(({ status }) => status === 'ok').map(compared),
      unreadable: [],
      leftOut: ofSide.flatMap(({ path, status, message, findings: count }) =>
        status === 'ok' ? [] : [{ file: path, status, reason: message ?? status, findings: count }],
      ),
    };
  };
  return { base: sideOf(builds.base), head: sideOf([builds.head]) };
}
