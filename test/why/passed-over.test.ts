import { afterEach, expect, test, vi } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { EventForms } from '../../lib/etl/walk/event-forms.ts';
import { Explainer } from '../../lib/why/index.ts';
import { analyze } from '../../lib/wsk/index.ts';
import { ALL_OPERATIONS } from '../support/synthesiser/machine/operations.ts';
import { synthesiseMachine } from '../support/synthesiser/machine/scenario.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What is told of traces of one machine that end at several moments, with the kernel's events or, from some moment on, without. */
function told(seed: number, mayPassOver: boolean): unknown[] {
  const machine = synthesiseMachine({ seed, callers: 4, calls: 20, operations: ALL_OPERATIONS });
  const { events } = machine;
  return [1, 0.9, 0.5].flatMap((share) =>
    [1, 0.8].map((shareOfAll) => {
      const end = Math.floor(events.length * share);
      const kept = events.filter(
        ({ class: kind }, at) =>
          at < end && (at < end * shareOfAll || kind === 'driver' || kind === 'socket-address'),
      );
      const traces = [Trace.open(bytesSource(machine.write(kept).bytes))];
      const explainer = new Explainer({ choice: { worst: 50 }, drawn: 3 });
      const analysis = analyze(traces, explainer.optionsWith({}));
      const passOver = vi.spyOn(EventForms.prototype, 'passOver');
      if (!mayPassOver) {
        passOver.mockImplementation(() => {});
      }
      const explained = explainer.explain(traces, analysis);
      expect(passOver).toHaveBeenCalled();
      expect(explained.calls.length).toBeGreaterThan(10);
      passOver.mockRestore();
      return explained;
    }),
  );
}

test('what is told is the same whether the second pass is given the events that nobody follows or not', () => {
  for (const seed of [1, 2, 3]) {
    expect(told(seed, true)).toEqual(told(seed, false));
  }
});
