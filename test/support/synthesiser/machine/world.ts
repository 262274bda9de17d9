import type { Random } from '../../random.ts';

/** A driver's routine: where it lies, and in which image. */
export interface SimRoutine {
  readonly module: string;
  readonly offset: bigint;
  readonly address: bigint;
  readonly kind: 'dpc' | 'timer-dpc' | 'isr';
}

/** What a program asks of the world: to use its processor for so many ticks, or to wait. */
export type Request = { readonly run: number } | { readonly wait: Waitable };
export type Program = Generator<Request, void, void>;

/** Something that threads wait for; a signal wakes one, or lets the next one pass. */
export class Waitable {
  signals = 0;
  readonly waiters: SimThread[] = [];
}

/** What is on a processor: a thread, or a routine that runs in its place. */
export type Top = SimThread | Frame;

/** A run of a routine. */
export class Frame {
  readonly routine: SimRoutine;
  readonly program: Program;
  readonly processor: SimProcessor;
  /** The interrupt that asked for it, if it is a DPC that one asked for. */
  readonly queuedBy: Frame | null;
  left = 0;
  startedAt = -1;
  endedAt = -1;

  constructor(
    routine: SimRoutine,
    program: (frame: Frame) => Program,
    processor: SimProcessor,
    queuedBy: Frame | null,
  ) {
    this.routine = routine;
    this.processor = processor;
    this.queuedBy = queuedBy;
    this.program = program(this);
  }
}

/** What a thread was doing from a moment on. */
export interface ThreadFact {
  readonly at: number;
  readonly state: 'running' | 'preempted' | 'waiting' | 'ready';
  readonly processor: SimProcessor;
  /** Who ended its wait, where it is ready because of that. */
  readonly by: Top | null;
}

export class SimThread {
  readonly id: number;
  readonly priority: number;
  readonly program: Program;
  left = 0;
  processor: SimProcessor | null = null;
  /** Where it ran last. */
  last: SimProcessor;
  /** Ticks that it has left before another of its priority may run. */
  quantum = 0;
  readonly facts: ThreadFact[] = [];

  constructor(id: number, priority: number, program: (self: SimThread) => Program, last: SimProcessor) {
    this.id = id;
    this.priority = priority;
    this.last = last;
    this.program = program(this);
  }
}

export class SimProcessor {
  readonly number: number;
  /** null: its idle thread. */
  thread: SimThread | null = null;
  /** Interrupts and DPCs above the thread, the innermost last. */
  readonly frames: Frame[] = [];
  readonly dpcs: Frame[] = [];
  /** Interrupts that wait for one that is being served. */
  readonly interrupts: Frame[] = [];
  /** What was on top, from each moment on at which that changed. */
  readonly tops: { readonly at: number; readonly top: Top | null }[] = [];

  constructor(number: number) {
    this.number = number;
  }

  get top(): Top | null {
    return this.frames.at(-1) ?? this.thread;
  }
}

/** Told of what the kernel's events tell. */
export interface KernelLog {
  switched(at: number, processor: number, newThread: number, oldThread: number, oldState: number): void;
  readied(at: number, processor: number, thread: number, isByDpc: boolean): void;
  routine(at: number, processor: number, routine: SimRoutine, startedAt: number): void;
}

const QUANTUM = 3000;
const READY = 1;
const WAITING = 5;
const TERMINATED = 4;
const RUNNING = 2;

/**
 * Processors that schedule threads by priority and quantum, take interrupts and work off DPCs, tick by tick. Programs are
 * generators; what they do between two requests takes no time.
 */
export class World {
  now = 0;
  readonly processors: SimProcessor[];
  readonly threads: SimThread[] = [];
  readonly #log: KernelLog;
  readonly #random: Random;
  readonly #ready: SimThread[] = [];
  readonly #timers: { readonly at: number; readonly order: number; readonly what: () => void }[] = [];
  #order = 0;
  /** Whose program is going on just now. */
  current: Top | null = null;

  constructor(processors: number, log: KernelLog, random: Random) {
    this.processors = Array.from({ length: processors }, (_, number) => new SimProcessor(number));
    this.#log = log;
    this.#random = random;
  }

  spawn(id: number, priority: number, program: (self: SimThread) => Program): SimThread {
    const thread = new SimThread(id, priority, program, this.processors[0]!);
    this.threads.push(thread);
    this.#fact(thread, 'ready', thread.last, null);
    this.#ready.push(thread);
    return thread;
  }

  after(ticks: number, what: () => void): void {
    const timer = { at: this.now + Math.max(1, Math.round(ticks)), order: this.#order++, what };
    let at = this.#timers.length;
    while (
      at > 0 &&
      (this.#timers[at - 1]!.at < timer.at ||
        (this.#timers[at - 1]!.at === timer.at && this.#timers[at - 1]!.order < timer.order))
    )
      at--;
    this.#timers.splice(at, 0, timer);
  }

  interrupt(processor: SimProcessor, routine: SimRoutine, program: (frame: Frame) => Program): void {
    processor.interrupts.push(new Frame(routine, program, processor, null));
  }

  queueDpc(
    routine: SimRoutine,
    processor: SimProcessor,
    by: Frame | null,
    program: (frame: Frame) => Program,
  ): void {
    processor.dpcs.push(new Frame(routine, program, processor, by));
  }

  /** Wakes one thread that waits, from the program that is going on. */
  signal(waitable: Waitable): void {
    const thread = waitable.waiters.shift();
    if (thread === undefined) {
      waitable.signals++;
      return;
    }
    const by = this.current!;
    const processor = by instanceof Frame ? by.processor : by.processor!;
    this.#log.readied(this.now, processor.number, thread.id, by instanceof Frame);
    this.#fact(thread, 'ready', thread.last, by);
    this.#ready.push(thread);
  }

  /** Runs until a moment, or until nothing is left to do. */
  run(until: number): void {
    this.#settle();
    for (;;) {
      const next = Math.min(
        this.#timers.at(-1)?.at ?? Number.POSITIVE_INFINITY,
        ...this.processors.map((one) => this.#nextOf(one)),
      );
      if (!(next <= until)) return;
      const passed = next - this.now;
      for (const processor of this.processors) {
        const { top } = processor;
        if (top !== null) {
          top.left -= passed;
          if (top instanceof SimThread) top.quantum -= passed;
        }
      }
      this.now = next;
      for (
        let timer = this.#timers.at(-1);
        timer !== undefined && timer.at === next;
        timer = this.#timers.at(-1)
      ) {
        this.#timers.pop();
        timer.what();
      }
      for (const processor of this.processors) this.#goOn(processor);
      this.#settle();
    }
  }

  /** When the processor's top has done what it asked for, or its quantum ends while another waits. */
  #nextOf({ top }: SimProcessor): number {
    if (top === null) return Number.POSITIVE_INFINITY;
    const quantum =
      top instanceof SimThread && this.#rival(top) !== null
        ? Math.max(1, top.quantum)
        : Number.POSITIVE_INFINITY;
    return this.now + Math.min(top.left, quantum);
  }

  #rival(thread: SimThread): SimThread | null {
    return this.#ready.find(({ priority }) => priority === thread.priority) ?? null;
  }

  /** Lets what is on top go on, as far as it needs no time. */
  #goOn(processor: SimProcessor): void {
    for (let top = processor.top; top !== null && top.left <= 0; top = processor.top) {
      this.current = top;
      const { value, done } = top.program.next();
      this.current = null;
      if (top instanceof Frame) {
        if (done === true) this.#end(processor, top);
        else if ('run' in value) top.left = value.run;
        else throw new Error('a routine does not wait');
        continue;
      }
      if (done === true) {
        this.#leave(processor, top, TERMINATED);
      } else if ('run' in value) {
        top.left = value.run;
      } else if (value.wait.signals > 0) {
        value.wait.signals--;
      } else {
        value.wait.waiters.push(top);
        this.#leave(processor, top, WAITING);
      }
      return;
    }
  }

  #end(processor: SimProcessor, frame: Frame): void {
    frame.endedAt = this.now;
    processor.frames.pop();
    this.#log.routine(this.now, processor.number, frame.routine, frame.startedAt);
  }

  /** A thread gives its processor up; who comes next is found when all is settled. */
  #leave(processor: SimProcessor, thread: SimThread, state: number): void {
    processor.thread = null;
    thread.processor = null;
    this.#fact(thread, state === READY ? 'preempted' : 'waiting', processor, null);
    const next = this.#take(processor);
    this.#log.switched(this.now, processor.number, next?.id ?? 0, thread.id, state);
    this.#put(processor, next);
  }

  /** The ready thread to run next: the highest priority, the longest ready. */
  #take(processor: SimProcessor): SimThread | null {
    const best = this.#ready.reduce<SimThread | null>(
      (found, one) => (found === null || one.priority > found.priority ? one : found),
      null,
    );
    if (best !== null) this.#ready.splice(this.#ready.indexOf(best), 1);
    void processor;
    return best;
  }

  #put(processor: SimProcessor, thread: SimThread | null): void {
    processor.thread = thread;
    if (thread === null) return;
    thread.processor = processor;
    thread.last = processor;
    thread.quantum = QUANTUM;
    this.#fact(thread, 'running', processor, null);
  }

  #fact(thread: SimThread, state: ThreadFact['state'], processor: SimProcessor, by: Top | null): void {
    thread.facts.push({ at: this.now, state, processor, by });
  }

  /** Serves interrupts, begins DPCs and gives processors to threads, until nothing changes at this moment. */
  #settle(): void {
    for (let isSettled = false; !isSettled; ) {
      isSettled = true;
      for (const processor of this.processors) {
        if (this.#raise(processor) || this.#dispatch(processor)) isSettled = false;
        const { top } = processor;
        if (top !== null && top.left <= 0) {
          this.#goOn(processor);
          isSettled = false;
        }
      }
    }
    for (const { tops, top } of this.processors.map((one) => ({ tops: one.tops, top: one.top }))) {
      if (tops.at(-1)?.top !== top || tops.length === 0) tops.push({ at: this.now, top });
    }
  }

  #raise(processor: SimProcessor): boolean {
    const { frames } = processor;
    const inner = frames.at(-1);
    if (processor.interrupts.length > 0 && inner?.routine.kind !== 'isr') {
      this.#begin(processor, processor.interrupts.shift()!);
      return true;
    }
    if (frames.length === 0 && processor.dpcs.length > 0) {
      this.#begin(processor, processor.dpcs.shift()!);
      return true;
    }
    return false;
  }

  #begin(processor: SimProcessor, frame: Frame): void {
    frame.startedAt = this.now;
    processor.frames.push(frame);
  }

  #dispatch(processor: SimProcessor): boolean {
    if (processor.frames.length > 0 || this.#ready.length === 0) return false;
    const { thread } = processor;
    if (thread === null) {
      const next = this.#take(processor);
      this.#log.switched(this.now, processor.number, next!.id, 0, RUNNING);
      this.#put(processor, next);
      return true;
    }
    const best = Math.max(...this.#ready.map(({ priority }) => priority));
    // An idle processor is given to a thread before a busy one is.
    const isElsewhere = this.processors.some((one) => one.thread === null && one.frames.length === 0);
    if (isElsewhere || best < thread.priority || (best === thread.priority && thread.quantum > 0))
      return false;
    thread.processor = null;
    processor.thread = null;
    this.#fact(thread, 'preempted', processor, null);
    const next = this.#take(processor);
    this.#log.switched(this.now, processor.number, next!.id, thread.id, READY);
    this.#ready.push(thread);
    this.#put(processor, next);
    return true;
  }

  /** A number of ticks from 1 on. */
  ticks(most: number): number {
    return 1 + this.#random.below(most);
  }
}
