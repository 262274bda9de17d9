import { random } from '../random.ts';
import type { SynthesisedEvent } from './destination.ts';

export interface Mutation {
  readonly kept: readonly SynthesisedEvent[];
  readonly removed: readonly SynthesisedEvent[];
}

/** Takes out the event at an index. */
export function without(events: readonly SynthesisedEvent[], index: number): Mutation {
  return { kept: events.toSpliced(index, 1), removed: events.slice(index, index + 1) };
}

/** Loses a share of the events. Whether EventsLost tells of it is for the writer's `eventsLost`. */
export function lose(events: readonly SynthesisedEvent[], share: number, seed: number): Mutation {
  const rng = random(seed);
  const kept: SynthesisedEvent[] = [];
  const removed: SynthesisedEvent[] = [];
  for (const event of events) (rng.chance(share) ? removed : kept).push(event);
  return { kept, removed };
}

/** The events of several syntheses in one trace, such as those of two drivers: merged by time. */
export function together(...traces: readonly (readonly SynthesisedEvent[])[]): SynthesisedEvent[] {
  return traces.flat().sort((a, b) => (a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : 0));
}
