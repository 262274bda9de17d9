import { type BufferIndex, indexBuffers } from './buffer-index.ts';
import { BufferLoader } from './buffer-loader.ts';
import type { ByteSource } from './byte-source.ts';
import { Clock } from './clock.ts';
import { DamageLog } from './damage.ts';
import { TraceError } from './error.ts';
import type { RawEvent } from './event.ts';
import { HeaderType, headerLayouts } from './header-type.ts';
import { LOG_FILE_MODE_CIRCULAR, type LogfileHeader, readLogfileHeader } from './logfile-header.ts';
import { EventMerge } from './merge.ts';
import { ProcessorStream, type StreamContext } from './processor-stream.ts';

/** One pass over a trace's events. */
export interface EventPass {
  /** The next event, or null at the end; an event is valid until the next step. */
  next(): RawEvent | null;
  /** Bytes of the file whose buffers this pass has opened. */
  readonly bytesOpened: number;
  /** Damage known so far: the index's, and what this pass met in the buffers. */
  readonly damage: DamageLog;
}

/** A trace file, opened: its buffers are known, its events can be walked any number of times. */
export class Trace {
  readonly source: ByteSource;
  readonly index: BufferIndex;
  /** The session's facts, or null where the file's first record is lost. */
  readonly header: LogfileHeader | null;
  readonly clock: Clock;

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
    const first = new EventMerge([
      this.#stream(this.#context(0n, new DamageLog()), allBuffers(index), 0),
    ]).next();
    if (first === null) {
      const reason = 'not an event trace log (.etl): its buffers hold no event';
      throw new TraceError('unreadable', reason, { file: source.name, offset: index.offsets[0]! });
    }
    const ticks = rawTicks(first);
    this.header = headerRecord(first, ticks);
    if (this.header === null) {
      index.damage.add(0, 0, 'the trace header record is lost: clock and session are unknown');
    }
    this.clock = new Clock(this.header, ticks);
    this.#noteMissingBuffers();
  }

  /** All events in time order. */
  events(): EventPass {
    const damage = this.index.damage.fork();
    const context = this.#context(this.clock.startTicks, damage);
    const streams = buffersByStream(this.index, this.#isCircular()).map((buffers, order) =>
      this.#stream(context, buffers, order),
    );
    return withDamage(new EventMerge(streams), damage);
  }

  /** All events in file order: cheaper, for a pass that only collects. */
  eventsInFileOrder(): EventPass {
    const damage = this.index.damage.fork();
    const context = this.#context(this.clock.startTicks, damage);
    return withDamage(new EventMerge([this.#stream(context, allBuffers(this.index), 0)]), damage);
  }

  close(): void {
    this.source.close();
  }

  /** A file cut exactly between two buffers shows it only by the count in its header, 0 in an unclosed session. */
  #noteMissingBuffers(): void {
    const { damage, count } = this.index;
    const written = this.header?.buffersWritten ?? 0;
    if (written > count && damage.count === 0) {
      damage.add(this.source.size, 0, `the file ends after ${count} of its ${written} buffers`);
    }
  }

  #isCircular(): boolean {
    return this.header !== null && (this.header.logFileMode & LOG_FILE_MODE_CIRCULAR) !== 0;
  }

  #context(base: bigint, damage: DamageLog): StreamContext {
    return {
      index: this.index,
      loader: new BufferLoader(this.source, this.index, damage),
      damage,
      layouts: headerLayouts(),
      baseLow: Number(base & 0xffff_ffffn),
      baseHigh: Number(base >> 32n),
    };
  }

  #stream(context: StreamContext, buffers: Uint32Array, order: number): ProcessorStream {
    return new ProcessorStream(context, buffers, order);
  }
}

function withDamage(merge: EventMerge, damage: DamageLog): EventPass {
  return {
    next: () => merge.next(),
    get bytesOpened() {
      return merge.bytesOpened;
    },
    damage,
  };
}

function allBuffers(index: BufferIndex): Uint32Array {
  return Uint32Array.from({ length: index.count }, (_, i) => i);
}

/**
 * The buffers of each stream, in reading order. A stream is what one processor wrote for one logger; a file
 * merged from several sessions holds several loggers' buffers.
 */
function buffersByStream(index: BufferIndex, isCircular: boolean): Uint32Array[] {
  const streams = new Map<number, number[]>();
  for (let buffer = 0; buffer < index.count; buffer++) {
    const key = index.loggerIds[buffer]! * 0x1_0000 + index.processors[buffer]!;
    const found = streams.get(key);
    if (found === undefined) {
      streams.set(key, [buffer]);
    } else {
      found.push(buffer);
    }
  }
  return [...streams.values()].map((buffers) => {
    if (isCircular) {
      // A circular log that has wrapped holds its newest buffers before its oldest.
      buffers.sort((a, b) => index.sequences[a]! - index.sequences[b]!);
    }
    return Uint32Array.from(buffers);
  });
}

/** The raw time of an event that was read with a base of 0. */
function rawTicks(event: RawEvent): bigint {
  const at = event.headerType === HeaderType.MESSAGE ? event.messageTimeAt : event.start + timeOffset(event);
  return at === 0 ? 0n : event.view.getBigUint64(at, true);
}

function timeOffset(event: RawEvent): number {
  return headerLayouts().timeAt[event.headerType]!;
}

/** The facts of a first record, where this event is one: a SYSTEM event of group 0 and opcode 0. */
function headerRecord(event: RawEvent, ticks: bigint): LogfileHeader | null {
  const isSystem = event.headerType === HeaderType.SYSTEM32 || event.headerType === HeaderType.SYSTEM64;
  if (!isSystem || event.group !== 0 || event.opcode !== 0) {
    return null;
  }
  const payload = new DataView(event.view.buffer, event.payload, event.end - event.payload);
  return readLogfileHeader(payload, event.pointerSize, ticks);
}
