import { expect, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { analyze } from '../../lib/wsk/index.ts';
import { type HandStep, handCall, handTrace } from '../support/hand-trace.ts';
import { countingSchema, fullSchema, synthesise } from '../support/synthesiser/index.ts';

const RECEIVE = 4;
const RELEASE = 22;
const CLOSE = 11;
const created: HandStep = { us: 1, event: 'SocketCreated', fields: { Socket: 0x8007, SocketId: 7 } };

function callback(enteredUs: number, leftUs: number, status: number): HandStep[] {
  const fields = { Kind: RECEIVE, Socket: 0x8007, SocketId: 7, Bytes: 5 };
  return [
    { us: enteredUs, event: 'CallbackEnter', thread: 300, fields },
    { us: leftUs, event: 'CallbackLeave', thread: 300, fields: { ...fields, Status: status } },
  ];
}

function release(id: number, us: number): HandStep[] {
  const [issued, returned] = handCall({ id, op: RELEASE, issued: us, returned: us + 1, socket: 7 });
  const withoutIrp = (step: HandStep) => ({
    ...step,
    fields: { ...step.fields, Irp: 0, IrpId: 0, Status: 0 },
  });
  return [withoutIrp(issued!), withoutIrp(returned!)];
}

const closed = (us: number) =>
  handCall({ id: 90, op: CLOSE, issued: us, returned: us + 1, completed: us + 2, socket: 7 });
const inOrder = (...steps: readonly HandStep[][]) => steps.flat().sort((a, b) => a.us - b.us);
const rulesIn = (steps: readonly HandStep[]) => analyze(handTrace(steps)).findings.map(({ rule }) => rule);

test('an indication that another thread releases before its callback has left is released', () => {
  const steps = inOrder([created], callback(10, 20, 0x103), release(1, 15), closed(30));
  expect(rulesIn(steps)).not.toContain('indication-not-released');
});

test('a later one that is kept is found, whatever was released early before', () => {
  const steps = inOrder(
    [created],
    callback(10, 20, 0x103),
    release(1, 15),
    callback(22, 24, 0x103),
    closed(30),
  );
  expect(rulesIn(steps)).toContain('indication-not-released');
});

test('on a socket older than the trace a release of what was kept before excuses nothing', () => {
  const steps = inOrder(release(1, 5), callback(22, 24, 0x103), closed(30));
  expect(rulesIn(steps)).toContain('indication-not-released');
});

test.each([
  ['counts its indications', countingSchema, true],
  ['does not', fullSchema, false],
] as const)('of a driver whose trace %s, every kept list is told and no other', (_, schema, counts) => {
  const rule = 'indication-not-released';
  const faults = { [rule]: 3 };
  const { write } = synthesise({ seed: 5, events: 20_000, schema, faults, nearMisses: { [rule]: 5 } });
  const { findings } = analyze(Trace.open(bytesSource(write().bytes)));
  const kept = findings.filter((finding) => finding.rule === rule);
  expect(kept.flatMap(({ occurrences }) => occurrences)).toHaveLength(3);
  // Of two structures one was given back: only a count can tell.
  expect(kept.every(({ message }) => message.includes('kept 1 indication (') === counts)).toBe(true);
});
