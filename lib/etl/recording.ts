import { offsetBetween, refuseStrangers } from './belonging.ts';
import { TraceError } from './error.ts';
import type { RawEvent } from './event.ts';
import type { EventPass } from './merge.ts';
import type { Trace } from './trace.ts';

/** One pass over the events of a recording. */
export interface RecordingPass {
  /** The next event in time order over all files, or null at the end. */
  next(): RawEvent | null;
  /** Nanoseconds of that event since the start of the recording's first file, by its processor's own clock; at the end, of the last one. */
  readonly timeNs: number;
  /** Which of the recording's traces that event is in, by its place in `traces`. */
  readonly traceIndex: number;
  /** Bytes of the files whose buffers were opened so far. */
  readonly bytesOpened: number;
  /** The passes over the single traces, in the order of `traces`. */
  readonly passes: readonly EventPass[];
  /** From the next step on, merges by times less the nanoseconds by which each processor's clock is ahead. `timeNs` stays as it is. */
  correct(aheadNs: (processor: number) => number): void;
}

/** The files of one recording, as one: a session that began new files as it went, or several sessions at a time. */
export class Recording {
  /** By the time of their start. */
  readonly traces: readonly Trace[];

  /** @throws TraceError of kind `usage` without a trace, and for traces that are not one recording */
  constructor(traces: readonly Trace[]) {
    if (traces.length === 0) {
      throw new TraceError('usage', 'no trace is given');
    }
    this.traces = traces.toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0));
    refuseStrangers(this.traces);
  }

  /** How much later than the first trace each one's times begin, in nanoseconds. */
  get offsetsNs(): readonly number[] {
    return this.traces.map((trace) => (trace === this.traces[0] ? 0 : offsetBetween(this.traces[0]!, trace)));
  }

  get size(): number {
    return this.traces.reduce((sum, { source }) => sum + source.size, 0);
  }

  /** @param canReadAhead whether a second thread may help: not where only the beginning is looked at */
  events(canReadAhead = true): RecordingPass {
    const [first] = this.traces;
    return this.traces.length === 1
      ? new SinglePass(first!, canReadAhead)
      : new JointPass(this.traces, this.offsetsNs);
  }
}

function startOf(trace: Trace): bigint {
  return trace.clock.startTime ?? 0n;
}

const NOTHING = { processor: 0, ticks: 0 };

class SinglePass implements RecordingPass {
  readonly passes: readonly EventPass[];
  readonly traceIndex = 0;
  readonly #trace: Trace;
  readonly #pass: EventPass;
  timeNs = 0;

  constructor(trace: Trace, canReadAhead: boolean) {
    this.#trace = trace;
    this.#pass = trace.events(canReadAhead);
    this.passes = [this.#pass];
  }

  next(): RawEvent | null {
    const event = this.#pass.next();
    const { ticks } = event ?? this.#pass.latest ?? NOTHING;
    this.timeNs = this.#trace.clock.toNs(ticks);
    return event;
  }

  get bytesOpened(): number {
    return this.#pass.bytesOpened;
  }

  correct(aheadNs: (processor: number) => number): void {
    correctPass(this.#pass, this.#trace, aheadNs);
  }
}

interface Open {
  readonly index: number;
  readonly trace: Trace;
  readonly pass: EventPass;
  readonly offsetNs: number;
  event: RawEvent | null;
  timeNs: number;
  /** `timeNs` by the corrected clocks. */
  mergeNs: number;
}

/** Merges the files by time. There are few of them, so the earliest is found by looking at each. */
class JointPass implements RecordingPass {
  readonly passes: readonly EventPass[];
  readonly #all: readonly Open[];
  #aheadNs: (processor: number) => number = () => 0;
  #open: Open[];
  #current: Open | null = null;
  timeNs = 0;
  /** The same by the corrected clocks. */
  #lastNs = Number.NEGATIVE_INFINITY;
  traceIndex = 0;

  constructor(traces: readonly Trace[], offsetsNs: readonly number[]) {
    this.#all = traces.map((trace, index) => ({
      index,
      trace,
      // A thread for each file would be too many.
      pass: trace.events(false),
      offsetNs: offsetsNs[index]!,
      event: null,
      timeNs: 0,
      mergeNs: 0,
    }));
    this.passes = this.#all.map(({ pass }) => pass);
    this.#open = this.#all.filter((one) => this.#step(one));
  }

  next(): RawEvent | null {
    const current = this.#current;
    if (current !== null && !this.#step(current)) {
      this.#open = this.#open.filter((one) => one !== current);
    }
    let earliest: Open | null = null;
    for (const one of this.#open) {
      if (earliest === null || one.mergeNs < earliest.mergeNs) {
        earliest = one;
      }
    }
    this.#current = earliest;
    if (earliest === null) {
      this.#end();
      return null;
    }
    this.timeNs = earliest.timeNs;
    this.#lastNs = earliest.mergeNs;
    this.traceIndex = earliest.index;
    return earliest.event;
  }

  /** The last event of all files may have been passed over. */
  #end(): void {
    for (const open of this.#all) {
      const { processor, ticks } = open.pass.latest ?? NOTHING;
      const timeNs = open.trace.clock.toNs(ticks) + open.offsetNs;
      const mergeNs = timeNs - this.#aheadNs(processor);
      if (open.pass.latest !== null && timeNs !== open.timeNs && mergeNs >= this.#lastNs) {
        this.#lastNs = mergeNs;
        this.timeNs = timeNs;
      }
    }
  }

  get bytesOpened(): number {
    return this.passes.reduce((sum, pass) => sum + pass.bytesOpened, 0);
  }

  correct(aheadNs: (processor: number) => number): void {
    this.#aheadNs = aheadNs;
    for (const { pass, trace } of this.#all) {
      correctPass(pass, trace, aheadNs);
    }
  }

  #step(open: Open): boolean {
    open.event = open.pass.next();
    if (open.event !== null) {
      open.timeNs = open.trace.clock.toNs(open.event.ticks) + open.offsetNs;
      open.mergeNs = open.timeNs - this.#aheadNs(open.event.processor);
    }
    return open.event !== null;
  }
}

function correctPass(pass: EventPass, { clock }: Trace, aheadNs: (processor: number) => number): void {
  pass.correct((processor) => (aheadNs(processor) * clock.ticksPerSecond) / 1e9);
}
