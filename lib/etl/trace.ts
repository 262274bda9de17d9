import { SLOTS_A_STREAM } from './buffer-feed.ts';
import type { BufferIndex } from './buffer-index.ts';
import { BufferLoader } from './buffer-loader.ts';
import { indexBuffers } from './buffer-walk.ts';
import type { ByteSource, ReadAhead } from './byte-source.ts';
import { Clock } from './clock.ts';
import { DamageLog } from './damage.ts';
import { TraceError } from './error.ts';
import type { RawEvent } from './event.ts';
import { HeaderType, headerLayouts } from './header-type.ts';
import { type LogfileHeader, readLogfileHeader } from './logfile-header.ts';
import { EventMerge, type EventPass, type PassPlace } from './merge.ts';
import { messageParts } from './message-header.ts';
import type { StreamContext } from './processor-stream.ts';
import { planStreams, type StreamPlan } from './stream-plan.ts';
import { WalkCode } from './walk/walk.ts';

/** More than any trace spans (14 years of 100 ns), and as far as differences of times stay exact. */
const MAX_SPAN_TICKS = 2n ** 52n;

/**
 * From this size on (a million events) a compressed trace is read ahead on a second core, which takes the
 * decompression, a third of the time, off the pass. Starting the thread costs as much as decompressing some megabytes;
 * and where nothing is to be decompressed, handing buffers over costs what reading them does.
 */
const BYTES_WORTH_A_THREAD = 32 * 1024 * 1024;

/** A trace file, opened: its buffers are known, its events can be walked any number of times. */
export class Trace {
  readonly source: ByteSource;
  readonly index: BufferIndex;
  /** The session's facts, or null where the file's first record is lost. */
  readonly header: LogfileHeader | null;
  readonly clock: Clock;
  readonly #plan: StreamPlan;
  readonly #code = new WalkCode();

  /**
   * Indexes a file's buffers and reads its first record.
   * @throws TraceError of kind `unreadable` where the source holds no event at all.
   */
  static open(source: ByteSource): Trace {
    if (source.size === 0) {
      throw new TraceError('unreadable', 'the file is empty', { file: source.name });
    }
    const index = indexBuffers(source);
    if (index.count === 0) {
      const reason = 'not an event trace log (.etl): it holds no buffer of events';
      throw new TraceError('unreadable', reason, { file: source.name, offset: 0 });
    }
    return new Trace(source, index);
  }

  private constructor(source: ByteSource, index: BufferIndex) {
    this.source = source;
    this.index = index;
    const all = Uint32Array.from({ length: index.count }, (_, i) => i);
    const pass = this.#merge(null, new DamageLog(), [all]);
    const start = pass.next();
    if (start === null) {
      const reason = 'not an event trace log (.etl): its buffers hold no event';
      throw new TraceError('unreadable', reason, { file: source.name, offset: index.offsets[0]! });
    }
    const ticks = rawTicks(start);
    this.header = headerRecord(start, ticks);
    const second = nextTime(pass) ?? ticks;
    const third = nextTime(pass) ?? ticks;
    const isHeaderTimeWrong = isFarApart(ticks, second) && isFarApart(ticks, third);
    this.clock = new Clock(this.header, isHeaderTimeWrong ? second : ticks);
    this.#plan = planStreams(index, this.header, source);
    this.#tellFaults(isHeaderTimeWrong);
  }

  /**
   * All events in time order.
   * @param canReadAhead whether a second thread may help: not where several traces are walked at the same time
   */
  events(canReadAhead = true): EventPass {
    return this.#pass(this.#plan, canReadAhead);
  }

  /** The events from a place on where another pass over this trace stood, in the same order. */
  eventsFrom(place: PassPlace): EventPass {
    return this.#pass(this.#plan, false, place);
  }

  /** All events in file order: cheaper, for a pass that only collects. */
  eventsInFileOrder(): EventPass {
    return this.#pass([Uint32Array.from(this.#plan.flatMap((stream) => [...stream])).sort()], true);
  }

  /** Ticks from the trace's start to its last event, by the last buffers of each processor. */
  lastTicks(): number {
    const lastBuffers = this.#plan.map((buffers) => buffers.slice(-1));
    const pass = this.#merge(this.clock, new DamageLog(), lastBuffers);
    let last = 0;
    for (let event = pass.next(); event !== null; event = pass.next()) {
      last = Math.max(last, event.ticks);
    }
    return last;
  }

  close(): void {
    this.source.close();
  }

  #pass(plan: StreamPlan, canReadAhead: boolean, from: PassPlace | null = null): EventPass {
    const damage = this.index.damage.fork();
    const { largest } = this.index;
    const isWorthIt = this.index.compressed > 0 && this.source.size >= BYTES_WORTH_A_THREAD;
    const slots = plan.length * SLOTS_A_STREAM;
    const ahead = canReadAhead && isWorthIt ? (this.source.readAhead?.(slots, largest) ?? null) : null;
    return this.#merge(this.clock, damage, plan, ahead, from);
  }

  /** @param clock null where times are taken as they are */
  #merge(
    clock: Clock | null,
    damage: DamageLog,
    plan: StreamPlan,
    ahead: ReadAhead | null = null,
    from: PassPlace | null = null,
  ): EventMerge {
    return new EventMerge(this.#context(clock, damage, ahead), this.#code, plan, from);
  }

  #tellFaults(isHeaderTimeWrong: boolean): void {
    const { damage } = this.index;
    const at = this.index.offsets[0]!;
    if (this.header === null) {
      damage.add(at, 0, 'the trace header record is lost: clock and session are unknown');
    } else if (this.clock.isGuessed) {
      const { perfFreq, clock, cpuMhz } = this.header;
      const told = clock === 'cycles' ? `${cpuMhz} MHz` : `${perfFreq} Hz`;
      damage.add(at, 0, `a clock of ${told} can't be: ${this.clock.ticksPerSecond} Hz are taken`);
    }
    if (this.header !== null && this.clock.startTime === null) {
      const told = BigInt.asIntN(64, this.header.startTime);
      damage.add(at, 0, `a start time of ${told} can't be: events have no time of day`);
    }
    if (this.header !== null && isHeaderTimeWrong) {
      damage.add(
        at,
        0,
        'the trace header has a wrong time: the trace is taken to start with its first event',
      );
    }
  }

  #context(clock: Clock | null, damage: DamageLog, ahead: ReadAhead | null): StreamContext {
    const base = clock?.startTicks ?? 0n;
    return {
      index: this.index,
      loader: new BufferLoader(this.source, this.index, damage),
      ahead,
      damage,
      layouts: headerLayouts(),
      baseLow: Number(base & 0xffff_ffffn),
      baseHigh: Number(base >> 32n),
      nsFactor: clock?.nsFactor ?? 1,
      nsDivisor: clock?.nsDivisor ?? 1,
      clock,
      tellsFlushes: this.header?.isMerged !== true,
    };
  }
}

/** Raw time of the next event that has one, or null. */
function nextTime(pass: EventPass): bigint | null {
  for (let event = pass.next(); event !== null; event = pass.next()) {
    const ticks = rawTicks(event);
    if (ticks !== 0n) {
      return ticks;
    }
  }
  return null;
}

function isFarApart(a: bigint, b: bigint): boolean {
  return a - b > MAX_SPAN_TICKS || b - a > MAX_SPAN_TICKS;
}

/** The raw time of an event that was read with a base of 0. */
function rawTicks(event: RawEvent): bigint {
  const { view, start, end, headerType } = event;
  const at =
    headerType === HeaderType.MESSAGE
      ? messageParts.time(view, start, end)
      : start + headerLayouts().timeAt[headerType]!;
  return at === 0 ? 0n : view.getBigUint64(at, true);
}

/** The facts of a first record, where this event is one: a SYSTEM event of group 0 and opcode 0. */
function headerRecord(event: RawEvent, ticks: bigint): LogfileHeader | null {
  const isSystem = event.headerType === HeaderType.SYSTEM32 || event.headerType === HeaderType.SYSTEM64;
  if (!isSystem || event.group !== 0 || event.opcode !== 0) {
    return null;
  }
  const { view, payload: at, end } = event;
  const payload = new DataView(view.buffer, view.byteOffset + at, end - at);
  return readLogfileHeader(payload, event.pointerSize, ticks);
}
