import { bytesSource, Trace } from '../../lib/etl/index.ts';
import {
  type Analysis,
  type AnalyzeOptions,
  analyze,
  LeakCollector,
  type Leaks,
} from '../../lib/wsk/index.ts';

interface Told {
  readonly analysis: Analysis;
  readonly leaks: Leaks;
}

/** Keeping a single object, so that each event pages its own in and out, an analysis must tell what one does that keeps all. */
export function comparePaged(bytes: Uint8Array): void {
  const [all, paged] = [told(bytes, {}), told(bytes, { mostResident: 1 })].map(totals);
  if (all !== paged) {
    throw new Error(`${paged} with what is outstanding paged out, in place of ${all}`);
  }
}

function told(bytes: Uint8Array, options: AnalyzeOptions): Told {
  const leaks = new LeakCollector();
  const analysis = analyze(Trace.open(bytesSource(bytes)), { ...options, observers: [leaks.observer()] });
  return { analysis, leaks: leaks.result() };
}

/** What does not depend on the order in which objects are walked. */
function totals({ analysis, leaks }: Told): string {
  const { calls, irps, sockets, operations, maxInFlight, hints, findings } = analysis;
  const counted = findings.map(({ fingerprint, count, confidence }) => [fingerprint, count, confidence]);
  const outstanding = [leaks.calls.count, leaks.irps.count, leaks.sockets.count, leaks.bySocket.length];
  const others = { calls, irps, sockets, operations, maxInFlight, hints, outstanding };
  return JSON.stringify({ ...others, findings: counted.sort() });
}
