import { afterEach, expect, test, vi } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { EventForms } from '../../lib/etl/walk/event-forms.ts';
import { Explainer } from '../../lib/why/index.ts';
import { analyze } from '../../lib/wsk/index.ts';
import { eventHeaderEvent, on } from '../support/etl-writer/index.ts';
import { ALL_OPERATIONS } from '../support/synthesiser/machine/operations.ts';
import { synthesiseMachine } from '../support/synthesiser/machine/scenario.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What is told of a trace, whose second pass is given all events, or none that nobody follows. */
function explained(bytes: Uint8Array, mayPassOver: boolean) {
  const traces = [Trace.open(bytesSource(bytes))];
  const explainer = new Explainer({ choice: { worst: 50 }, drawn: 3 });
  const analysis = analyze(traces, explainer.optionsWith({}));
  const passOver = vi.spyOn(EventForms.prototype, 'passOver');
  if (!mayPassOver) {
    passOver.mockImplementation(() => {});
  }
  const told = explainer.explain(traces, analysis);
  expect(passOver).toHaveBeenCalled();
  expect(told.calls.length).toBeGreaterThan(10);
  passOver.mockRestore();
  return told;
}

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
      return explained(machine.write(kept).bytes, mayPassOver);
    }),
  );
}

/** A machine's trace in which a clock goes ahead and is set back, as events of another provider show that nobody follows. */
function toldOfSetBack(seed: number, mayPassOver: boolean): unknown {
  const machine = synthesiseMachine({ seed, callers: 3, calls: 15, operations: ALL_OPERATIONS });
  const last = machine.events.at(-1)!.ticks;
  const provider = 'cccccccc-1111-2222-3333-444444444444';
  const others = [0n, 1n, 2n, 20_000_000n, 20_000_001n, -200_000n, -199_999n].flatMap((after) =>
    on(7, eventHeaderEvent({ ticks: last + after, provider, id: 1, pid: 5 })),
  );
  const events = [
    ...machine.events,
    ...others.map((event) => ({ ...event, class: 'socket-address' as const })),
  ];
  return explained(machine.write(events).bytes, mayPassOver);
}

test('a trace ends with the latest event, also where that is passed over and a clock was set back behind it', () => {
  for (const seed of [1, 2, 3]) {
    expect(toldOfSetBack(seed, true)).toEqual(toldOfSetBack(seed, false));
  }
});

test('what is told is the same whether the second pass is given the events that nobody follows or not', () => {
  for (const seed of [1, 2, 3]) {
    expect(told(seed, true)).toEqual(told(seed, false));
  }
});
