import { expect, test } from 'vitest';
import { analyze } from '../../lib/wsk/index.ts';
import { type HandStep, handCall, handTrace, inTime } from '../support/hand-trace.ts';

const RECEIVE = 4;
const [SUCCESS, UNSUCCESSFUL, CANCELLED] = [0, 0xc000_0001, 0xc000_0120];

/** A receive that completes on another processor half a millisecond after its IRP was reused, by clocks that nothing bounds. */
function reusedWith(PrevStatus: number): string[] {
  const irp = { Irp: 0x1001, IrpId: 1 };
  const reused: HandStep[] = [
    { us: 1, event: 'IrpAllocated', fields: irp },
    { us: 20, event: 'IrpReused', fields: { ...irp, PrevStatus } },
    { us: 600, event: 'IrpFreed', processor: 1, fields: irp },
  ];
  const call = handCall({
    id: 1,
    op: RECEIVE,
    issued: 10,
    returned: 11,
    completed: 520,
    completedOn: 1,
    status: CANCELLED,
  });
  return analyze(handTrace(inTime(reused, call))).findings.map(
    ({ rule, confidence }) => `${confidence} ${rule}`,
  );
}

test('an IRP that was reused holding another status than its completion gave it was in use, as it seems', () => {
  expect(reusedWith(UNSUCCESSFUL)).toEqual(['likely reuse-while-pending']);
  expect(reusedWith(SUCCESS)).toEqual(['likely reuse-while-pending']);
});

test('one that holds the status of its completion may have been reused after it: the clocks alone prove nothing', () => {
  expect(reusedWith(CANCELLED)).toEqual(['possible reuse-while-pending']);
});
