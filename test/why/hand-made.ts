import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { type ExplainedSegment, type Why, type WhyOptions, why } from '../../lib/why/index.ts';
import { writeTrace } from '../support/etl-writer/index.ts';
import { BASE_TICKS, type MachineLog } from '../support/synthesiser/machine/logs.ts';

const NS_PER_TICK = 100;

/** Why calls of a hand-made log were slow. */
export function whyOf(log: MachineLog, options: WhyOptions = {}, processors = 2): Why {
  const { bytes } = writeTrace(log.events, {
    startTicks: BASE_TICKS,
    perfFreq: 10_000_000,
    processors,
  });
  return why(Trace.open(bytesSource(bytes)), options);
}

/** Segments as phase, cause, and from and to in ticks. */
export function inTicks(segments: readonly ExplainedSegment[]): (string | number)[][] {
  return segments.map(({ phase, cause, startNs, endNs }) => [
    phase,
    cause,
    startNs / NS_PER_TICK,
    endNs / NS_PER_TICK,
  ]);
}
