import type { Routine } from '../kernel/routines.ts';
import type { ProcessorLanes } from '../lanes/processor-lanes.ts';
import { History } from './history.ts';

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
  /** Whether a switch was seen here. */
  #isKnown = false;

  /** @param lanes where what runs is kept to be drawn; null where nothing is drawn */
  constructor(number: number, startNs: number, routines: readonly Routine[], lanes: ProcessorLanes | null) {
    this.number = number;
    this.sinceNs = startNs;
    this.#lanes = lanes;
    this.history = new History(routines);
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
    this.history.keepFromNs = Math.min(this.history.keepFromNs, sinceNs);
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
    this.history.keepFromNs = this.#questions.reduce(
      (least, { sinceNs }) => Math.min(least, sinceNs),
      Number.POSITIVE_INFINITY,
    );
    for (const { answer } of ripe) {
      answer();
    }
  }
}
