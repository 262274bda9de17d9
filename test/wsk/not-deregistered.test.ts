import { describe, expect, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { type Analysis, analyze } from '../../lib/wsk/index.ts';
import { type HandStep, handCall, handTrace, inTime } from '../support/hand-trace.ts';
import { synthesise } from '../support/synthesiser/index.ts';

const SEND = 8;
const SECOND = 1e6;
const [CAPTURE_STATE, STOP] = [2, 3];
const UNSUCCESSFUL = 0xc000_0001;

const state = (us: number, What: string, Status = 0): HandStep => ({
  us,
  event: 'DriverState',
  fields: { What, Status },
});
const rundown = (us: number, Reason: number, counts: Record<string, number> = {}): HandStep => ({
  us,
  event: 'RundownBegin',
  fields: { Reason, ...counts },
});
const call = handCall({ id: 1, op: SEND, issued: 10, returned: 11, completed: 12 });
const after = (us: number) => handCall({ id: 2, op: SEND, issued: us, returned: us + 1, completed: us + 2 });

function told({ findings }: Analysis): string[] {
  return findings.map(({ rule, confidence }) => `${confidence} ${rule}`);
}

function of(...steps: HandStep[]): Analysis {
  return analyze(handTrace(inTime(call, steps)));
}

describe('a driver that stops its tracing with nothing outstanding', () => {
  const registered = state(1, 'Registered');
  const unload = state(SECOND, 'UnloadStart');
  const stop = rundown(200 * SECOND, STOP);

  test('and has not deregistered is told so, and does not hang in its unload', () => {
    const analysis = of(registered, unload, stop);
    expect(told(analysis)).toEqual(['likely not-deregistered']);
    expect(analysis.stuckUnloads).toEqual([]);
    expect(analysis.findings[0]).toMatchObject({ severity: 'warning' });
    expect(analysis.findings[0]!.occurrences[0]!.evidence.map(({ detail }) => detail)).toEqual([
      'Registered',
      'UnloadStart',
      'tracing stopped',
    ]);
  });

  test('is told so without the beginning of its unload, or without its registration', () => {
    expect(told(of(registered, stop))).toEqual(['likely not-deregistered']);
    expect(told(of(unload, stop))).toEqual(['likely not-deregistered']);
  });

  test('hangs in no unload, though it leaks an IRP', () => {
    const irp: HandStep = { us: 2, event: 'IrpAllocated', fields: { Irp: 0x1000, IrpId: 7, Function: 'F' } };
    const analysis = of(registered, irp, unload, rundown(200 * SECOND, STOP, { Irps: 1 }));
    expect(told(analysis).toSorted()).toEqual(['likely irp-leak', 'likely not-deregistered']);
    expect(analysis.stuckUnloads).toEqual([]);
  });

  test('is judged load by load', () => {
    const [again, gone] = [state(300 * SECOND, 'Registered'), state(302 * SECOND, 'Deregistered')];
    const analysis = of(registered, unload, stop, again, state(301 * SECOND, 'UnloadStart'), gone);
    expect(told(analysis)).toEqual(['likely not-deregistered']);
    expect(analysis.findings[0]!.occurrences.map(({ load }) => load)).toEqual([1]);
  });

  test('and is loaded again has not deregistered, though its unload was not told and the next load deregisters', () => {
    const next = [state(300 * SECOND, 'Registered'), state(301 * SECOND, 'Deregistered')];
    expect(told(of(registered, stop, ...next))).toEqual(['likely not-deregistered']);
  });

  test('with two clients has to deregister both', () => {
    const again = state(2, 'Registered');
    const gone = state(100 * SECOND, 'Deregistered');
    expect(told(of(registered, again, unload, gone, stop))).toEqual(['likely not-deregistered']);
    const both = state(101 * SECOND, 'Deregistered');
    expect(told(of(registered, again, unload, gone, both, stop))).toEqual([]);
  });

  test('has to deregister what one of its registrations gained, though another failed', () => {
    expect(told(of(registered, state(2, 'Registered', UNSUCCESSFUL), stop))).toEqual([
      'likely not-deregistered',
    ]);
  });

  test('has nothing to deregister where it did, or where it never registered', () => {
    expect(told(of(registered, unload, state(2 * SECOND, 'Deregistered'), stop))).toEqual([]);
    expect(told(of(state(1, 'Registered', UNSUCCESSFUL), stop))).toEqual([]);
    expect(told(of(stop))).toEqual([]);
  });
});

describe('an unload that has not ended', () => {
  const begun = [state(1, 'Registered'), state(SECOND, 'UnloadStart')];

  test('hangs where the session’s capture state tells that nothing is outstanding', () => {
    const analysis = of(...begun, rundown(200 * SECOND, CAPTURE_STATE));
    expect(told(analysis)).toEqual(['likely unload-stuck']);
  });

  test.each([{ Calls: 1 }, { Sockets: 1 }])(
    'is not said to have gone through with %o at the stop',
    (counts) => {
      const analysis = of(...begun, rundown(200 * SECOND, STOP, counts));
      expect(told(analysis)).toEqual(['likely unload-stuck']);
    },
  );

  test('is no finding of this rule where the trace ends before', () => {
    expect(told(of(state(1, 'Registered'), ...after(SECOND)))).toEqual([]);
  });
});

test('a synthesised driver that forgets to deregister has that finding alone, and one that comes close none', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const analysed = (options: object) => {
      const { truth, write } = synthesise({ seed, events: 1500, ...options });
      return { truth, analysis: analyze(Trace.open(bytesSource(write({}).bytes))) };
    };
    const { truth, analysis } = analysed({ faults: { 'not-deregistered': 1 } });
    expect(truth).toMatchObject({ unload: 'done', faults: [{ rule: 'not-deregistered' }] });
    expect(told(analysis)).toEqual(['likely not-deregistered']);
    expect(told(analysed({ nearMisses: { 'not-deregistered': 1 } }).analysis)).toEqual([]);
  }
});

test('it is no more than possible where events are lost', () => {
  const { write } = synthesise({ events: 1500, faults: { 'not-deregistered': 1 } });
  const analysis = analyze(Trace.open(bytesSource(write({ eventsLost: 1 }).bytes)));
  expect(told(analysis)).toEqual(['possible not-deregistered']);
});
