import type { EventForms, RawEvent, Recording, Trace } from '../etl/index.ts';
import type { CallTracker } from './calls/tracker.ts';
import type { ClockLog } from './clock-log.ts';
import type { Machine, RawTimes } from './machine/machine.ts';
import type { Connections } from './tcp/connections.ts';

/** Who is told of the machine's events. */
export interface Followers {
  readonly machine: Machine;
  readonly tracker: CallTracker;
  readonly connections: Connections;
}

/** Gives all events of a recording to those who follow them, by corrected times. @returns when the last event was */
export function follow(
  recording: Recording,
  clocks: ClockLog,
  { machine, tracker, connections }: Followers,
): number {
  const pass = recording.events();
  const walk = clocks.walk();
  const ahead = (processor: number) => walk.aheadNs(processor);
  const times = recording.traces.map(rawTimes);
  const isCorrected = !clocks.isEmpty;
  if (isCorrected) {
    pass.correct(ahead);
  }
  let endNs = 0;
  for (let event = pass.next(); event !== null; event = pass.next()) {
    let { timeNs } = pass;
    if (isCorrected) {
      if (walk.moveTo(timeNs)) {
        pass.correct(ahead);
      }
      timeNs -= walk.aheadNs(event.processor);
    }
    if (timeNs > endNs) {
      endNs = timeNs;
    }
    tracker.moveTo(timeNs);
    const isFollowed = machine.add(event, timeNs, times[pass.traceIndex]!) || connections.add(event, timeNs);
    // Where offsets change, any event can be the one from which on others hold.
    if (!isFollowed && !isCorrected) {
      passOver(event);
    }
  }
  if (!isCorrected) {
    // The latest event may have been passed over; where a clock was set back it is not the last one.
    endNs = Math.max(endNs, ...pass.passes.map(({ forms }, i) => latestNs(recording, i, forms)));
    tracker.moveTo(endNs);
  }
  machine.finish(endNs);
  tracker.finish(machine.endedNs);
  return endNs;
}

/** Leaves out further events of this one's form, where they have one. */
function passOver(event: RawEvent): void {
  const forms = event.forms!;
  const form = event.form > 0 ? event.form : forms.add(event);
  if (form > 0) {
    forms.passOver(form);
  }
}

/** When the latest of the events was that the pass over a file counted itself; before all else without any. */
function latestNs({ traces, offsetsNs }: Recording, file: number, forms: EventForms): number {
  const { events, lastTicks } = forms.countedEvents();
  return events === 0 ? Number.NEGATIVE_INFINITY : traces[file]!.clock.toNs(lastTicks) + offsetsNs[file]!;
}

function rawTimes({ clock }: Trace): RawTimes {
  return {
    baseLow: Number(clock.startTicks & 0xffff_ffffn),
    baseHigh: Number(clock.startTicks >> 32n),
    toNs: (ticks) => clock.toNs(ticks),
  };
}
