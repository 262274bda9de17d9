import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { type ExplainedCall, type ExplainedSegment, type Why, why } from '../../lib/why/index.ts';
import { random } from '../support/random.ts';
import type { EventClass, LoggedEvent } from '../support/synthesiser/machine/logs.ts';
import { ALL_OPERATIONS, TCP_OPERATIONS } from '../support/synthesiser/machine/operations.ts';
import {
  type MachineOptions,
  type MachineTrace,
  synthesiseMachine,
  withoutClasses,
} from '../support/synthesiser/machine/scenario.ts';
import type { Told, ToldSegment } from '../support/synthesiser/machine/truth.ts';
import { expectTiled } from './tiled.ts';

const NS_PER_TICK = 100;
const RUNS = 60;

const machines: fc.Arbitrary<Partial<MachineOptions>> = fc.record({
  seed: fc.nat(),
  processors: fc.integer({ min: 1, max: 6 }),
  callers: fc.integer({ min: 1, max: 5 }),
  others: fc.integer({ min: 0, max: 6 }),
  loss: fc.constantFrom(0, 0.1, 0.4),
  switchVersion: fc.integer({ min: 2, max: 5 }),
  operations: fc.constantFrom(TCP_OPERATIONS, ALL_OPERATIONS),
});

function explained(events: MachineTrace, layout = {}, without: readonly EventClass[] = []): Why {
  const kept = withoutClasses(events.events, ...without);
  return why(Trace.open(bytesSource(events.write(kept, layout).bytes)), { choice: { worst: 10_000 } });
}

const ticksOf = (ns: number) => Math.round(ns / NS_PER_TICK);

/** What a segment says, as far as it can be true or false. */
const sayingOf = (one: ExplainedSegment | ToldSegment): string =>
  [one.phase, one.cause, one.processor, one.routine, threadOf(one)].join(' ');

const threadOf = (one: ExplainedSegment | ToldSegment): number | null =>
  'thread' in one ? (one.thread?.id ?? null) : one.threadId;

/** Truth joined where it says the same. */
function joinedTruth(segments: readonly ToldSegment[]): string[] {
  const joined: { saying: string; from: number; to: number }[] = [];
  for (const one of segments) {
    const last = joined.at(-1);
    if (last?.to === one.from && last.saying === sayingOf(one)) {
      last.to = one.to;
    } else {
      joined.push({ saying: sayingOf(one), from: one.from, to: one.to });
    }
  }
  return joined.map(({ saying, from, to }) => `${from} to ${to}: ${saying}`);
}

function told(segments: readonly ExplainedSegment[]): string[] {
  return segments.map((one) => `${ticksOf(one.startNs)} to ${ticksOf(one.endNs)}: ${sayingOf(one)}`);
}

/** What is said that is not so: a cause, or who it was, where that is said at all. */
function falsehoods({ segments }: ExplainedCall, truth: Told): string[] {
  return segments.flatMap((one) => {
    if (one.cause === 'not-recorded') {
      return [];
    }
    const [from, to] = [ticksOf(one.startNs), ticksOf(one.endNs)];
    const real = one.phase === 'inside' ? truth.inside : truth.segments;
    return real
      .filter((real) => real.from < to && from < real.to && !isTrue(one, real))
      .map((real) => `${from} to ${to}: ${sayingOf(one)}, but ${sayingOf(real)}`);
  });
}

function isTrue(one: ExplainedSegment, real: ToldSegment): boolean {
  const is = (said: unknown, so: unknown) => said === null || said === so;
  return (
    one.phase === real.phase &&
    one.cause === real.cause &&
    is(one.processor, real.processor) &&
    is(one.module, real.module) &&
    is(threadOf(one), real.threadId)
  );
}

const truthOf = (machine: MachineTrace, { callId }: ExplainedCall) =>
  machine.calls.find(({ id }) => String(id) === callId)!;

function expectNothingFalse(machine: MachineTrace, result: Why): void {
  expect(result.calls.length).toBe(machine.calls.length);
  for (const call of result.calls) {
    expectTiled(call);
    expect(falsehoods(call, truthOf(machine, call))).toEqual([]);
  }
}

const recordedShare = ({ calls }: Why) => {
  const all = calls.flatMap(({ segments }) => segments);
  const sum = (some: readonly ExplainedSegment[]) =>
    some.reduce((ns, { startNs, endNs }) => ns + endNs - startNs, 0);
  return 1 - sum(all.filter(({ cause }) => cause === 'not-recorded')) / sum(all);
};

test('the segments of every call are the truth’s, to the tick, and add up', () => {
  fc.assert(
    fc.property(machines, (options) => {
      const machine = synthesiseMachine(options);
      const result = explained(machine);
      expect(result.calls.length).toBe(machine.calls.length);
      for (const call of result.calls) {
        expectTiled(call);
        const truth = truthOf(machine, call);
        expect(told(call.segments)).toEqual(joinedTruth(truth.segments));
        if (!call.inline) {
          expect(told(call.after)).toEqual(joinedTruth(truth.after));
        }
      }
    }),
    { numRuns: RUNS },
  );
}, 120_000);

test('all causes come up', () => {
  const causes = new Set(
    [1, 2, 3].flatMap((seed) =>
      [TCP_OPERATIONS, ALL_OPERATIONS].flatMap((operations) =>
        explained(synthesiseMachine({ seed, loss: 0.3, others: 6, operations })).calls.flatMap(
          ({ segments }) => segments.map(({ cause }) => cause),
        ),
      ),
    ),
  );
  expect([...causes].sort()).toEqual([
    'acknowledgement',
    'dpc',
    'interrupt',
    'interrupt-to-dpc',
    'loss',
    'notification',
    'peer',
    'peer-window',
    'preempted',
    'ready',
    'resolver',
    'running',
    'send-completion',
    'waiting',
  ]);
});

test.each<[EventClass[], string | null]>([
  [['switch'], 'CSWITCH'],
  [['ready'], 'READYTHREAD'],
  [['dpc'], 'DPC'],
  [['interrupt'], 'INTERRUPT'],
  [['image'], null],
  [['thread'], null],
  [['process'], null],
  [['tcp-send'], 'Microsoft-Windows-TCPIP'],
  [['tcp-receive'], 'Microsoft-Windows-TCPIP'],
  [['tcp-connection'], 'Microsoft-Windows-TCPIP'],
  [['tcp-send', 'tcp-receive', 'tcp-connection'], 'Microsoft-Windows-TCPIP'],
  [['socket-address'], null],
  [['names'], 'Microsoft-Windows-Winsock-NameResolution'],
])(
  'nothing false is said where %s events are not recorded',
  (classes, missing) => {
    fc.assert(
      fc.property(machines, (options) => {
        const machine = synthesiseMachine(options);
        const result = explained(machine, {}, classes);
        expectNothingFalse(machine, result);
        const all = result.calls.flatMap(({ segments }) => segments);
        const told = new Set(all.map((one) => one.missing));
        if (missing !== null && all.some(({ cause }) => cause === 'not-recorded')) {
          expect(told).toContain(missing);
        }
      }),
      { numRuns: 20 },
    );
  },
  120_000,
);

test('what is left out is left open alone: most is told without ready threads, and all without names', () => {
  const machine = synthesiseMachine({ seed: 5 });
  expect(recordedShare(explained(machine))).toBe(1);
  expect(recordedShare(explained(machine, {}, ['thread', 'process', 'socket-address']))).toBe(1);
  expect(recordedShare(explained(machine, {}, ['ready']))).toBeGreaterThan(0.5);
  expect(
    recordedShare(explained(machine, {}, ['tcp-send', 'tcp-receive', 'tcp-connection'])),
  ).toBeGreaterThan(0.1);
});

test('nothing false is said where events were lost and the trace says so', () => {
  fc.assert(
    fc.property(machines, (options) => {
      const machine = synthesiseMachine(options);
      const rng = random((options.seed ?? 1) ^ 0x10551e5);
      const isDriver = (event: LoggedEvent) => event.class === 'driver';
      const kept = machine.events.filter((event) => isDriver(event) || !rng.chance(0.01));
      const { bytes } = machine.write(kept, { eventsLost: machine.events.length - kept.length });
      const result = why(Trace.open(bytesSource(bytes)), { choice: { worst: 10_000 } });
      if (kept.length < machine.events.length) {
        expectNothingFalse(machine, result);
      }
    }),
    { numRuns: RUNS },
  );
}, 120_000);

/** Share of the calls' time of which something false is said. */
function falseShare(machine: MachineTrace, { calls }: Why): number {
  let [wrong, all] = [0, 0];
  for (const call of calls) {
    const truth = truthOf(machine, call);
    for (const one of call.segments) {
      const [from, to] = [one.startNs / NS_PER_TICK, one.endNs / NS_PER_TICK];
      all += to - from;
      const real = one.phase === 'inside' ? truth.inside : truth.segments;
      for (const other of real) {
        const common = Math.min(to, other.to) - Math.max(from, other.from);
        wrong += common > 0 && one.cause !== 'not-recorded' && !isTrue(one, other) ? common : 0;
      }
    }
  }
  return wrong / all;
}

test('the clocks’ offsets that the analysis finds are applied to the machine’s events, too', () => {
  // The second processor's clock is 300 µs behind, many times as long as most segments are.
  const machine = synthesiseMachine({ seed: 11, callers: 5, calls: 60, loss: 0, ahead: [0, -3000, 0] });
  const result = explained(machine);
  expect(result.analysis.clocks.offsets.map(({ processor }) => processor)).toEqual([1]);
  for (const call of result.calls) {
    expectTiled(call);
  }
  // What is left is what the offset is not known by: some microseconds of each stretch that leads across processors.
  expect(falseShare(machine, result)).toBeLessThan(0.03);
});
