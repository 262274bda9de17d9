import type { RawEvent } from '../../etl/index.ts';
import { KernelKind, KernelKinds, Ready, Routine as RoutineLayout, Switch } from '../kernel/kernel-event.ts';
import { type FindImage, RoutineTable } from '../kernel/routines.ts';
import { ThreadTimes } from '../kernel/thread-times.ts';
import type { ProcessorLanes } from '../lanes/processor-lanes.ts';
import { Holds } from './holds.ts';
import { Processor } from './processor.ts';

/** A routine that took longer is none: its beginning is damaged. */
const MAX_ROUTINE_NS = 600e9;

/** Told of what threads do, in the order of the events. */
export interface ThreadListener {
  switched(
    processor: Processor,
    oldThread: number,
    oldState: number,
    newThread: number,
    timeNs: number,
  ): void;
  /** A thread is not where it was taken to be: events are missing. */
  lost(threadId: number): void;
  /** A thread was readied by what ran on a processor: its thread, or a DPC. */
  readied(processor: Processor, threadId: number, isByDpc: boolean, timeNs: number): void;
}

/** When the raw times of a trace were, by the corrected clock that everything is told by. */
export interface RawTimes {
  /** Raw time of the trace's start, in halves of 32 bits. */
  readonly baseLow: number;
  readonly baseHigh: number;
  /** How many nanoseconds so many ticks since the trace's start are. */
  toNs(ticks: number): number;
}

/** How many events of each kind were there, which tells what was recorded. */
export class KernelCounts {
  switches = 0;
  readied = 0;
  dpcs = 0;
  interrupts = 0;
  samples = 0;
  /** Events that could not be read: too short, or with a beginning that can't be. */
  unreadable = 0;
}

/** What processors and threads do, followed through the kernel's events: memory is processors, threads and routines. */
export class Machine {
  readonly counts = new KernelCounts();
  readonly routines: RoutineTable;
  readonly threads: ThreadTimes;
  readonly #kinds = new KernelKinds();
  readonly #lanes: ProcessorLanes | null;
  readonly #processors: (Processor | undefined)[] = [];
  readonly #holds = new Holds();
  /** When the first and the last event was that tells what processors do: recording can begin later than the trace, and end earlier. */
  #beganNs = Number.NaN;
  #endedNs = 0;
  listener: ThreadListener | null = null;

  /**
   * @param startNs when the trace starts
   * @param isFollowed of which threads it is to be told who took their processor
   * @param lanes where what runs is kept to be drawn; null where nothing is drawn
   */
  constructor(
    startNs: number,
    findImage: FindImage,
    isFollowed: (threadId: number) => boolean,
    lanes: ProcessorLanes | null,
  ) {
    this.#lanes = lanes;
    this.routines = new RoutineTable(findImage);
    this.threads = new ThreadTimes(startNs, isFollowed);
  }

  /** The processors that logged one of these events. */
  get processors(): Processor[] {
    return this.#processors.filter((processor) => processor !== undefined);
  }

  processor(number: number): Processor {
    let processor = this.#processors[number];
    if (processor === undefined) {
      processor = new Processor(number, this.#beganNs, this.routines.all, this.#holds, this.#lanes);
      this.#processors[number] = processor;
    }
    return processor;
  }

  /** Takes in an event. @returns whether it was one of the kernel's that are followed here */
  add(event: RawEvent, timeNs: number, times: RawTimes): boolean {
    const kind = this.#kinds.of(event);
    switch (kind) {
      case 0:
        return false;
      case KernelKind.Switch:
        this.#switch(event, timeNs);
        return true;
      case KernelKind.Ready:
        this.#ready(event, timeNs);
        return true;
      case KernelKind.ThreadStart:
      case KernelKind.ThreadEnd:
        this.#startOrEnd(kind, event, timeNs);
        return true;
      case KernelKind.Sample:
        this.counts.samples++;
        return true;
      case -1:
        this.counts.unreadable++;
        return true;
      default:
        this.#routine(kind as KernelKind, event, timeNs, times);
        return true;
    }
  }

  /** When the last event was that tells what processors do. */
  get endedNs(): number {
    return this.#endedNs;
  }

  finish(endNs: number): void {
    for (const processor of this.processors) {
      processor.finish(this.#endedNs);
    }
    this.threads.finish(this.#endedNs, endNs);
  }

  /** Switches are recorded from here on: what a processor's first one tells of before holds since now. */
  #begin(timeNs: number): void {
    this.#beganNs = timeNs;
    for (const processor of this.processors) {
      processor.sinceNs = timeNs;
    }
  }

  #switch(event: RawEvent, timeNs: number): void {
    const { view, payload } = event;
    const newThread = view.getUint32(payload + Switch.newThread, true);
    const oldThread = view.getUint32(payload + Switch.oldThread, true);
    const state = view.getInt8(payload + Switch.oldState);
    if (this.counts.switches === 0) {
      this.#begin(timeNs);
    }
    const processor = this.processor(event.processor);
    const isFirst = processor.switches === 0;
    this.counts.switches++;
    this.#endedNs = timeNs;
    const lost = processor.switch(oldThread, newThread, timeNs);
    // Thread 0 is each processor's own idle one.
    if (lost > 0) {
      this.threads.lost(lost, processor.number, timeNs);
      this.listener?.lost(lost);
    }
    if (oldThread !== 0) {
      if (isFirst) {
        this.threads.ranSince(oldThread, processor.number, this.#beganNs);
      }
      this.threads.switchedOut(oldThread, processor.number, state, newThread, timeNs);
    }
    if (newThread !== 0) {
      this.threads.switchedIn(newThread, processor.number, timeNs);
    }
    this.listener?.switched(processor, oldThread, state, newThread, timeNs);
  }

  #ready(event: RawEvent, timeNs: number): void {
    const { view, payload } = event;
    const threadId = view.getUint32(payload + Ready.thread, true);
    const isByDpc = (view.getUint8(payload + Ready.flags) & Ready.byDpc) !== 0;
    this.counts.readied++;
    this.#endedNs = timeNs;
    this.threads.readied(threadId, timeNs);
    this.listener?.readied(this.processor(event.processor), threadId, isByDpc, timeNs);
  }

  #startOrEnd(kind: KernelKind, event: RawEvent, timeNs: number): void {
    // Before version 1 the thread stood first.
    const isThreadFirst = event.version === 0;
    const threadId = event.view.getUint32(event.payload + (isThreadFirst ? 0 : 4), true);
    if (kind === KernelKind.ThreadStart) {
      this.threads.started(threadId, timeNs);
    } else {
      this.threads.ended(threadId);
    }
  }

  #routine(kind: KernelKind, event: RawEvent, timeNs: number, times: RawTimes): void {
    const { view, payload, pointerSize } = event;
    const beganTicks =
      (view.getUint32(payload + 4, true) - times.baseHigh) * 0x1_0000_0000 +
      (view.getUint32(payload, true) - times.baseLow);
    const startNs = timeNs - (times.toNs(event.ticks) - times.toNs(beganTicks));
    if (!(startNs <= timeNs && timeNs - startNs <= MAX_ROUTINE_NS)) {
      this.counts.unreadable++;
      return;
    }
    const isInterrupt =
      kind === KernelKind.Isr || kind === KernelKind.MsiIsr || kind === KernelKind.PassiveIsr;
    const low = view.getUint32(payload + RoutineLayout.address, true);
    const high = pointerSize === 8 ? view.getUint32(payload + RoutineLayout.address + 4, true) : 0;
    const after = payload + RoutineLayout.address + pointerSize;
    // From version 2 on the vector stands behind the byte that the routine returned.
    const vector =
      isInterrupt && event.version >= 2 && event.end - after >= 3 ? view.getUint16(after + 1, true) : null;
    const isClaimed = !isInterrupt || event.end === after || view.getUint8(after) !== 0;
    const routine = this.routines.of(kind, high, low, vector, startNs);
    if (isInterrupt) {
      this.counts.interrupts++;
    } else {
      this.counts.dpcs++;
    }
    this.#endedNs = timeNs;
    routine.add(event.processor, startNs, timeNs);
    const nestedNs = this.processor(event.processor).ran(routine, startNs, timeNs, isClaimed);
    routine.exclusiveNs += timeNs - startNs - nestedNs;
  }
}
