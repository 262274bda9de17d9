import type { Routine } from '../kernel/routines.ts';
import { Lane, type Window } from './lane.ts';

/** What had a processor for some time. */
export interface Stay extends Window {
  /** -1 where a routine ran, or where it is not known. */
  readonly threadId: number;
  readonly routine: Routine | null;
}

/** What ran on one processor in a stretch of time: threads, and the routines that ran in their place. */
export class ProcessorLane {
  readonly processor: number;
  readonly threads: Lane<Stay>;
  readonly routines: Lane<Stay>;

  constructor(processor: number, window: Window) {
    this.processor = processor;
    this.threads = new Lane(window);
    this.routines = new Lane(window);
  }
}

/** What ran on each processor in a stretch of time. */
interface Drawn {
  readonly window: Window;
  /** By processor. */
  readonly lanes: Map<number, ProcessorLane>;
}

/** Keeps what ran on all processors in some stretches of time. Memory: the lanes, whatever happens in them. */
export class ProcessorLanes {
  readonly #drawn: readonly Drawn[];
  /** By processor: those that may still get something, those that end first first. */
  readonly #coming = new Map<number, Drawn[]>();

  constructor(windows: readonly Window[]) {
    this.#drawn = windows
      .map((window) => ({ window, lanes: new Map() }))
      .sort((a, b) => a.window.toNs - b.window.toNs);
  }

  /** A thread had the processor; a thread's stay ends behind all that ran in its place. */
  addThread(processor: number, threadId: number, startNs: number, endNs: number): void {
    let coming = this.#coming.get(processor);
    for (const drawn of coming ?? this.#drawn) {
      if (drawn.window.fromNs < endNs && startNs < drawn.window.toNs) {
        laneOf(drawn, processor).threads.add(startNs, endNs, (stretch) => ({
          ...stretch,
          threadId,
          routine: null,
        }));
      }
    }
    if (coming === undefined || (coming.length > 0 && coming[0]!.window.toNs <= endNs)) {
      coming = (coming ?? this.#drawn).filter(({ window }) => window.toNs > endNs);
      this.#coming.set(processor, coming);
    }
  }

  addRoutine(processor: number, routine: Routine, startNs: number, endNs: number): void {
    for (const drawn of this.#coming.get(processor) ?? this.#drawn) {
      if (drawn.window.fromNs < endNs && startNs < drawn.window.toNs) {
        laneOf(drawn, processor).routines.add(startNs, endNs, (stretch) => ({
          ...stretch,
          threadId: -1,
          routine,
        }));
      }
    }
  }

  /** What ran in one of the stretches, by processor. */
  of(window: Window): ProcessorLane[] {
    const drawn = this.#drawn.find((one) => one.window === window);
    return [...(drawn?.lanes.values() ?? [])].sort((a, b) => a.processor - b.processor);
  }
}

function laneOf({ lanes, window }: Drawn, processor: number): ProcessorLane {
  let lane = lanes.get(processor);
  if (lane === undefined) {
    lane = new ProcessorLane(processor, window);
    lanes.set(processor, lane);
  }
  return lane;
}
