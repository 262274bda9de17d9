import { canRun } from '../kernel/kernel-event.ts';
import type { Occupant, Piece } from '../machine/history.ts';
import type { Hold } from '../machine/holds.ts';
import type { Processor } from '../machine/processor.ts';

/** Who made a thread ready: a DPC, or a thread; and when. */
export interface Readier {
  readonly timeNs: number;
  readonly processor: Processor;
  /** The thread that did, or in whose place the DPC ran; -1 where it is not known. */
  readonly threadId: number;
  readonly isByDpc: boolean;
  /** That DPC, and what came before it; filled in once it has ended. */
  dpc: DpcRun | null;
}

/** A DPC as it led up to a moment: the interrupt that asked for it, the time until it began, and the DPC itself. */
export interface DpcRun {
  readonly processor: Processor;
  readonly dpc: Occupant;
  /** The interrupt of the same module that was served before it; null where there is none. */
  readonly interrupt: Occupant | null;
  /** Where several interrupts came before it, the first of them: which one asked for it is not known. */
  readonly firstInterruptNs: number;
  /** What was on top of the processor from that interrupt's beginning, or else the DPC's own, to the moment. */
  readonly pieces: readonly Piece[];
}

/** A stretch of a thread's time on a processor. */
export interface Run {
  readonly startNs: number;
  readonly endNs: number;
  readonly processor: Processor;
}

/** A stretch of a thread's time off all processors. */
export interface Off {
  readonly startNs: number;
  /** Where it ran before, and where it ran next. */
  readonly from: Processor;
  readonly endNs: number;
  readonly to: Processor;
  /** Whether it could have gone on. */
  readonly isPreempted: boolean;
  readonly readier: Readier | null;
}

/** Told of a thread's time, stretch by stretch. */
export interface WhereaboutsListener {
  /** Whether it is to be told what happens to the thread at a moment. */
  isWanted(timeNs: number): boolean;
  /** Whether it is to be told anything more. */
  isListening(): boolean;
  ran(run: Run): void;
  wasOff(off: Off): void;
}

/** A DPC that asks for a thread, or completes a call, begins at the most so long before: how far the history is looked back. */
export const LOOK_BACK_NS = 100e6;

/** Follows one thread: where it ran, and what kept it from running. */
export class Whereabouts {
  readonly #threadId: number;
  readonly #listener: WhereaboutsListener;
  #on: Processor | null = null;
  /** Since when it runs; NaN where it is not known to. */
  #runsSinceNs = Number.NaN;
  #off: { readonly sinceNs: number; readonly from: Processor; readonly isPreempted: boolean } | null = null;
  #readier: Readier | null = null;
  /**
   * A wait whose end was not seen though the thread runs again. It can still come: where clocks differ, or at the same
   * moment, who readied it is told behind that it runs.
   */
  #unexplained: Off | null = null;
  /**
   * Keeps what runs in the thread's place, or interrupts it, for its listener, who asks for that once the stretch has ended. A
   * thread can run, or be kept from running, for longer than the history reaches back.
   */
  #hold: Hold | null = null;

  constructor(threadId: number, listener: WhereaboutsListener) {
    this.#threadId = threadId;
    this.#listener = listener;
  }

  switchedIn(processor: Processor, timeNs: number): void {
    if (this.#on !== null) {
      // Seen to run here before it was seen to leave its processor: that one's clock is late.
      this.#ran(this.#on, timeNs);
    } else if (this.#off !== null) {
      this.#tellUnexplained(null);
      const { sinceNs, from, isPreempted } = this.#off;
      const off = {
        startNs: sinceNs,
        from,
        endNs: timeNs,
        to: processor,
        isPreempted,
        readier: this.#readier,
      };
      if (isPreempted || this.#readier !== null) {
        this.#listener.wasOff(off);
      } else {
        this.#unexplained = off;
      }
    }
    this.#on = processor;
    this.#runsSinceNs = timeNs;
    this.#off = null;
    this.#readier = null;
    this.#holdNow(() => processor.hold(timeNs));
  }

  /** @param sinceNs since when it ran there, by the processor's own account; NaN where events are missing */
  switchedOut(processor: Processor, state: number, sinceNs: number, timeNs: number): void {
    if (this.#on !== null && this.#on !== processor) {
      return;
    }
    const isPreempted = canRun(state);
    // Of one that is preempted at the moment at which it got its processor, who readied it can still be told.
    if (!isPreempted || timeNs !== this.#unexplained?.endNs) {
      this.#tellUnexplained(null);
    }
    if (this.#on === null && this.#off === null) {
      this.#runsSinceNs = sinceNs;
    }
    if (this.#off === null && !Number.isNaN(sinceNs)) {
      this.#ran(processor, timeNs);
    }
    this.#on = null;
    this.#off = { sinceNs: timeNs, from: processor, isPreempted };
    this.#readier = null;
    this.#holdNow(isPreempted ? () => processor.hold(timeNs) : null);
  }

  readied(processor: Processor, isByDpc: boolean, timeNs: number): void {
    const late = this.#unexplained;
    const isExpected = this.#off !== null && !this.#off.isPreempted && this.#readier === null;
    if (late === null && !isExpected) {
      return;
    }
    const readyNs = late === null ? timeNs : Math.min(timeNs, late.endNs);
    const { threadId } = processor;
    const readier: Readier = { timeNs: readyNs, processor, threadId, isByDpc, dpc: null };
    if (late === null) {
      this.#readier = readier;
      // Which processor it gets is not known yet.
      this.#holdNow(() => processor.holdEverywhere(timeNs));
    } else {
      this.#tellUnexplained(readier);
    }
    if (isByDpc && this.#listener.isWanted(timeNs)) {
      const { ended } = processor.history;
      processor.when(timeNs, timeNs - LOOK_BACK_NS, () => {
        readier.dpc = dpcRunAt(processor, timeNs, ended);
      });
    }
  }

  /** Holds what the stretch that begins now will ask for; null where that is nothing. */
  #holdNow(hold: (() => Hold) | null): void {
    this.#hold?.release();
    this.#hold = hold !== null && this.#listener.isListening() ? hold() : null;
  }

  #tellUnexplained(readier: Readier | null): void {
    if (this.#unexplained !== null) {
      this.#listener.wasOff({ ...this.#unexplained, readier });
      this.#unexplained = null;
    }
  }

  /** Where it is, is not known any more. */
  lost(): void {
    this.#tellUnexplained(null);
    this.#on = null;
    this.#off = null;
    this.#readier = null;
    this.#runsSinceNs = Number.NaN;
    this.#holdNow(null);
  }

  /** Nothing more comes. */
  finish(endNs: number): void {
    this.#tellUnexplained(null);
    if (this.#on !== null) {
      this.#ran(this.#on, endNs);
    } else if (this.#off !== null) {
      const { sinceNs, from, isPreempted } = this.#off;
      const off = { startNs: sinceNs, from, endNs, to: from, isPreempted, readier: this.#readier };
      this.#listener.wasOff(off);
    }
    this.lost();
  }

  get threadId(): number {
    return this.#threadId;
  }

  #ran(processor: Processor, endNs: number): void {
    if (endNs > this.#runsSinceNs) {
      this.#listener.ran({ startNs: this.#runsSinceNs, endNs, processor });
    }
  }
}

/** The DPC that ran on a processor at a moment, with the interrupt of its module that came before. null where none did. */
export function dpcRunAt(processor: Processor, timeNs: number, endedBefore = 0): DpcRun | null {
  const { history } = processor;
  const dpc = history.dpcAt(timeNs, endedBefore);
  if (dpc === null) {
    return null;
  }
  const { module, kind } = dpc.routine!;
  const isOwn = (stay: Occupant) => module !== null && stay.routine!.module === module;
  const interrupts =
    kind !== 'dpc'
      ? []
      : history.routinesSince(
          dpc.startNs,
          (stay) => isOwn(stay) && stay.routine!.isInterrupt && stay.isClaimed,
          (stay) => isOwn(stay) && stay.routine!.kind === 'dpc',
        );
  const askers = interrupts.filter(({ endNs }) => canHaveWaited(history.pieces(endNs, dpc.startNs)));
  const interrupt = askers[0] ?? null;
  const firstInterruptNs = askers.at(-1)?.startNs ?? Number.NaN;
  const fromNs = interrupt?.startNs ?? dpc.startNs;
  return { processor, dpc, interrupt, firstInterruptNs, pieces: history.pieces(fromNs, timeNs) };
}

/**
 * Whether a DPC can have waited all this time on its processor: DPCs that wait are run before a thread is switched, and before
 * the idle thread goes on. Only a thread that raised its IRQL keeps them waiting.
 */
function canHaveWaited(pieces: readonly Piece[]): boolean {
  const threads = pieces.flatMap(({ occupant }) => (occupant?.routine === null ? [occupant] : []));
  return threads.every(
    ({ threadId, startNs }) => threadId !== IDLE_THREAD && startNs === threads[0]!.startNs,
  );
}

/** The id of each processor's idle thread. */
export const IDLE_THREAD = 0;
