import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openTrace } from '../../lib/etl/file/index.ts';
import { bytesSource, Recording, Trace, TraceError } from '../../lib/etl/index.ts';
import { type Analysis, analyze } from '../../lib/wsk/index.ts';
import { someDay, type TraceOptions } from '../support/etl-writer/index.ts';
import { type SynthesisedEvent, synthesise } from '../support/synthesiser/index.ts';

function essence({ calls, operations, irps, sockets, findings }: Analysis) {
  return {
    calls,
    operations,
    irps,
    sockets,
    findings: findings.map(({ rule, count, site }) => ({ rule, count, site })),
  };
}

describe('the files of one recording', () => {
  const start = 26_523_333_000n;
  const { events, write } = synthesise({
    seed: 41,
    events: 4000,
    faults: { 'irp-leak': 2, 'never-completed': 1, 'double-completion': 1 },
    startTicks: start,
  });
  const whole = analyze(Trace.open(bytesSource(write({}).bytes)));

  /** As a session that begins a new file tells that file's own start, and numbers its buffers on. */
  function sequel(
    parts: readonly (readonly SynthesisedEvent[])[],
    skipped = 0,
    layout: TraceOptions = {},
  ): Trace[] {
    let firstSequence = 1;
    return parts.map((part, i) => {
      const startTicks = i === 0 ? start : part[0]!.ticks;
      const startTime = someDay + (startTicks - start);
      const options = { startTicks, startTime, firstSequence, logFileMode: 8, ...layout };
      const { bytes, buffers } = write(options, part);
      firstSequence += buffers.length - 1 + skipped;
      return Trace.open(bytesSource(bytes, `part${i}.etl`));
    });
  }

  test('that follow each other are analysed as one trace, in whatever order they are given', () => {
    const third = Math.floor(events.length / 3);
    const parts = [events.slice(0, third), events.slice(third, 2 * third), events.slice(2 * third)];
    const traces = sequel(parts);
    const analysis = analyze([traces[2]!, traces[0]!, traces[1]!]);
    expect(essence(analysis)).toEqual(essence(whole));
    expect(analysis.trace).toMatchObject({
      file: 'part0.etl, part1.etl, part2.etl',
      events: events.length + 3,
      processors: 4,
      durationNs: whole.trace.durationNs,
    });
  });

  test('that were recorded at the same time, a processor each, are merged by time', () => {
    const traces = [0, 1].map((rest) => {
      const part = events.filter(({ processor }) => processor % 2 === rest);
      const loggerName = `session ${rest}`;
      return Trace.open(bytesSource(write({ loggerName }, part).bytes, `session${rest}.etl`));
    });
    for (const order of [traces, traces.toReversed()]) {
      const analysis = analyze(order);
      expect(essence(analysis)).toEqual(essence(whole));
      expect(analysis.trace.durationNs).toBe(whole.trace.durationNs);
    }
  });

  test('are each another one: a file and its copy would fake that everything happened twice', () => {
    const { bytes } = write({});
    const [one, other] = ['trace.etl', 'copy.etl'].map((name) => Trace.open(bytesSource(bytes, name)));
    expect(() => analyze([one!, other!])).toThrow(
      new TraceError('usage', 'the same trace as trace.etl: name it once', { file: 'copy.etl' }),
    );
  });

  test('are of one machine: two that were recorded at a time after different boots are refused', () => {
    const minute = 600_000_000n;
    const traces = (bootTime: bigint, laterBy: bigint) => [
      Trace.open(bytesSource(write({ loggerName: 'one' }).bytes, 'one.etl')),
      Trace.open(
        bytesSource(
          write(
            { loggerName: 'other', bootTime, startTime: someDay + laterBy, startTicks: start + laterBy },
            events.filter(({ name }) => name === 'noise'),
          ).bytes,
          'other.etl',
        ),
      ),
    ];
    const boot = someDay - 60n * minute;
    const reason = 'recorded at the same time as one.etl, on another machine: analyse them one by one';
    expect(() => analyze(traces(boot + 5n * minute, 1n))).toThrow(
      new TraceError('usage', reason, { file: 'other.etl' }),
    );
    // The clock was set; no boot is told.
    expect(() => analyze(traces(boot + minute / 2n, 1n))).not.toThrow();
    expect(() => analyze(traces(0n, 1n))).not.toThrow();
    // The machine started anew between the two: what it did meanwhile is in neither.
    const anew =
      'recorded after another start of the machine than one.etl, or on another machine: analyse them one by one';
    expect(() => analyze(traces(someDay + 60n * minute, 61n * minute))).toThrow(
      new TraceError('usage', anew, { file: 'other.etl' }),
    );
  });

  const third = Math.floor(events.length / 3);
  const thirds = [events.slice(0, third), events.slice(third, 2 * third), events.slice(2 * third)];

  test('are all there: one that is missing between two of a session is asked for', () => {
    const traces = sequel(thirds, 0, { bufferSize: 4096 });
    const [first, , last] = traces;
    expect(() => analyze([first!, last!])).toThrow(
      /^part2\.etl: the session’s buffers \d+ to \d+, which precede it, are in none of the files: name the file that is missing/,
    );
    // A session skips a number now and then.
    expect(essence(analyze(sequel(thirds, 1)))).toEqual(essence(whole));
  });

  test.each([
    [
      'by one session in another run',
      { startTicks: start + 36_000_000_000n, startTime: someDay + 36_000_000_000n },
      'recorded by session “one” in another run than one.etl: what happened between the two is in neither, so analyse them one by one',
    ],
    [
      'at the same time by a session of the same name',
      { startTicks: start + 10n, startTime: someDay + 10n },
      'recorded at the same time as one.etl by session “one”, which one machine has once: analyse them one by one',
    ],
    [
      'by another session, hours later',
      { loggerName: 'other', startTicks: start + 36_000_000_000n, startTime: someDay + 36_000_000_000n },
      'recorded by another session than one.etl, and not at the same time: what happened between the two is in neither, so analyse them one by one',
    ],
    [
      'as it claims of one boot, though 14 hours of the clock are no time of the counter',
      { loggerName: 'other', startTicks: start + 10n, startTime: someDay + 504_000_000_000n },
      'recorded on another machine than one.etl, or after another start of it, as their clocks show: analyse them one by one',
    ],
    [
      'with a counter of another frequency',
      { loggerName: 'other', perfFreq: 3_579_545, startTicks: start + 10n, startTime: someDay + 10n },
      'recorded on another machine than one.etl, or after another start of it, as their clocks show: analyse them one by one',
    ],
  ])('are one recording: one that was recorded %s is refused', (_how, layout: TraceOptions, reason) => {
    const { startTicks = start } = layout;
    const other = synthesise({ seed: 42, events: 1000, startTicks: BigInt(startTicks) });
    const traces = [
      Trace.open(bytesSource(write({ loggerName: 'one' }).bytes, 'one.etl')),
      Trace.open(bytesSource(other.write({ loggerName: 'one', ...layout }).bytes, 'other.etl')),
    ];
    for (const given of [traces, traces.toReversed()]) {
      expect(() => analyze(given)).toThrow(reason);
    }
  });

  test('tell each step of a driver once: two sessions at a time that both recorded it are refused', () => {
    const later = (ticks: bigint) =>
      events.map((event) => {
        const bytes = event.bytes.slice();
        // The time of an EVENT_HEADER stands at 16.
        new DataView(bytes.buffer).setBigUint64(16, event.ticks + ticks, true);
        return { ...event, bytes, ticks: event.ticks + ticks };
      });
    for (const ticks of [0n, 3n]) {
      const traces = [
        Trace.open(bytesSource(write({ loggerName: 'one' }).bytes, 'one.etl')),
        Trace.open(bytesSource(write({ loggerName: 'other' }, later(ticks)).bytes, 'other.etl')),
      ];
      expect(() => analyze(traces)).toThrow(
        /^(one|other)\.etl: its session recorded WskTraceDriver at the same time as that of (one|other)\.etl, .* name one of the two$/,
      );
    }
  });

  test('of several sessions at a time, one of which began new files, are one all the same', () => {
    const isOfFirst = ({ processor }: SynthesisedEvent) => processor % 2 === 0;
    const rest = events.filter((event) => !isOfFirst(event));
    const traces = [
      ...sequel(thirds.map((part) => part.filter(isOfFirst))),
      Trace.open(bytesSource(write({ loggerName: 'whole' }, rest).bytes, 'whole.etl')),
    ];
    expect(essence(analyze(traces))).toEqual(essence(whole));
  });

  test('are no two of the fixtures, each of which is a recording of its own', async () => {
    const folder = resolve(import.meta.dirname, '../../fixtures');
    const names = readdirSync(folder).filter((name) => name.endsWith('.etl'));
    const traces = await Promise.all(names.map((name) => openTrace(join(folder, name))));
    const taken = traces.flatMap((trace, at) =>
      traces
        .slice(0, at)
        .filter((other) => !isRefused([other, trace]))
        .map((other) => [other.source.name, trace.source.name]),
    );
    expect(taken).toEqual([]);
    expect(traces.length).toBeGreaterThan(50);
  });

  test('are at least one', () => {
    expect(() => analyze([])).toThrow(new TraceError('usage', 'no trace is given'));
  });
});

function isRefused(traces: readonly Trace[]): boolean {
  try {
    return new Recording(traces).traces.length === 0;
  } catch (error) {
    return error instanceof TraceError && error.kind === 'usage';
  }
}
