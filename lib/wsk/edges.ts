import { edgesOf, type Trace } from '../etl/index.ts';

/** Between which moments all processors' events are in the trace, in nanoseconds since its start. */
export interface Edges {
  /** The trace is a ring that was taken out of memory. */
  readonly isRing: boolean;
  /** The session was never stopped. */
  readonly isOpen: boolean;
  /** Another file of its session holds what came before, or may hold what came afterwards. */
  readonly isPart: boolean;
  /** From when on all processors are in it; null: from its start. */
  readonly beganNs: number | null;
  /** Until when they all are: to its end where that is null, and nothing sure of it where it is 0. */
  readonly heardNs: number | null;
}

/** Those of a recording of several files: the latest beginning, and the earliest end. Null where there are none. */
export function edgesOfAll(traces: readonly Trace[]): Edges | null {
  const all = traces.flatMap((trace) => {
    const edges = edgesOf(trace, traces);
    const inNs = (ticks: number) => (Number.isFinite(ticks) ? trace.clock.toNs(ticks) : ticks);
    return edges === null
      ? []
      : [{ ...edges, beganNs: inNs(edges.beganTicks), heardNs: inNs(edges.heardTicks) }];
  });
  if (all.length === 0) {
    return null;
  }
  const beganNs = Math.max(...all.map((one) => one.beganNs));
  const heardNs = Math.min(...all.map((one) => one.heardNs));
  return {
    isRing: all.some(({ isRing }) => isRing),
    isOpen: all.some(({ isOpen }) => isOpen),
    isPart: all.some(({ isPart }) => isPart),
    beganNs: Number.isFinite(beganNs) ? beganNs : null,
    heardNs: heardNs === Number.POSITIVE_INFINITY ? null : Math.max(0, heardNs),
  };
}

/**
 * Whether something that did not happen to an object may have happened outside of what the trace holds of all processors.
 * @param sinceNs since when the object waits for it; null where nothing tells
 * @param patienceNs for how long nothing is called stuck
 */
export function mayBeMissing(edges: Edges | null, sinceNs: number | null, patienceNs: number): boolean {
  if (edges === null || sinceNs === null) {
    return edges !== null;
  }
  const { beganNs, heardNs } = edges;
  return (beganNs !== null && sinceNs < beganNs) || (heardNs !== null && sinceNs > heardNs - patienceNs);
}
