import { describe, expect, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { analyze } from '../../lib/wsk/index.ts';
import { type SynthesisedEvent, synthesise } from '../support/synthesiser/index.ts';

/** The same driver loaded twice within a trace: the second load's ids begin from 1 again. */
function twice(without: readonly string[] = []) {
  const first = synthesise({ seed: 31, events: 2000, faults: { 'irp-leak': 2 }, noise: 0 });
  const last = first.events.at(-1)!.ticks;
  const second = synthesise({
    seed: 32,
    events: 2000,
    faults: { 'socket-leak': 1 },
    noise: 0,
    startTicks: last + 10_000_000n,
  });
  const kept = (event: SynthesisedEvent) => !without.includes(event.name);
  const events = [...first.events, ...second.events].filter(kept);
  const analysis = analyze(Trace.open(bytesSource(first.write({}, events).bytes)));
  return { analysis, first: first.truth, second: second.truth };
}

describe('a driver that is loaded twice in one trace', () => {
  test('is judged load by load', () => {
    const { analysis, first, second } = twice();
    expect(analysis.findings.map(({ rule, count }) => [rule, count]).toSorted()).toEqual([
      ['irp-leak', 2],
      ['socket-leak', 1],
    ]);
    expect(analysis.calls.issued).toBe(first.calls.issued + second.calls.issued);
    expect(analysis.calls.olderThanTrace).toBe(0);
  });

  test('is known by its ids that begin anew, where it tells nothing of its life', () => {
    const { analysis, first, second } = twice(['DriverState']);
    expect(analysis.calls.issued).toBe(first.calls.issued + second.calls.issued);
    expect(analysis.calls.completed).toBe(first.calls.completed + second.calls.completed);
    expect(analysis.findings.some(({ confidence }) => confidence === 'certain')).toBe(false);
  });
});
