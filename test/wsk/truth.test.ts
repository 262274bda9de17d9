import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { type Analysis, analyze, RULES } from '../../lib/wsk/index.ts';
import { about } from '../support/about.ts';
import type { TraceOptions } from '../support/etl-writer/index.ts';
import {
  countingSchema,
  LIFE_RULES,
  lose,
  narrowSchema,
  type Rule,
  type SynthesiserOptions,
  synthesise,
  type Truth,
  together,
  without,
} from '../support/synthesiser/index.ts';

/** Those of the driver's own life are another matter: `unload-stuck` is what other faults lead to. */
const INJECTABLE = RULES.filter((rule) => !LIFE_RULES.some((one) => one === rule)) as Rule[];
const EACH_TWICE = Object.fromEntries(INJECTABLE.map((rule) => [rule, 2]));

function analysisOf(bytes: Uint8Array): Analysis {
  return analyze(Trace.open(bytesSource(bytes)));
}

function analysed(options: Partial<SynthesiserOptions>, layout: TraceOptions = {}) {
  const { truth, write } = synthesise(options);
  return { analysis: analysisOf(write(layout).bytes), truth };
}

function found({ findings }: Analysis): string[] {
  return findings
    .flatMap(({ rule, occurrences }) => occurrences.map(({ subject }) => about(rule, subject)))
    .sort();
}

function injected({ faults }: Truth): string[] {
  return faults.map(({ rule, subject }) => about(rule, subject)).sort();
}

function expectCounts(analysis: Analysis, truth: Truth): void {
  const { bytesSent: _sent, bytesReceived: _received, ...sockets } = truth.sockets;
  expect(analysis.calls).toEqual(truth.calls);
  expect(analysis.irps).toEqual(truth.irps);
  expect(analysis.sockets).toEqual(sockets);
  expect(analysis.maxInFlight).toBe(truth.maxInFlight);
}

function expectOperations(analysis: Analysis, truth: Truth): void {
  expect(analysis.operations).toEqual(truth.operations.map(({ succeeded: _, ...operation }) => operation));
}

const VARIANTS: Readonly<Record<string, { driver: Partial<SynthesiserOptions>; layout?: TraceOptions }>> = {
  'on one processor': { driver: { processors: 1 } },
  'on 64 processors in buffers of 4 KB': { driver: { processors: 64 }, layout: { bufferSize: 4096 } },
  'with buffers in any order across processors': { driver: {}, layout: { bufferSize: 4096, order: 3 } },
  'in compressed buffers': { driver: {}, layout: { compression: 'xpress' } },
  'with ids beyond 2^32': { driver: { idBase: 1n << 40n } },
  'by an older driver: ids of 32 bits, no optional fields': {
    driver: { schema: narrowSchema, faults: { ...EACH_TWICE, 'routine-result': 0 } },
  },
  'that counts its indications, and gives lists back in parts': { driver: { schema: countingSchema } },
  'on a 32-bit system': { driver: { bits: 32, irpBase: 0x8a01_0000n, socketBase: 0x9a01_0000n } },
  'timed by the system clock': { driver: { clock: 'system' } },
  'timed by the cycle counter': { driver: { clock: 'cycles' } },
  'that stays loaded': { driver: { ending: 'drained' } },
  'that was at work before the trace, told by a rundown': { driver: { lateStart: 'rundown' } },
  'that was at work before the trace, untold': { driver: { lateStart: 'bare' } },
  'among nine times as many events of others': { driver: { events: 20_000, noise: 0.9 } },
};

describe('the analysis of a driver', () => {
  test.each(Object.entries(VARIANTS))(
    '%s finds exactly its faults and counts exactly',
    (_, { driver, layout }) => {
      for (const seed of [1, 2]) {
        const options = { seed, events: 5000, faults: EACH_TWICE, nearMisses: 1, ...driver };
        const { analysis, truth } = analysed(options, layout);
        expect(found(analysis)).toEqual(injected(truth));
        expectCounts(analysis, truth);
        // The cycle clock's rate is no whole number of nanoseconds: percentiles are off by a rounding.
        if (driver.clock !== 'cycles') {
          expectOperations(analysis, truth);
        }
      }
    },
  );

  test('finds exactly the injected faults, for any mix of them', () => {
    const mix = fc.record(
      Object.fromEntries(INJECTABLE.map((rule) => [rule, fc.integer({ min: 0, max: 2 })])),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        mix,
        fc.constantFrom('unload', 'drained'),
        (seed, faults, ending) => {
          const { analysis, truth } = analysed({
            seed,
            faults,
            ending: ending as 'unload',
            events: 1500,
            nearMisses: 1,
          });
          expect(found(analysis)).toEqual(injected(truth));
          expectCounts(analysis, truth);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('finds nothing where everything came close and nothing was wrong', () => {
    for (const seed of [1, 2, 3, 4]) {
      const { analysis } = analysed({
        seed,
        events: 6000,
        nearMisses: 3,
        lateStart: seed % 2 ? 'none' : 'bare',
      });
      expect(analysis.findings).toEqual([]);
    }
  });

  test('names as consequences only what the fault really left behind', () => {
    const { analysis, truth } = analysed({ seed: 8, events: 6000, faults: EACH_TWICE, nearMisses: 1 });
    for (const { rule, occurrences } of analysis.findings) {
      for (const { subject, consequences } of occurrences) {
        const fault = truth.faults.find((one) => about(one.rule, one.subject) === about(rule, subject))!;
        const allowed = fault.consequences.map((one) => about(one.rule, one.subject));
        for (const consequence of consequences) {
          expect(allowed).toContain(about(consequence.rule, consequence.subject));
        }
      }
    }
  });

  test('calls nothing more than possible that is merely under way when the trace is cut off', () => {
    for (const seed of [1, 2, 3]) {
      const { analysis, truth } = analysed({ seed, events: 4000, ending: 'cut' });
      expect(analysis.findings.filter(({ confidence }) => confidence !== 'possible')).toEqual([]);
      expectCounts(analysis, truth);
    }
  });

  test('keeps two drivers in one trace apart, though their ids collide', () => {
    const one = synthesise({
      seed: 21,
      events: 3000,
      faults: { 'irp-leak': 2, 'never-completed': 1 },
      noise: 0,
    });
    const two = synthesise({
      seed: 22,
      events: 3000,
      faults: { 'socket-leak': 1 },
      noise: 0,
      provider: { name: 'Contoso.Wsk', groupGuid: '8f02d326-1cc4-4b6d-be8e-971f85b7e25b' },
    });
    const analysis = analysisOf(one.write({}, together(one.events, two.events)).bytes);
    expect(analysis.providers.toSorted()).toEqual(['Contoso.Wsk', 'WskTraceDriver']);
    expect(found(analysis)).toEqual([...injected(one.truth), ...injected(two.truth)].sort());
    expect(analysis.calls.issued).toBe(one.truth.calls.issued + two.truth.calls.issued);
  });
});

describe('the analysis of a trace that lacks events', () => {
  test('says nothing false with more than “possible” where the loss of 1 % is declared', () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const faults = seed > 3 ? EACH_TWICE : {};
      const { events, truth, write } = synthesise({ seed, events: 6000, faults, nearMisses: 2 });
      const { kept, removed } = lose(events, 0.01, seed);
      const analysis = analysisOf(write({ eventsLost: removed.length }, kept).bytes);
      const real = new Set(injected(truth));
      const said = analysis.findings.flatMap(({ rule, occurrences }) =>
        occurrences
          .filter(({ confidence }) => confidence !== 'possible')
          .map(({ subject }) => about(rule, subject)),
      );
      expect(said.filter((one) => !real.has(one))).toEqual([]);
      expect(analysis.isLossy).toBe(true);
    }
  });

  test('takes the loss of any one event for what it looks like, or for nothing', () => {
    /** What the trace without the event shows: for a driver developer, that fault. */
    const looksLike: Readonly<Record<string, readonly string[]>> = {
      IrpCompleted: [
        'never-completed',
        'error-return-no-completion',
        'cancel-not-completed',
        'close-stuck',
        'free-while-pending',
        'reuse-while-pending',
      ],
      IrpFreed: ['irp-leak'],
      SocketClosed: ['socket-leak'],
      // A WskRelease that was not seen.
      WskCallIssued: ['indication-not-released'],
    };
    const { events, write } = synthesise({ seed: 5, events: 300, nearMisses: 1, noise: 0 });
    for (let index = 0; index < events.length; index += 3) {
      const { kept, removed } = without(events, index);
      const sure = analysisOf(write({}, kept).bytes).findings.filter(
        ({ confidence }) => confidence === 'certain',
      );
      for (const { rule } of sure) {
        expect(looksLike[removed[0]!.name] ?? []).toContain(rule);
      }
    }
  });
});
