import type { Routine } from '../kernel/routines.ts';
import type { ProcessorLanes } from '../lanes/processor-lanes.ts';
import { History } from './history.ts';
import { type Hold, Holds } from './holds.ts';

/** Something that can be told of a processor once all that contains a moment has ended. */
interface Question {
  readonly timeNs: number;
  /** Since when the answer looks at the history. */
  readonly sinceNs: number;
  readonly answer: () => void;
}

/** Which thread has a processor, and what ran there lately. */
export class Processor {
  readonly number: number;
  readonly history: History;
  readonly #lanes: ProcessorLanes | null;
  /** The thread that has it; -1 where that is not known. */
  threadId = -1;
  sinceNs: number;
  /** Switches from a thread that was not taken to have the processor: events are missing. */
  breaks = 0;
  switches = 0;
  /** Since when the thread that was last switched out had it; NaN where that was another one than it was taken to be. */
  leftSinceNs = Number.NaN;
  #closedNs = Number.NEGATIVE_INFINITY;
  #questions: Question[] = [];
  /** Since when the earliest of the questions looks. */
  #askedFromNs = Number.POSITIVE_INFINITY;
  readonly #holds = new Holds();
  readonly #everywhere: Holds;
  /** Whether a switch was seen here. */
  #isKnown = false;

  /**
   * @param everywhere who will ask for what ran on any of the machine's processors
   * @param lanes where what runs is kept to be drawn; null where nothing is drawn
   */
  constructor(
    number: number,
    startNs: number,
    routines: readonly Routine[],
    everywhere: Holds,
    lanes: ProcessorLanes | null,
  ) {
    this.number = number;
    this.sinceNs = startNs;
    this.#lanes = lanes;
    this.#everywhere = everywhere;
    this.history = new History(routines, () => this.#keepFromNs());
  }

  /** Gives the processor from one thread to another. @returns the thread that was taken to have it, where that was another one */
  switch(oldThread: number, newThread: number, timeNs: number): number {
    const isBroken = this.#isKnown && this.threadId !== oldThread;
    const lost = isBroken ? this.threadId : -1;
    if (isBroken) {
      this.breaks++;
    }
    this.switches++;
    this.leftSinceNs = isBroken ? Number.NaN : this.sinceNs;
    this.#close(isBroken ? -1 : oldThread, timeNs);
    this.#isKnown = true;
    this.threadId = newThread;
    this.sinceNs = timeNs;
    return lost;
  }

  /** Takes in a routine that ended. @returns how long others ran inside it */
  ran(routine: Routine, startNs: number, endNs: number, isClaimed: boolean): number {
    const nestedNs = this.history.nestedNs(startNs, endNs);
    if (routine.isRaised) {
      this.history.addRoutine(routine.index, startNs, endNs, isClaimed);
      this.#lanes?.addRoutine(this.number, routine, startNs, endNs);
    }
    return nestedNs;
  }

  /**
   * Asks for something that the history tells once all that contains a moment has ended: when the processor is next given
   * to another thread, since that can't be while a DPC or an interrupt runs.
   */
  when(timeNs: number, sinceNs: number, answer: () => void): void {
    if (timeNs <= this.#closedNs) {
      answer();
      return;
    }
    this.#questions.push({ timeNs, sinceNs, answer });
    this.#askedFromNs = Math.min(this.#askedFromNs, sinceNs);
  }

  /** Keeps what runs here from now on for a question that comes at a time that is not known yet. */
  hold(sinceNs: number): Hold {
    return this.#holds.add(sinceNs);
  }

  /** The same for all processors, where it is not known yet which of them will be asked. */
  holdEverywhere(sinceNs: number): Hold {
    return this.#everywhere.add(sinceNs);
  }

  #keepFromNs(): number {
    // Which thread has the processor before its first switch is told by that one. No time is known before the machine's first.
    const isUntold = !this.#isKnown && !Number.isNaN(this.sinceNs);
    const untoldNs = isUntold ? this.sinceNs : Number.POSITIVE_INFINITY;
    return Math.min(untoldNs, this.#askedFromNs, this.#holds.fromNs, this.#everywhere.fromNs);
  }

  /** The trace ends: what is open ends with it. */
  finish(timeNs: number): void {
    this.#close(this.threadId, timeNs);
    this.#answer(Number.POSITIVE_INFINITY);
  }

  #close(threadId: number, timeNs: number): void {
    this.history.addThread(threadId, this.sinceNs, timeNs);
    this.#lanes?.addThread(this.number, threadId, this.sinceNs, timeNs);
    this.#closedNs = timeNs;
    if (this.#questions.length > 0) {
      this.#answer(timeNs);
    }
  }

  #answer(timeNs: number): void {
    const ripe = this.#questions.filter((question) => question.timeNs <= timeNs);
    if (ripe.length === 0) {
      return;
    }
    this.#questions = this.#questions.filter((question) => question.timeNs > timeNs);
    this.#askedFromNs = this.#questions.reduce(
      (least, { sinceNs }) => Math.min(least, sinceNs),
      Number.POSITIVE_INFINITY,
    );
    for (const { answer } of ripe) {
      answer();
    }
  }
}
