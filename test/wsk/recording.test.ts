import { describe, expect, test } from 'vitest';
import { bytesSource, Trace, TraceError } from '../../lib/etl/index.ts';
import { type Analysis, analyze } from '../../lib/wsk/index.ts';
import { someDay } from '../support/etl-writer/index.ts';
import { synthesise } from '../support/synthesiser/index.ts';

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

  test('that follow each other are analysed as one trace, in whatever order they are given', () => {
    const third = Math.floor(events.length / 3);
    const parts = [events.slice(0, third), events.slice(third, 2 * third), events.slice(2 * third)];
    const traces = parts.map((part, i) => {
      // A session that begins a new file tells that file's own start; its clock runs on.
      const startTicks = i === 0 ? start : part[0]!.ticks;
      const startTime = someDay + (startTicks - start);
      return Trace.open(bytesSource(write({ startTicks, startTime }, part).bytes, `part${i}.etl`));
    });
    const analysis = analyze([traces[2]!, traces[0]!, traces[1]!]);
    expect(essence(analysis)).toEqual(essence(whole));
    expect(analysis.trace).toMatchObject({
      file: 'part0.etl, part1.etl, part2.etl',
      events: events.length + 3,
      processors: 4,
    });
  });

  test('that were recorded at the same time, a processor each, are merged by time', () => {
    const traces = [0, 1].map((rest) => {
      const part = events.filter(({ processor }) => processor % 2 === rest);
      return Trace.open(bytesSource(write({}, part).bytes, `session${rest}.etl`));
    });
    expect(essence(analyze(traces))).toEqual(essence(whole));
  });

  test('are each another one: a file and its copy would feign that everything happened twice', () => {
    const { bytes } = write({});
    const [one, other] = ['trace.etl', 'copy.etl'].map((name) => Trace.open(bytesSource(bytes, name)));
    expect(() => analyze([one!, other!])).toThrow(
      new TraceError('usage', 'the same trace as trace.etl: name it once', { file: 'copy.etl' }),
    );
  });

  test('are of one machine: two that were recorded at a time after different boots are refused', () => {
    const minute = 600_000_000n;
    const traces = (bootTime: bigint, laterBy: bigint) => [
      Trace.open(bytesSource(write({}).bytes, 'one.etl')),
      Trace.open(bytesSource(write({ bootTime, startTime: someDay + laterBy }).bytes, 'other.etl')),
    ];
    const boot = someDay - 60n * minute;
    const reason = 'recorded at the same time as one.etl, on another machine: analyse them one by one';
    expect(() => analyze(traces(boot + 5n * minute, 1n))).toThrow(
      new TraceError('usage', reason, { file: 'other.etl' }),
    );
    // The clock was set; no boot is told; the machine started anew between the two.
    expect(() => analyze(traces(boot + minute / 2n, 1n))).not.toThrow();
    expect(() => analyze(traces(0n, 1n))).not.toThrow();
    expect(() => analyze(traces(someDay + 60n * minute, 61n * minute))).not.toThrow();
  });

  test('are at least one', () => {
    expect(() => analyze([])).toThrow(new TraceError('usage', 'no trace is given'));
  });
});
