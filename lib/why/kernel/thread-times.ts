import { ByThread } from '../by-thread.ts';
import { canRun, ThreadState as KernelThreadState } from './kernel-event.ts';

/** More threads than a machine starts while it is traced. */
const MAX_THREADS = 1_000_000;
/** More pairs of threads than anybody looks at; what comes later is put together as taken by thread -1. */
const MAX_PAIRS = 100_000;

/** What a thread was doing, as far as the trace tells. */
export type ThreadState = 'running' | 'ready' | 'waiting' | 'unknown';

/** One thread's life, and how it was spent. Times are nanoseconds. */
export class ThreadTime {
  readonly threadId: number;
  /** From its start, or from the trace's. */
  readonly fromNs: number;
  /** null while it lives. */
  endNs: number | null = null;
  runningNs = 0;
  /** It could have run: it was preempted, or was readied after a wait. */
  readyNs = 0;
  waitingNs = 0;
  /** Before it was first seen to run, or where events are missing. */
  unknownNs = 0;
  /** How often it was given a processor. */
  runs = 0;
  /** How often a processor was taken from it though it could have gone on. */
  preemptions = 0;
  state: ThreadState = 'unknown';
  /** Where it runs, while it does. */
  processor = -1;
  sinceNs: number;
  /** Who took its processor, while it is ready because of that; else -1. */
  takenBy = -1;
  /** By whom its processor was taken, for a thread that is followed. */
  takings: Map<number, Taking> | null = null;
  /** Whether it told its end: it still runs until its processor is given to another. */
  isEnding = false;

  constructor(threadId: number, fromNs: number) {
    this.threadId = threadId;
    this.fromNs = fromNs;
    this.sinceNs = fromNs;
  }

  enter(state: ThreadState, timeNs: number): void {
    this.#count(this.state, timeNs - this.sinceNs);
    this.state = state;
    this.sinceNs = timeNs;
  }

  #count(state: ThreadState, ns: number): void {
    switch (state) {
      case 'running':
        this.runningNs += ns;
        break;
      case 'ready':
        this.readyNs += ns;
        break;
      case 'waiting':
        this.waitingNs += ns;
        break;
      default:
        this.unknownNs += ns;
    }
  }
}

/** How often one thread took a processor from another that could have gone on, and for how long that one was kept from running. */
export interface Taking {
  readonly from: ThreadTime;
  readonly by: number;
  /** When it first happened: what the ids stand for is asked for that moment. */
  readonly firstNs: number;
  count: number;
  offNs: number;
}

/** Follows each thread through its context switches. */
export class ThreadTimes {
  /** All lives, in the order in which they were first seen; a thread id is given again. */
  readonly lives: ThreadTime[] = [];
  readonly takings: Taking[] = [];
  readonly #startNs: number;
  readonly #current = new ByThread<ThreadTime>();
  readonly #isFollowed: (threadId: number) => boolean;
  #hasReady = false;

  /**
   * @param startNs when the trace starts
   * @param isFollowed whether it is to be told who took the processor from a thread
   */
  constructor(startNs: number, isFollowed: (threadId: number) => boolean) {
    this.#startNs = startNs;
    this.#isFollowed = isFollowed;
  }

  /** The life that a thread id stands for now. */
  of(threadId: number): ThreadTime | null {
    let thread = this.#current.get(threadId);
    if (thread === undefined) {
      if (this.lives.length >= MAX_THREADS) {
        return null;
      }
      thread = new ThreadTime(threadId, this.#startNs);
      this.#current.set(threadId, thread);
      this.lives.push(thread);
    }
    return thread;
  }

  started(threadId: number, timeNs: number): void {
    const before = this.#current.get(threadId);
    if (before !== undefined) {
      this.#end(before, timeNs);
    }
    if (this.lives.length < MAX_THREADS) {
      const thread = new ThreadTime(threadId, timeNs);
      this.#current.set(threadId, thread);
      this.lives.push(thread);
    }
  }

  ended(threadId: number): void {
    const thread = this.#current.get(threadId);
    if (thread !== undefined) {
      thread.isEnding = true;
    }
  }

  #end(thread: ThreadTime, timeNs: number): void {
    thread.enter(thread.state, timeNs);
    thread.endNs = timeNs;
    this.#current.delete(thread.threadId);
  }

  /** A thread that is known to have run since switches are recorded, since its processor shows none before. */
  ranSince(threadId: number, processor: number, sinceNs: number): void {
    const thread = this.of(threadId);
    if (thread !== null && thread.state === 'unknown' && thread.runs === 0) {
      thread.enter('running', Math.max(sinceNs, thread.fromNs));
      thread.processor = processor;
      thread.runs = 1;
    }
  }

  switchedOut(threadId: number, processor: number, state: number, by: number, timeNs: number): void {
    const thread = this.of(threadId);
    // Where clocks differ, a thread can be seen to run on its next processor before it is seen to leave the one before.
    if (thread === null || (thread.state === 'running' && thread.processor !== processor)) {
      return;
    }
    if (thread.isEnding || state === KernelThreadState.Terminated) {
      this.#end(thread, timeNs);
      return;
    }
    const isPreempted = canRun(state);
    thread.enter(isPreempted ? 'ready' : 'waiting', timeNs);
    thread.takenBy = isPreempted ? by : -1;
    if (isPreempted) {
      thread.preemptions++;
      if (this.#isFollowed(threadId)) {
        this.#takingOf(thread, by, timeNs).count++;
      }
    }
  }

  readied(threadId: number, timeNs: number): void {
    this.#hasReady = true;
    const thread = this.of(threadId);
    if (thread !== null && (thread.state === 'waiting' || thread.state === 'unknown')) {
      thread.enter('ready', timeNs);
    }
  }

  switchedIn(threadId: number, processor: number, timeNs: number): void {
    const thread = this.of(threadId);
    if (thread === null) {
      return;
    }
    if (thread.takenBy >= 0 && this.#isFollowed(threadId)) {
      this.#takingOf(thread, thread.takenBy, timeNs).offNs += timeNs - thread.sinceNs;
    }
    thread.takenBy = -1;
    thread.runs++;
    thread.processor = processor;
    thread.enter('running', timeNs);
  }

  /** A switch away from another thread shows that this one is not where it was taken to be. */
  lost(threadId: number, processor: number, timeNs: number): void {
    const thread = this.#current.get(threadId);
    if (thread?.state === 'running' && thread.processor === processor) {
      thread.state = 'unknown';
      thread.enter('unknown', timeNs);
    }
  }

  /**
   * Counts what is open up to when nothing more is recorded, and from there to the trace's end as unknown. Without events that
   * tell when a wait ends, waiting and ready can't be told apart.
   */
  finish(recordedNs: number, endNs: number): void {
    for (const thread of this.#current.values()) {
      if (thread.sinceNs < recordedNs) {
        thread.enter('unknown', recordedNs);
      }
      thread.enter('unknown', endNs);
    }
    if (!this.#hasReady) {
      for (const thread of this.lives) {
        thread.unknownNs += thread.waitingNs;
        thread.waitingNs = 0;
      }
    }
  }

  #takingOf(from: ThreadTime, by: number, timeNs: number): Taking {
    if (this.takings.length >= MAX_PAIRS && by >= 0 && from.takings?.has(by) !== true) {
      return this.#takingOf(from, -1, timeNs);
    }
    from.takings ??= new Map();
    let taking = from.takings.get(by);
    if (taking === undefined) {
      taking = { from, by, firstNs: timeNs, count: 0, offNs: 0 };
      from.takings.set(by, taking);
      this.takings.push(taking);
    }
    return taking;
  }
}
