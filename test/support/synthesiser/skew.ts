import type { SynthesisedEvent } from './destination.ts';

/** How a machine's clocks differ from the one that all events of a synthesis are timed by. */
export interface Skew {
  /** By processor: how far its clock is ahead at the trace's start, in ticks. */
  readonly offsets?: readonly number[];
  /** By processor: how much faster it runs, in parts per million. */
  readonly drifts?: readonly number[];
  /** By how many ticks the clocks step. */
  readonly step?: number;
}

/** Where the time stands in an event with an EVENT_HEADER, which all of a driver's have. */
const TIME_AT = 16;

/** The driver's events, in the same order on each processor, timed by such clocks; noise, whose headers differ, is left out. */
export function skewed(
  events: readonly SynthesisedEvent[],
  startTicks: bigint,
  { offsets = [], drifts = [], step = 1 }: Skew,
): SynthesisedEvent[] {
  const own = events.filter(({ name }) => name !== 'noise');
  const timed = own.map((event) => {
    const { processor } = event;
    const real = Number(event.ticks - startTicks);
    const shown = real * (1 + (drifts[processor] ?? 0) / 1e6) + (offsets[processor] ?? 0);
    // A start of the trace is before all of its events, whatever their clocks.
    const ticks = startTicks + BigInt(Math.max(0, Math.floor(shown / step) * step));
    const bytes = event.bytes.slice();
    new DataView(bytes.buffer).setBigUint64(TIME_AT, ticks, true);
    return { ...event, ticks, bytes };
  });
  return timed.sort((a, b) => (a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : 0));
}
