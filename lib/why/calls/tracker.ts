import { ByThread } from '../by-thread.ts';
import { type Window, windowOf } from '../lanes/lane.ts';
import { ThreadLane } from '../lanes/thread-lane.ts';
import type { Machine, ThreadListener } from '../machine/machine.ts';
import type { Processor } from '../machine/processor.ts';
import { awaits } from '../tcp/awaits.ts';
import type { ChosenCall } from './selection.ts';
import { ThreadTrack } from './thread-track.ts';
import {
  type DpcRun,
  dpcRunAt,
  IDLE_THREAD,
  LOOK_BACK_NS,
  type Off,
  type Run,
  Whereabouts,
} from './whereabouts.ts';

/** What was gathered about one call. */
export interface TrackedCall {
  readonly call: ChosenCall;
  /** The issuing thread, while the call is inside its function. */
  readonly inside: ThreadTrack;
  /**
   * The completing thread, since it last waited, or for the whole call where it resolves a name; null where the issuing thread completes the call inside the function, unless
   * a DPC did so in its place.
   */
  readonly completing: ThreadTrack | null;
  /** The DPC that the completion ran in, if it did. */
  dpc: DpcRun | null;
  /** The completing thread, or what ran in its place, while the completion routine ran. */
  routine: ThreadTrack | null;
  /** The issuing thread's time off its processor as the call completed: it may have waited for that. */
  waiter: Off | null;
  /** What it did from the completion until it ran again. */
  wakeUp: ThreadTrack | null;
  /** Where the call is drawn: the issuing thread's lane, and that of the thread that completed it where it is another. */
  readonly threadLanes: readonly ThreadLane[];
}

/** Something that a thread's stretches are told to. */
interface Track extends Window {
  ran(run: Run): void;
  wasOff(off: Off): void;
}

/** Whether the issuing thread itself completed the call inside its function, rather than a DPC that interrupted it there. */
export function isInline({ call, dpc }: TrackedCall): boolean {
  return call.inline && dpc === null;
}

/** The tracks of one thread, those that are to come and those that are under way. */
class TracksOfThread {
  readonly #coming: Track[] = [];
  #underWay: Track[] = [];
  /** Calls that the thread issued, those that completed last first. */
  readonly #waiters: TrackedCall[] = [];
  #isSorted = false;
  readonly whereabouts: Whereabouts;

  constructor(threadId: number) {
    this.whereabouts = new Whereabouts(threadId, {
      isWanted: (timeNs) => this.#isWanted(timeNs),
      isListening: () => this.#coming.length + this.#underWay.length + this.#waiters.length > 0,
      ran: (run) => this.#ran(run),
      wasOff: (off) => this.#wasOff(off),
    });
  }

  add(track: Track): void {
    this.#coming.push(track);
  }

  addWaiter(tracked: TrackedCall): void {
    this.#waiters.push(tracked);
  }

  /** Whether anything is to be told of what happens to the thread at a moment. */
  #isWanted(timeNs: number): boolean {
    const waiting = this.#waiters.at(-1);
    const isAwaited = waiting !== undefined && waiting.call.completedNs <= timeNs;
    return isAwaited || this.#upTo(timeNs).some(({ toNs }) => toNs >= timeNs);
  }

  #ran(run: Run): void {
    for (const track of this.#upTo(run.endNs)) {
      track.ran(run);
    }
    this.#drop(run.endNs);
  }

  #wasOff(off: Off): void {
    for (const track of this.#upTo(off.endNs)) {
      track.wasOff(off);
    }
    this.#drop(off.endNs);
    for (
      let next = this.#waiters.at(-1);
      next !== undefined && next.call.completedNs < off.endNs;
      next = this.#waiters.at(-1)
    ) {
      this.#waiters.pop();
      if (next.call.completedNs >= off.startNs) {
        next.waiter = off;
        next.wakeUp = new ThreadTrack(next.call.completedNs, off.endNs, false);
        next.wakeUp.wasOff(off);
      }
    }
  }

  /** Tracks that began by a moment and have not ended before the stretch that ends then. */
  #upTo(timeNs: number): readonly Track[] {
    if (!this.#isSorted) {
      this.#coming.sort((a, b) => b.fromNs - a.fromNs);
      this.#waiters.sort((a, b) => b.call.completedNs - a.call.completedNs);
      this.#isSorted = true;
    }
    for (
      let next = this.#coming.at(-1);
      next !== undefined && next.fromNs < timeNs;
      next = this.#coming.at(-1)
    ) {
      this.#underWay.push(next);
      this.#coming.pop();
    }
    return this.#underWay;
  }

  #drop(timeNs: number): void {
    if (this.#underWay.some((track) => track.toNs <= timeNs)) {
      this.#underWay = this.#underWay.filter((track) => track.toNs > timeNs);
    }
  }
}

/** Follows the threads and processors of the chosen calls through a machine's events. */
export class CallTracker implements ThreadListener {
  readonly calls: readonly TrackedCall[];
  readonly #threads = new ByThread<TracksOfThread>();
  readonly #machine: Machine;
  /** What is to be asked of processors once the pass has come to a moment, the latest first. */
  readonly #due: Due[] = [];
  /** When the next of them is due. */
  #nextNs = Number.NEGATIVE_INFINITY;

  /** @param windows the stretches in which calls are drawn, of the first ones */
  constructor(calls: readonly ChosenCall[], windows: readonly Window[], machine: Machine) {
    this.#machine = machine;
    this.calls = calls.map((call, at) => this.#track(call, windows[at] ?? null));
    this.#due.sort((a, b) => b.atNs - a.atNs);
  }

  /** To be told of each moment that the pass comes to, before what happens then. */
  moveTo(timeNs: number): void {
    if (timeNs >= this.#nextNs) {
      this.#moveTo(timeNs);
    }
  }

  #moveTo(timeNs: number): void {
    let next = this.#due.at(-1);
    for (; next !== undefined && next.atNs <= timeNs; next = this.#due.at(-1)) {
      this.#due.pop();
      next.ask();
    }
    this.#nextNs = next === undefined ? Number.POSITIVE_INFINITY : next.atNs;
  }

  switched(
    processor: Processor,
    oldThread: number,
    oldState: number,
    newThread: number,
    timeNs: number,
  ): void {
    this.#threads.get(oldThread)?.whereabouts.switchedOut(processor, oldState, processor.leftSinceNs, timeNs);
    this.#threads.get(newThread)?.whereabouts.switchedIn(processor, timeNs);
  }

  readied(processor: Processor, threadId: number, isByDpc: boolean, timeNs: number): void {
    this.#threads.get(threadId)?.whereabouts.readied(processor, isByDpc, timeNs);
  }

  lost(threadId: number): void {
    this.#threads.get(threadId)?.whereabouts.lost();
  }

  finish(endNs: number): void {
    this.moveTo(Number.POSITIVE_INFINITY);
    for (const { whereabouts } of this.#threads.values()) {
      whereabouts.finish(endNs);
    }
  }

  #track(call: ChosenCall, window: Window | null): TrackedCall {
    const { issuedNs, returnedNs, completedNs, inline, threadId, completionThread } = call;
    // A call that completes inside its function goes on inside it: the return is told, too.
    const insideTo = Number.isNaN(returnedNs)
      ? completedNs
      : inline
        ? returnedNs
        : Math.min(returnedNs, completedNs);
    const inside = new ThreadTrack(issuedNs, insideTo, false);
    // A resolver is followed from where it began to resolve the name, however often it waits.
    const isSinceWait = awaits(call) !== 'resolver';
    const completing = inline ? null : new ThreadTrack(issuedNs, completedNs, isSinceWait);
    const tracked: TrackedCall = {
      call,
      inside,
      completing,
      dpc: null,
      routine: null,
      waiter: null,
      wakeUp: null,
      threadLanes: window === null ? [] : this.#threadLanesOf(call, window),
    };
    if (threadId === IDLE_THREAD) {
      // Each processor has an idle thread of this id: a DPC issued the call in its place, and stays where it is.
      const processor = () => this.#machine.processor(call.processor);
      const ask = () => inside.ran({ startNs: issuedNs, endNs: insideTo, processor: processor() });
      this.#due.push({ atNs: issuedNs, ask });
    } else {
      const issuing = this.#tracksOf(threadId);
      issuing.add(inside);
      issuing.addWaiter(tracked);
    }
    if (completing !== null && completionThread !== IDLE_THREAD) {
      this.#tracksOf(completionThread).add(completing);
    }
    if (call.routineReturnedNs > completedNs && completionThread !== IDLE_THREAD) {
      tracked.routine = new ThreadTrack(completedNs, call.routineReturnedNs, false);
      this.#tracksOf(completionThread).add(tracked.routine);
    }
    // Below DISPATCH_LEVEL no DPC runs.
    if ((call.completionIrql ?? DISPATCH_LEVEL) >= DISPATCH_LEVEL) {
      // From then on the history has to be kept.
      this.#due.push({ atNs: completedNs - LOOK_BACK_NS, ask: () => this.#askCompletion(tracked) });
    }
    return tracked;
  }

  /** A DPC completes a call in the place of a thread that has nothing to do with it. */
  #threadLanesOf({ threadId, completionThread, completionIrql }: ChosenCall, window: Window): ThreadLane[] {
    const isOfThread = (completionIrql ?? DISPATCH_LEVEL) < DISPATCH_LEVEL;
    const ids = new Set([threadId, ...(isOfThread ? [completionThread] : [])]);
    ids.delete(IDLE_THREAD);
    return [...ids].map((id) => {
      const lane = new ThreadLane(id, window);
      this.#tracksOf(id).add(lane);
      return lane;
    });
  }

  #tracksOf(threadId: number): TracksOfThread {
    let tracks = this.#threads.get(threadId);
    if (tracks === undefined) {
      tracks = new TracksOfThread(threadId);
      this.#threads.set(threadId, tracks);
    }
    return tracks;
  }

  #askCompletion(tracked: TrackedCall): void {
    const { completedNs, completionProcessor, routineReturnedNs } = tracked.call;
    const processor = this.#machine.processor(completionProcessor);
    processor.when(completedNs, completedNs - LOOK_BACK_NS, () => {
      const run = dpcRunAt(processor, completedNs);
      // A call that was issued in a DPC can complete inside it: then that is no other one's work.
      const isIssuers = tracked.call.inline && run !== null && run.dpc.startNs <= tracked.call.issuedNs;
      tracked.dpc = isIssuers ? null : run;
      if (run !== null && routineReturnedNs > completedNs) {
        tracked.routine = new ThreadTrack(completedNs, routineReturnedNs, false);
        tracked.routine.ran({ startNs: completedNs, endNs: routineReturnedNs, processor });
      }
    });
  }
}

/** The IRQL at which DPCs run, and no thread is switched. */
export const DISPATCH_LEVEL = 2;

/** The stretch in which a call is drawn. */
export function windowOfCall({ issuedNs, returnedNs, completedNs }: ChosenCall): Window {
  return windowOf(issuedNs, Math.max(completedNs, Number.isNaN(returnedNs) ? 0 : returnedNs));
}

/** A question that is not asked before its time, so that no history is kept for it in vain. */
interface Due {
  readonly atNs: number;
  readonly ask: () => void;
}
