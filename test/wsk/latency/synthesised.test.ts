import { describe, expect, test } from 'vitest';
import { bytesSource, Trace } from '../../../lib/etl/index.ts';
import { HISTOGRAM_ERROR } from '../../../lib/stats/index.ts';
import { analyze, LatencyCollector, type LatencyOptions } from '../../../lib/wsk/index.ts';
import { GroupCollector } from '../../../lib/wsk/latency/groups.ts';
import { type SynthesiserOptions, synthesise } from '../../support/synthesiser/index.ts';

function collected(synthesis: Partial<SynthesiserOptions>, options: LatencyOptions = {}) {
  const { truth, write } = synthesise(synthesis);
  const collector = new LatencyCollector(options);
  const analysis = analyze(Trace.open(bytesSource(write().bytes)), { observers: collector.observers() });
  return { truth, analysis, latency: collector.result() };
}

describe.each([
  ['a trace of one load', { seed: 7 }],
  ['on 64 processors', { seed: 8, processors: 64 }],
  ['with calls told by a rundown', { seed: 9, lateStart: 'rundown' }],
  ['cut off in full flight', { seed: 10, ending: 'cut' }],
] as const)('latencies of %s', (_name, options) => {
  const { truth, latency, analysis } = collected(
    { ...options, events: 8000 },
    { by: ['socket', 'status'], slices: 20 },
  );

  test('are exact by operation', () => {
    const told = latency.operations.map(({ op, issued, completed, latencyNs }) => ({
      op,
      issued,
      completed,
      latencyNs: latencyNs && {
        p50: latencyNs.p50,
        p90: latencyNs.p90,
        p99: latencyNs.p99,
        p999: latencyNs.p999,
        max: latencyNs.max,
      },
    }));
    const expected = truth.operations.map(({ op, issued, completed, latencyNs }) => ({
      op,
      issued,
      completed,
      latencyNs: latencyNs && {
        p50: latencyNs.p50,
        p90: latencyNs.p90,
        p99: latencyNs.p99,
        p999: latencyNs.p999,
        max: latencyNs.max,
      },
    }));
    expect(told.filter(({ issued, completed }) => issued + completed > 0)).toEqual(
      expected.filter(({ issued, completed }) => issued + completed > 0),
    );
  });

  test('have the queue depth of the calls in flight', () => {
    expect(latency.queueDepth?.max).toBe(truth.maxInFlight);
    expect(Math.max(...latency.timeline.map(({ maxInFlight }) => maxInFlight))).toBe(truth.maxInFlight);
    const byOp = latency.operations.reduce((sum, { queueDepth }) => sum + (queueDepth?.mean ?? 0), 0);
    expect(byOp).toBeCloseTo(latency.queueDepth?.mean ?? 0, 6);
  });

  test('add up the same by socket, by status and by time', () => {
    for (const { groups } of latency.groupings) {
      expect(groups.reduce((sum, { completed }) => sum + completed, 0)).toBe(truth.calls.completed);
    }
    expect(latency.timeline.reduce((sum, { completed }) => sum + completed, 0)).toBe(truth.calls.completed);
    expect(analysis.maxInFlight).toBe(truth.maxInFlight);
  });
});

describe('large groups', () => {
  test('have percentiles that are off by less than the stated error', () => {
    const { truth, latency } = collected({ seed: 3, events: 40_000 }, { by: ['processor'], slices: 1 });
    const [slice] = latency.timeline;
    expect(slice?.latencyNs?.isExact).toBe(false);
    const sends = collected({ seed: 3, events: 40_000 }, { by: ['status'], op: 8 });
    const exact = truth.operations.find(({ op }) => op === 'Send')?.latencyNs;
    const success = sends.latency.groupings[0]?.groups[0]?.latencyNs;
    expect(success?.isExact).toBe(false);
    for (const of of ['p50', 'p90', 'p99'] as const) {
      const error = Math.abs((success?.[of] ?? 0) - (exact?.[of] ?? 0)) / (exact?.[of] ?? 1);
      expect(error).toBeLessThanOrEqual(HISTOGRAM_ERROR);
    }
  });

  test('are bounded in number, and what is put together is still counted', () => {
    const { write, truth } = synthesise({ seed: 5, events: 8000 });
    const groups = new GroupCollector('socket', null, 8);
    analyze(Trace.open(bytesSource(write().bytes)), { observers: [groups.observer()] });
    const result = groups.result(1e9);
    expect(truth.sockets.created).toBeGreaterThan(8);
    expect(result.groups.length).toBeLessThanOrEqual(8);
    const all = result.groups.reduce((sum, { completed }) => sum + completed, result.others?.completed ?? 0);
    expect(all).toBe(truth.calls.completed);
  });
});

test('no step of a call takes less than no time, also where events were held back until their causes came', () => {
  let raced = 0;
  for (const seed of [4, 21, 22, 24, 29]) {
    const { latency } = collected({ seed, events: 20_000, processors: 4, lateStart: 'bare', ending: 'cut' });
    for (const { op, raced: racedOf, ...steps } of latency.operations) {
      raced += racedOf;
      const { issueToReturnNs, returnToCompletionNs, completionToFreeNs, pendedNs } = steps;
      for (const step of [issueToReturnNs, returnToCompletionNs, completionToFreeNs, pendedNs]) {
        expect([op, seed, (step?.min ?? 0) >= 0]).toEqual([op, seed, true]);
      }
    }
  }
  expect(raced).toBeGreaterThan(0);
});
