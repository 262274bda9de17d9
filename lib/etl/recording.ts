import type { ByteSource } from './byte-source.ts';
import { TraceError } from './error.ts';
import type { RawEvent } from './event.ts';
import type { LogfileHeader } from './logfile-header.ts';
import type { EventPass } from './merge.ts';
import type { Trace } from './trace.ts';

/** FILETIMEs of one boot, as several sessions tell it, differ by what the clock was set in between. */
const SAME_BOOT = 10_000_000n;
/** Farther apart than a clock that is set while a session runs: the boots of two machines, or of one that started anew. */
const OTHER_BOOT = 600_000_000n;
const NS_PER_FILETIME = 100;
/** Bytes at the start and at the end of two files of one size by which they are known for copies. */
const COMPARED_BYTES = 65_536;

/** One pass over the events of a recording. */
export interface RecordingPass {
  /** The next event in time order over all files, or null at the end. */
  next(): RawEvent | null;
  /** Nanoseconds of that event since the start of the recording's first file; at the end, of the last one. */
  readonly timeNs: number;
  /** Which of the recording's traces that event is in, by its place in `traces`. */
  readonly traceIndex: number;
  /** Bytes of the files whose buffers were opened so far. */
  readonly bytesOpened: number;
  /** The passes over the single traces, in the order of `traces`. */
  readonly passes: readonly EventPass[];
}

/** The files of one recording, as one: a session that began new files as it went, or several sessions at a time. */
export class Recording {
  /** By the time of their start. */
  readonly traces: readonly Trace[];

  /** @throws TraceError of kind `usage` without a trace, for one given twice (all in it would seem to happen twice), and for two of different machines */
  constructor(traces: readonly Trace[]) {
    if (traces.length === 0) {
      throw new TraceError('usage', 'no trace is given');
    }
    refuse(traces, isCopy, (name) => `the same trace as ${name}: name it once`);
    refuse(
      traces,
      (a, b) => areOfTwoMachines(a.header, b.header),
      (name) => `recorded at the same time as ${name}, on another machine: analyse them one by one`,
    );
    this.traces = traces.toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0));
  }

  get size(): number {
    return this.traces.reduce((sum, { source }) => sum + source.size, 0);
  }

  events(): RecordingPass {
    const [first] = this.traces;
    return this.traces.length === 1 ? new SinglePass(first!) : new JointPass(this.traces);
  }
}

function startOf(trace: Trace): bigint {
  return trace.clock.startTime ?? 0n;
}

/** Refuses a trace that does not go with one before it. */
function refuse(
  traces: readonly Trace[],
  isWrong: (trace: Trace, before: Trace) => boolean,
  reasonWith: (name: string) => string,
): void {
  for (const [at, trace] of traces.entries()) {
    const other = traces.slice(0, at).find((before) => isWrong(trace, before));
    if (other !== undefined) {
      throw new TraceError('usage', reasonWith(other.source.name), { file: trace.source.name });
    }
  }
}

/** Of two boots one machine's is over when the other begins: where both were recorded at a time, there are two machines. */
function areOfTwoMachines(a: LogfileHeader | null, b: LogfileHeader | null): boolean {
  // Not every writer tells its boot, and a session that was never closed tells no end: nothing is certain then.
  if (a === null || b === null || a.bootTime === 0n || b.bootTime === 0n) {
    return false;
  }
  return bootsApart(a, b) > OTHER_BOOT && a.startTime < b.endTime && b.startTime < a.endTime;
}

function isCopy(a: Trace, b: Trace): boolean {
  const { size } = a.source;
  return (
    size === b.source.size &&
    startOf(a) === startOf(b) &&
    isSameFrom(0, a.source, b.source) &&
    isSameFrom(Math.max(0, size - COMPARED_BYTES), a.source, b.source)
  );
}

function isSameFrom(offset: number, a: ByteSource, b: ByteSource): boolean {
  const [one, other] = [a, b].map((source) => {
    const bytes = new Uint8Array(COMPARED_BYTES);
    source.read(bytes, offset);
    return bytes;
  });
  return one!.every((byte, at) => byte === other![at]);
}

class SinglePass implements RecordingPass {
  readonly passes: readonly EventPass[];
  readonly traceIndex = 0;
  readonly #trace: Trace;
  readonly #pass: EventPass;
  timeNs = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#pass = trace.events();
    this.passes = [this.#pass];
  }

  next(): RawEvent | null {
    const event = this.#pass.next();
    if (event !== null) {
      this.timeNs = this.#trace.clock.toNs(event.ticks);
    }
    return event;
  }

  get bytesOpened(): number {
    return this.#pass.bytesOpened;
  }
}

interface Open {
  readonly index: number;
  readonly trace: Trace;
  readonly pass: EventPass;
  readonly offsetNs: number;
  event: RawEvent | null;
  timeNs: number;
}

/** Merges the files by time. There are few of them, so the earliest is found by looking at each. */
class JointPass implements RecordingPass {
  readonly passes: readonly EventPass[];
  readonly #all: readonly Open[];
  #open: Open[];
  #current: Open | null = null;
  timeNs = 0;
  traceIndex = 0;

  constructor(traces: readonly Trace[]) {
    this.#all = traces.map((trace, index) => ({
      index,
      trace,
      // A thread for each file would be too many.
      pass: trace.events(false),
      offsetNs: offsetBetween(traces[0]!, trace),
      event: null,
      timeNs: 0,
    }));
    this.passes = this.#all.map(({ pass }) => pass);
    this.#open = this.#all.filter(step);
  }

  next(): RawEvent | null {
    const current = this.#current;
    if (current !== null && !step(current)) {
      this.#open = this.#open.filter((one) => one !== current);
    }
    let earliest: Open | null = null;
    for (const one of this.#open) {
      if (earliest === null || one.timeNs < earliest.timeNs) {
        earliest = one;
      }
    }
    this.#current = earliest;
    if (earliest === null) {
      return null;
    }
    this.timeNs = earliest.timeNs;
    this.traceIndex = earliest.index;
    return earliest.event;
  }

  get bytesOpened(): number {
    return this.passes.reduce((sum, pass) => sum + pass.bytesOpened, 0);
  }
}

function step(open: Open): boolean {
  open.event = open.pass.next();
  if (open.event !== null) {
    open.timeNs = open.trace.clock.toNs(open.event.ticks) + open.offsetNs;
  }
  return open.event !== null;
}

/** How much later the second trace's start is than the first's: by the clock that both share, where they do. */
function offsetBetween(first: Trace, other: Trace): number {
  const [a, b] = [first.header, other.header];
  if (a === null || b === null) {
    return 0;
  }
  const sameClock =
    a.clock === 'qpc' && b.clock === 'qpc' && a.perfFreq === b.perfFreq && bootsApart(a, b) < SAME_BOOT;
  return sameClock
    ? first.clock.toNs(Number(other.clock.startTicks - first.clock.startTicks))
    : Number(b.startTime - a.startTime) * NS_PER_FILETIME;
}

/** In FILETIME's units. */
function bootsApart(a: LogfileHeader, b: LogfileHeader): bigint {
  return a.bootTime > b.bootTime ? a.bootTime - b.bootTime : b.bootTime - a.bootTime;
}
