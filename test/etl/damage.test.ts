import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TraceError } from '../../lib/etl/index.ts';
import {
  type BufferOrder,
  type Compression,
  cutAt,
  dropBuffer,
  eventOffset,
  flipBits,
  repeatBuffer,
  scrambleBuffer,
  setBufferField,
  setEventMarker,
  setEventSize,
  setLogfileField,
  someDay,
  type TraceOptions,
  type WrittenTrace,
  writeTrace,
  zeroBuffer,
} from '../support/etl-writer/index.ts';
import { numberedEvent, numberedEvents, type ReadEvent, readNumbered } from './reading.ts';

const MAX_U32 = 0xffff_ffff;

interface Kind {
  readonly damage: (trace: WrittenTrace, buffer: number, seed: number) => Uint8Array;
  /** What the log says of it, one way or another. */
  readonly reason: RegExp;
  /** Whether the buffer's own events are all read as well. */
  readonly keepsAll?: boolean;
}

const eventOf = (trace: WrittenTrace, buffer: number, seed: number) =>
  (seed >>> 0) % trace.buffers[buffer]!.events.length;

function withEventTime(trace: WrittenTrace, buffer: number, event: number, ticks: bigint): Uint8Array {
  const bytes = trace.bytes.slice();
  new DataView(bytes.buffer).setBigUint64(eventOffset(trace, buffer, event) + 16, ticks, true);
  return bytes;
}

function withoutHeader(trace: WrittenTrace, buffer: number): Uint8Array {
  const { offset } = trace.buffers[buffer]!;
  return trace.bytes.slice().fill(0xee, offset, offset + 0x48);
}

/** Each is done to one buffer of an uncompressed trace, not its first. */
const kinds: Readonly<Record<string, Kind>> = {
  'is zeroed': { damage: zeroBuffer, reason: /^zeros where a buffer should begin$/ },
  'is scrambled': { damage: scrambleBuffer, reason: /^no buffer header where a buffer should begin$/ },
  'is scrambled behind its header': {
    damage: (trace, buffer, seed) => scrambleBuffer(trace, buffer, seed, true),
    reason: /bytes that begin no event|unknown header type|where \d+ are left|clock/,
  },
  'has lost its header': {
    damage: withoutHeader,
    reason: /^the buffer header is destroyed: its events are kept/,
    keepsAll: true,
  },
  'is missing': {
    damage: dropBuffer,
    reason: /^buffers are missing: number \d+ is not in the file|the file ends after \d+ of its \d+ buffers/,
  },
  'stands twice': { damage: repeatBuffer, reason: /^the same buffer again as the one at/, keepsAll: true },
  'tells a size of 0': {
    damage: (trace, buffer) => setBufferField(trace, buffer, 'bufferSize', 0),
    reason: /^the buffer tells a size of 0, the file's is 2048$/,
    keepsAll: true,
  },
  'tells a size of 2^32 - 1': {
    damage: (trace, buffer) => setBufferField(trace, buffer, 'bufferSize', MAX_U32),
    reason: /^the buffer tells a size of 4294967295, /,
    keepsAll: true,
  },
  'holds an event of size 0': {
    damage: (trace, buffer, seed) => setEventSize(trace, buffer, eventOf(trace, buffer, seed), 0),
    reason: /^an event of 0 bytes where \d+ are left$/,
  },
  'holds an event smaller than its header': {
    damage: (trace, buffer, seed) => setEventSize(trace, buffer, eventOf(trace, buffer, seed), 31),
    reason: /^an event of 31 bytes where/,
  },
  'holds an event that overruns it': {
    damage: (trace, buffer, seed) => setEventSize(trace, buffer, eventOf(trace, buffer, seed), 0xffff),
    reason: /^an event of 65535 bytes where/,
  },
  'holds an event of an unknown type': {
    damage: (trace, buffer, seed) => setEventMarker(trace, buffer, eventOf(trace, buffer, seed), 99, 0xc0),
    reason: /^unknown header type 99$/,
  },
  'holds an event without a marker': {
    damage: (trace, buffer, seed) => setEventMarker(trace, buffer, eventOf(trace, buffer, seed), 2, 7),
    reason: /^bytes that begin no event$/,
  },
  'holds an event of the far future': {
    damage: (trace, buffer, seed) => withEventTime(trace, buffer, eventOf(trace, buffer, seed), 2n ** 63n),
    reason: /^the clock is wrong in 1 events/,
  },
};

const traces = fc.record({
  count: fc.integer({ min: 150, max: 400 }),
  processors: fc.integer({ min: 1, max: 4 }),
  order: fc.constantFrom('flushed' as const, 'by-processor' as const, 1, 2),
  relogged: fc.boolean(),
  /** Which buffer, as a share of those behind the first. */
  where: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  seed: fc.integer(),
});

interface Wanted {
  readonly count: number;
  readonly processors: number;
  readonly order: BufferOrder;
  readonly relogged: boolean;
}

function written({ count, processors, order, relogged }: Wanted, compression: Compression = 'none') {
  const options = { bufferSize: 2048, order, relogged, compression };
  return writeTrace(numberedEvents(count, processors), options);
}

/** Numbers of the events that stand in a buffer, by what the undamaged trace tells. */
function numbersIn(trace: WrittenTrace, buffer: number): Set<number> {
  const whole = new DataView(trace.bytes.buffer);
  const { events } = trace.buffers[buffer]!;
  return new Set(events.map((_, event) => whole.getUint32(eventOffset(trace, buffer, event) + 32, true)));
}

const numberAndTime = ({ number, ticks }: ReadEvent) => ({ number, ticks });

/** Expects what stands outside of one buffer to be read from the damaged bytes as from the whole ones. */
function expectOutsideUnchanged(trace: WrittenTrace, damaged: Uint8Array, inside: ReadonlySet<number>): void {
  const before = readNumbered(trace.bytes).events;
  const isOutside = ({ number }: ReadEvent) => number < before.length && !inside.has(number);
  const { events } = readNumbered(damaged);
  expect(events.filter(isOutside).map(numberAndTime)).toEqual(before.filter(isOutside).map(numberAndTime));
}

describe('where a buffer', () => {
  test.each(Object.entries(kinds))(
    '%s, the events outside of it are read unchanged and in order',
    (_, kind) => {
      fc.assert(
        fc.property(traces, (wanted) => {
          const trace = written(wanted);
          const buffer = 1 + Math.floor(wanted.where * (trace.buffers.length - 1));
          const damaged = kind.damage(trace, buffer, wanted.seed);
          expectOutsideUnchanged(trace, damaged, kind.keepsAll ? new Set() : numbersIn(trace, buffer));
          const { damage } = readNumbered(damaged);
          expect(damage.some(({ reason }) => kind.reason.test(reason))).toBe(true);
          for (const { offset, bytes } of damage) {
            expect(offset).toBeGreaterThanOrEqual(0);
            expect(offset + bytes).toBeLessThanOrEqual(trace.bytes.length + 2048);
          }
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe('where the first buffer', () => {
  const trace = written({ count: 300, processors: 3, order: 'flushed', relogged: false });
  const whole = readNumbered(trace.bytes).events;

  test.each([
    ['is zeroed', zeroBuffer(trace, 0)],
    ['is scrambled', scrambleBuffer(trace, 0, 7)],
    ['is scrambled behind its header', scrambleBuffer(trace, 0, 7, true)],
    ['tells a size of 2^32 - 1', setBufferField(trace, 0, 'bufferSize', MAX_U32)],
    ['tells a size twice too large', setBufferField(trace, 0, 'bufferSize', 4096)],
    ['says that it is compressed to nothing', setBufferField(trace, 0, 'flags', 0x60)],
    ['has a record that tells 2^32 - 1 buffers', setLogfileField(trace, 'buffersWritten', MAX_U32)],
    ['has a record of a wrong time', withEventTime(trace, 0, 0, 2n ** 63n)],
  ])('%s, all events behind it are read', (_, damaged) => {
    const { events, damage } = readNumbered(damaged);
    expect(events.map(({ number }) => number)).toEqual(whole.map(({ number }) => number));
    expect(damage).not.toEqual([]);
  });

  test.each([
    ['bufferSize', 0],
    ['bufferSize', MAX_U32],
    ['processors', MAX_U32],
    ['pointerSize', MAX_U32],
    ['eventsLost', MAX_U32],
    ['cpuMHz', MAX_U32],
    ['endTime', -1n],
  ] as const)('tells absurd %s, all events are read as they are', (field, value) => {
    expect(readNumbered(setLogfileField(trace, field, value)).events).toEqual(whole);
  });
});

describe('in a compressed trace', () => {
  const trace = written({ count: 400, processors: 2, order: 'flushed', relogged: false }, 'xpress');
  const whole = readNumbered(trace.bytes).events;
  const plain = written({ count: 400, processors: 2, order: 'flushed', relogged: false });
  const middle = trace.buffers.length >> 1;

  test.each([
    ['scrambled behind its header', scrambleBuffer(trace, middle, 5, true)],
    ['scrambled', scrambleBuffer(trace, middle, 5)],
    ['zeroed', zeroBuffer(trace, middle)],
    ['missing', dropBuffer(trace, middle)],
    ['told to expand to 2^32 - 1 bytes', setBufferField(trace, middle, 'savedOffset', MAX_U32)],
    ['told to be smaller than its header', setBufferField(trace, middle, 'bufferSize', 8)],
  ])('a buffer that is %s costs no event of another', (_, damaged) => {
    expect(whole.length).toBe(400);
    expectOutsideUnchanged(trace, damaged, numbersIn(plain, middle));
    expect(readNumbered(damaged).damage).not.toEqual([]);
  });

  test('a block that ends early gives what it holds', () => {
    const { events, damage } = readNumbered(setBufferField(trace, middle, 'savedOffset', 0x48 + 4000));
    expect(damage.map(({ reason }) => reason)).not.toEqual([]);
    expect(events.length).toBeLessThanOrEqual(400);
  });
});

test('a file cut anywhere gives the events before the cut, and tells how much of a buffer is gone', () => {
  const trace = written({ count: 200, processors: 1, order: 'flushed', relogged: false });
  const whole = readNumbered(trace.bytes).events;
  fc.assert(
    fc.property(fc.integer({ min: 0x48 + 400, max: trace.bytes.length - 1 }), (length) => {
      const { events, damage } = readNumbered(cutAt(trace, length));
      expect(events).toEqual(whole.slice(0, events.length));
      const ends = trace.buffers.flatMap(({ offset, events: starts }) => starts.map((at) => offset + at));
      expect(events.length).toBeGreaterThanOrEqual(ends.filter((end) => end <= length).length - 2);
      expect(damage.length).toBeGreaterThan(0);
    }),
  );
});

test('whatever bits are flipped, reading ends, and with no other error than that of a trace', () => {
  const traces: WrittenTrace[] = (['none', 'xpress', 'lznt1', 'xpress-huffman'] as const).map((compression) =>
    written({ count: 150, processors: 2, order: 'flushed', relogged: false }, compression),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...traces),
      fc.integer({ min: 1, max: 400 }),
      fc.integer(),
      (trace, count, seed) => {
        try {
          readNumbered(flipBits(trace, count, seed));
        } catch (error) {
          expect(error).toBeInstanceOf(TraceError);
        }
      },
    ),
    { numRuns: 300 },
  );
});

describe('where the clock', () => {
  const events = numberedEvents(300, 1);
  const shifted = (from: number, by: number) =>
    events.map((event, i) => {
      const ticks = event.ticks + BigInt(i >= from ? by : 0);
      const bytes = event.bytes.slice();
      new DataView(bytes.buffer).setBigUint64(16, ticks, true);
      return { ...event, ticks, bytes };
    });

  test('is set back, the events behind keep their times, and it is told once', () => {
    const { bytes } = writeTrace(shifted(150, -1000), { bufferSize: 2048, startTicks: 1_000_000 });
    const { events: read, damage } = readNumbered(bytes);
    expect(read.map(({ ticks }) => ticks)).toEqual(shifted(150, -1000).map(({ ticks }) => ticks));
    expect(damage.map(({ reason }) => reason)).toEqual(['the clock goes back by 990 ticks']);
  });

  test('is wrong in one event, it takes the time of the one before', () => {
    const trace = writeTrace(events, { bufferSize: 2048, startTicks: 1_000_000 });
    for (const ticks of [0n, 5n, 2n ** 52n, 2n ** 64n - 1n]) {
      const { events: read, damage } = readNumbered(withEventTime(trace, 2, 5, ticks));
      const wrong = [...numbersIn(trace, 2)][5]!;
      expect(read[wrong]!.ticks).toBe(read[wrong - 1]!.ticks);
      expect(read.filter((_, i) => i !== wrong)).toEqual(
        readNumbered(trace.bytes).events.filter((_, i) => i !== wrong),
      );
      expect(damage.map(({ reason }) => reason)).toEqual([
        'the clock is wrong in 1 events, which take the time of the one before',
      ]);
    }
  });

  test.each([0n, 1n, 2n ** 64n - 1n])(
    'ticks %s times a second, another frequency is taken and told',
    (perfFreq) => {
      const { damage } = readNumbered(writeTrace(events, { perfFreq, endTime: 1n, bufferSize: 2048 }).bytes);
      expect(damage.map(({ reason }) => reason)).toEqual([
        `a clock of ${Number(perfFreq)} Hz can't be: 10000000 Hz are taken`,
      ]);
    },
  );
});

describe('where a sequence number is skipped', () => {
  const SEQUENTIAL = 0x1;
  const CIRCULAR = 0x2;
  const APPEND = 0x4;
  const BUFFERING = 0x400;

  /** A trace whose buffers from `from` on have numbers that are greater by `by`, and which lacks `dropped`. */
  function skipping(options: TraceOptions, from: number, by = 1, dropped: readonly number[] = []) {
    const trace = writeTrace(numberedEvents(300, 1), { bufferSize: 2048, ...options });
    const view = new DataView(trace.bytes.buffer);
    for (const { offset, sequence } of trace.buffers.slice(from)) {
      view.setUint32(offset + 0x18, sequence + by, true);
    }
    const kept = trace.buffers.filter((_, buffer) => !dropped.includes(buffer));
    const pieces = kept.map(({ offset, size }) => trace.bytes.subarray(offset, offset + size));
    return readNumbered(Uint8Array.from(pieces.flatMap((piece) => [...piece])));
  }

  test.each([
    ['as many buffers are there as the session wrote', { logFileMode: SEQUENTIAL }],
    ['the mode is not told', { logFileMode: 0 }],
    ['the file is a circle', { logFileMode: CIRCULAR }],
    ['the session kept its buffers in a ring', { logFileMode: BUFFERING, closed: false }],
  ])('nothing is missing where %s', (_, options) => {
    const { events, damage } = skipping(options, 3);
    expect(damage).toEqual([]);
    expect(events).toHaveLength(300);
  });

  test.each([
    ['was not closed', { closed: false }],
    ['goes on behind an older one', { logFileMode: APPEND }],
  ])('buffers may be missing where the session %s', (_, options) => {
    const { damage } = skipping(options, 3);
    expect(damage.map(({ reason }) => reason)).toEqual(['buffers are missing: number 3 is not in the file']);
  });

  test('what is missing is told by what the session wrote, whatever else is skipped', () => {
    // Number 2 is missing, number 3 never was.
    expect(skipping({}, 3, 1, [2]).damage.map(({ reason }) => reason)).toEqual([
      'buffers are missing: 1 of those whose numbers are skipped before this one',
    ]);
    // Number 2 is missing, and the last as well.
    const { buffers } = writeTrace(numberedEvents(300, 1), { bufferSize: 2048 });
    const last = buffers.length - 1;
    expect(skipping({}, last, 0, [2, last]).damage.map(({ reason }) => reason)).toEqual([
      'buffers are missing: number 2 is not in the file',
      `the file ends after ${buffers.length - 2} of its ${buffers.length} buffers`,
    ]);
  });
});

test('in a merged file the buffers’ own times judge no event: they tell when it was merged', () => {
  const RELOG = 0x1_0000;
  // A call, its completion 90 seconds later, and what follows; the clock was set back by an hour before the merging.
  for (const [clock, start] of [
    ['qpc', 0],
    ['system', Number(someDay)],
  ] as const) {
    const ticks = [1600, 900_000_000, 910_000_000].map((at) => start + at);
    const events = ticks.map((at, i) => numberedEvent(i, at, 0));
    for (const passed of [-36_000_000_000n, 300_000_000n, 905_000_000n, 36_000_000_000n]) {
      const trace = writeTrace(events, { clock, startTicks: start, logFileMode: RELOG, bufferSize: 2048 });
      const view = new DataView(trace.bytes.buffer);
      view.setBigUint64(trace.buffers[1]!.offset + 0x10, someDay + passed, true);
      const { events: read, damage } = readNumbered(trace.bytes);
      expect(read.map((event) => Number(event.ticks))).toEqual(ticks);
      expect(damage).toEqual([]);
    }
  }
});

test('more streams than memory could hold are refused', () => {
  const small = numberedEvents(64, 64);
  const { bytes, buffers } = writeTrace(small, { compression: 'xpress', bufferSize: 4096 });
  const view = new DataView(bytes.buffer);
  for (const { offset } of buffers.slice(1)) {
    // Flagged compressed, and to expand to 64 MB each.
    view.setUint16(offset + 0x34, 0x60, true);
    view.setUint32(offset + 0x04, 64 * 1024 * 1024, true);
    view.setUint32(offset + 0x30, 64 * 1024 * 1024, true);
  }
  expect(() => readNumbered(bytes)).toThrow(
    /^\(memory\): refused: 64 streams of buffers would need \d+ bytes/,
  );
});
