import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { bytesSource, Trace } from '../../../lib/etl/index.ts';
import { type Analysis, analyze, type Confidence, type Subject } from '../../../lib/wsk/index.ts';
import { about } from '../../support/about.ts';
import { type Rule, type Synthesis, synthesise } from '../../support/synthesiser/index.ts';
import { type Skew, skewed } from '../../support/synthesiser/skew.ts';

const START = 26_523_333_000n;
/**
 * The same worlds in each run, so that a build does not fail by chance. WSKTRACE_SEED=N searches elsewhere, ten times as
 * long.
 */
const { WSKTRACE_SEED } = process.env;
const SEED = Number(WSKTRACE_SEED ?? 20_261);
const EFFORT = WSKTRACE_SEED === undefined ? 1 : 10;
vi.setConfig({ testTimeout: 240_000 * EFFORT });
const PROCESSORS = 4;
/** Rules whose proof is in one call or object, or in the end of the trace: no two processors' order matters to it. */
const WITHOUT_ORDER = [
  'irp-leak',
  'socket-leak',
  'never-completed',
  'double-completion',
  'double-free',
  'error-return-no-completion',
  'status-mismatch',
  'routine-result',
  'cancel-not-completed',
  'close-stuck',
] as const satisfies Rule[];
const BY_ORDER = [
  'free-while-pending',
  'reuse-while-pending',
  'use-after-close',
  'forced-close-ignored',
  'indication-not-released',
] as const satisfies Rule[];

const skews = fc.record({
  // A millisecond either way, in ticks of 100 ns.
  offsets: fc.array(fc.integer({ min: -10_000, max: 10_000 }), {
    minLength: PROCESSORS,
    maxLength: PROCESSORS,
  }),
  drifts: fc.array(fc.integer({ min: -200, max: 200 }), { minLength: PROCESSORS, maxLength: PROCESSORS }),
  step: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 156_250 }), fc.integer({ min: 1, max: 1000 })),
});
/** Each kind of skew by itself, clocks that differ and drift, and all at once. */
const anySkew: fc.Arbitrary<Skew> = fc.oneof(
  skews,
  skews.map(({ offsets, drifts }) => ({ offsets, drifts })),
  skews.map(({ offsets }) => ({ offsets })),
  skews.map(({ drifts }) => ({ drifts })),
  skews.map(({ step }) => ({ step })),
);
const mixes = fc.record(
  Object.fromEntries([...WITHOUT_ORDER, ...BY_ORDER].map((rule) => [rule, fc.integer({ min: 0, max: 2 })])),
);

function synthesised(seed: number, faults: Partial<Record<Rule, number>>, ending: 'unload' | 'drained') {
  return synthesise({
    seed,
    faults,
    ending,
    events: 2500,
    nearMisses: 1,
    noise: 0,
    processors: PROCESSORS,
    startTicks: START,
  });
}

function analysed({ events, write }: Synthesis, skew: Skew): Analysis {
  return analyze(Trace.open(bytesSource(write({}, skewed(events, START, skew)).bytes)));
}

/** As `about`, but of two calls that share an IRP either may have been first: the IRP is what is sure. */
function aboutSure(rule: string, subject: Partial<Subject>): string {
  return rule === 'reuse-while-pending' ? `${rule} of IRP ${subject.irpId}` : about(rule, subject);
}

function told({ findings }: Analysis): { rule: string; what: string; confidence: Confidence }[] {
  return findings.flatMap(({ rule, occurrences }) =>
    occurrences.map(({ subject, confidence }) => ({ rule, what: aboutSure(rule, subject), confidence })),
  );
}

describe('clocks that disagree', () => {
  test('by offsets, drifts and steps make nothing false that is called more than possible', () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      mixes,
      fc.constantFrom('unload' as const, 'drained' as const),
      anySkew,
      (seed, faults, ending, skew) => {
        const synthesis = synthesised(seed, faults, ending);
        // What a fault leaves behind is as true as the fault.
        const real = new Set(
          synthesis.truth.faults.flatMap(({ rule, subject, consequences }) => [
            aboutSure(rule, subject),
            ...consequences.map((consequence) => aboutSure(consequence.rule, consequence.subject)),
          ]),
        );
        const sure = told(analysed(synthesis, skew)).filter(({ confidence }) => confidence !== 'possible');
        expect(sure.filter(({ what }) => !real.has(what))).toEqual([]);
      },
    );
    fc.assert(property, { numRuns: 60 * EFFORT, seed: SEED });
  });

  test('hide no fault whose proof needs no order across processors, nor make it less sure', () => {
    const property = fc.property(fc.integer({ min: 1, max: 1e6 }), anySkew, (seed, skew) => {
      const faults = Object.fromEntries(WITHOUT_ORDER.map((rule) => [rule, 2]));
      const synthesis = synthesised(seed, faults, 'unload');
      const own = (analysis: Analysis) =>
        told(analysis)
          .filter(({ rule }) => (WITHOUT_ORDER as readonly string[]).includes(rule))
          .map(({ what, confidence }) => `${confidence}: ${what}`)
          .sort();
      expect(own(analysed(synthesis, skew))).toEqual(own(analysed(synthesis, {})));
    });
    fc.assert(property, { numRuns: 25 * EFFORT, seed: SEED });
  });

  test('find the same calls, IRPs and sockets', () => {
    const property = fc.property(fc.integer({ min: 1, max: 1e6 }), anySkew, (seed, skew) => {
      const synthesis = synthesised(seed, {}, 'unload');
      const { calls, irps, sockets } = analysed(synthesis, skew);
      const { olderThanTrace, issued, completed } = synthesis.truth.calls;
      expect([calls.issued, calls.completed, calls.olderThanTrace]).toEqual([
        issued,
        completed,
        olderThanTrace,
      ]);
      expect(irps.outstandingAtEnd).toBe(synthesis.truth.irps.outstandingAtEnd);
      expect(sockets.openAtEnd).toBe(synthesis.truth.sockets.openAtEnd);
    });
    fc.assert(property, { numRuns: 25 * EFFORT, seed: SEED });
  });

  test('by an offset are told with a range that holds it, and latencies are corrected by it', () => {
    const offsets = [0, 3000, -4500, 800];
    const synthesis = synthesised(11, {}, 'drained');
    const { clocks, operations } = analysed(synthesis, { offsets });
    expect(clocks.reference).toBe(0);
    expect(clocks.offsets.map(({ processor }) => processor)).toEqual([1, 2, 3]);
    for (const { processor, first } of clocks.offsets) {
      const offsetNs = offsets[processor]! * 100;
      expect(first.leastNs).toBeLessThanOrEqual(offsetNs);
      expect(first.mostNs).toBeGreaterThanOrEqual(offsetNs);
      expect(first.mostNs - first.leastNs).toBeLessThan(100_000);
    }
    const plain = analysed(synthesis, {}).operations;
    for (const { op, latencyNs } of operations) {
      const p50 = plain.find((other) => other.op === op)?.latencyNs?.p50;
      if (latencyNs !== null && p50 !== undefined) {
        expect(Math.abs(latencyNs.p50 - p50)).toBeLessThan(100_000);
      }
    }
  });

  test('never give a negative latency', () => {
    const property = fc.property(fc.integer({ min: 1, max: 1e6 }), anySkew, (seed, skew) => {
      let least = 0;
      const { events, write } = synthesised(seed, {}, 'drained');
      analyze(Trace.open(bytesSource(write({}, skewed(events, START, skew)).bytes)), {
        observers: [
          {
            callCompleted: (call) => {
              least = call.isTimed ? Math.min(least, call.latencyNs) : least;
            },
          },
        ],
      });
      expect(least).toBe(0);
    });
    fc.assert(property, { numRuns: 15 * EFFORT, seed: SEED });
  });

  test('are not made up where they agree', () => {
    const { clocks } = analysed(synthesised(3, {}, 'unload'), {});
    expect(clocks).toEqual({ stepNs: null, reference: 0, offsets: [] });
  });
});
