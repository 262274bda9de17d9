import { describe, expect, test } from 'vitest';
import { analyze } from '../../lib/wsk/index.ts';
import { type HandStep, handCall, handTrace, inTime } from '../support/hand-trace.ts';

const ALLOCATED = 0;
const EMBEDDED = 1;
const PASSED_DOWN = 2;
const SEND = 8;
const RECEIVE = 4;
const RELEASE = 22;
const CLOSE = 11;
const PENDING = 0x103;

function irp(
  us: number,
  id: number,
  origin: number,
  more: Readonly<Record<string, string | number>> = {},
): HandStep {
  return { us, event: 'IrpAllocated', fields: { Irp: 0x1000 + id, IrpId: id, Origin: origin, ...more } };
}

function freed(us: number, id: number, Line = 9): HandStep {
  return { us, event: 'IrpFreed', fields: { Irp: 0x1000 + id, IrpId: id, Line } };
}

const state = (us: number, What: string): HandStep => ({ us, event: 'DriverState', fields: { What } });
const analysed = (...steps: readonly HandStep[][]) => analyze(handTrace(inTime(...steps)));
const rulesIn = (...steps: readonly HandStep[][]) => analysed(...steps).findings.map(({ rule }) => rule);

describe('an embedded IRP', () => {
  test('that is cleaned up twice in a row is not freed twice', () => {
    const steps = [irp(1, 1, EMBEDDED), freed(20, 1), freed(30, 1)];
    const call = handCall({ id: 1, op: SEND, issued: 2, returned: 3, completed: 4 });
    expect(rulesIn(steps, call)).toEqual([]);
    expect(rulesIn([irp(1, 1, ALLOCATED), freed(20, 1), freed(30, 1)], call)).toEqual(['double-free']);
  });

  test('that is never cleaned up is not said to be freed', () => {
    const { findings, hints } = analysed([
      irp(1, 1, EMBEDDED, { Function: 'Init', Line: 5 }),
      irp(2, 2, EMBEDDED),
      freed(20, 2),
      state(50, 'Deregistered'),
    ]);
    expect(hints).toEqual([]);
    expect(findings[0]!.message).toContain('The IRP initialized in Init, line 5 was never cleaned up');
    expect(findings[0]!.message).not.toContain('Free it');
  });
});

describe('embedded IRPs of a driver that tells of no clean-up', () => {
  const call = handCall({ id: 1, op: SEND, issued: 2, returned: 3, completed: 4 });

  test('may have ended with what they lie in: no leak is said, but a hint is given', () => {
    const { findings, hints } = analysed(
      [irp(1, 1, EMBEDDED, { Function: 'Send' }), irp(10, 2, EMBEDDED)],
      call,
      [state(50, 'Deregistered')],
    );
    expect(findings).toEqual([]);
    expect(hints).toMatchObject([{ kind: 'untraced-cleanup', count: 2, site: { function: 'Send' } }]);
  });

  test('that are in a call are told of all the same', () => {
    const [issued, returned] = call;
    const found = rulesIn([irp(1, 1, EMBEDDED)], [issued!, returned!], [state(50, 'Deregistered')]);
    expect(found).toEqual(['never-completed']);
  });

  test('an address that is handed out anew is no clean-up', () => {
    const steps = [irp(1, 1, EMBEDDED), irp(2, 2, EMBEDDED), freed(20, 2, 0), state(50, 'Deregistered')];
    expect(rulesIn(steps)).toEqual([]);
  });
});

describe('a driver that wraps its frees alone', () => {
  const steps = [1, 2, 3].flatMap((id) => [
    irp(10 * id, id, PASSED_DOWN, { Function: 'SendAll', Line: 12 }),
    ...handCall({
      id,
      op: SEND,
      issued: 10 * id + 1,
      returned: 10 * id + 2,
      completed: 10 * id + 3,
      function: 'SendAll',
    }),
    freed(10 * id + 5, id),
  ]);

  test('owns its IRPs: the free proves it', () => {
    const { irps, findings } = analysed(steps);
    expect(irps).toMatchObject({ allocated: 3, freed: 3, passedDown: 0, outstandingAtEnd: 0 });
    expect(findings).toEqual([]);
  });

  test('is told once that its allocation is not traced, with the place', () => {
    const { hints } = analysed(steps);
    expect(hints).toMatchObject([{ kind: 'untraced-allocation', count: 3, site: { function: 'SendAll' } }]);
  });
});

test('IRPs of one place that no call ever used, and sockets that nobody made, are told once as a missing wrapper', () => {
  const unused = [1, 2, 3, 4].flatMap((id) => [
    irp(10 * id, id, ALLOCATED, { Function: 'Prepare', Line: 7 }),
    freed(10 * id + 1, id),
  ]);
  const [issue, back] = handCall({ id: 9, op: SEND, issued: 60, returned: 61, socket: 5, function: 'Talk' });
  const { hints } = analysed([state(0, 'Registered')], unused, [issue!, back!]);
  expect(hints.map(({ kind, count, site }) => [kind, count, site.function])).toEqual([
    ['untraced-socket', 1, 'Talk'],
    ['untraced-calls', 4, 'Prepare'],
  ]);
});

test('a driver that registers behind its first IRP, and once more, is still in one load', () => {
  const steps = [irp(1, 1, ALLOCATED), state(2, 'Registered'), irp(3, 2, ALLOCATED), state(4, 'Registered')];
  const calls = [1, 2].flatMap((id) =>
    handCall({ id, op: SEND, issued: 10 * id, returned: 10 * id + 1, completed: 10 * id + 2 }),
  );
  expect(rulesIn(steps, calls, [freed(40, 1), freed(41, 2), state(50, 'Deregistered')])).toEqual([]);
});

describe('kept indications are balanced by what they hold', () => {
  const created: HandStep = { us: 1, event: 'SocketCreated', fields: { Socket: 0x8007, SocketId: 7 } };
  const kept = (us: number, bytes: number, nodes: number): HandStep[] => {
    const fields = { Kind: RECEIVE, Socket: 0x8007, SocketId: 7, Bytes: bytes, Indications: nodes };
    return [
      { us, event: 'CallbackEnter', thread: 300, fields },
      { us: us + 1, event: 'CallbackLeave', thread: 300, fields: { ...fields, Status: PENDING } },
    ];
  };
  const release = (us: number, id: number, bytes: number, nodes: number): HandStep => ({
    us,
    event: 'WskCallIssued',
    fields: { CallId: id, Op: RELEASE, Socket: 0x8007, SocketId: 7, Length: bytes, Indications: nodes },
  });
  const closed = handCall({ id: 90, op: CLOSE, issued: 100, returned: 101, completed: 102, socket: 7 });
  const found = (...steps: readonly HandStep[][]) =>
    rulesIn([created], ...steps, closed).filter((rule) => rule === 'indication-not-released').length;

  for (const [unit, nodes] of [
    ['structures', 1],
    ['bytes', 0],
  ] as const) {
    test(`in ${unit}: a list of three that is released one by one is released`, () => {
      const singly = [20, 30, 40].map((us) => release(us, us, 100, nodes));
      expect(found(kept(10, 300, 3 * nodes), singly)).toBe(0);
    });

    test(`in ${unit}: two lists that are joined and released together are released`, () => {
      expect(found(kept(10, 100, nodes), kept(20, 200, 2 * nodes), [release(30, 1, 300, 3 * nodes)])).toBe(0);
    });

    test(`in ${unit}: a list of three of which one is released is not`, () => {
      expect(found(kept(10, 300, 3 * nodes), [release(20, 1, 100, nodes)])).toBe(1);
    });

    test(`in ${unit}: five lists that never are do not hide behind one that was released in ten parts`, () => {
      const parts = Array.from({ length: 10 }, (_, i) => release(30 + i, 30 + i, 10, nodes));
      const others = [50, 52, 54, 56, 58].flatMap((us) => kept(us, 10, nodes));
      expect(found(kept(10, 100, 10 * nodes), parts, others)).toBe(1);
    });
  }
});
