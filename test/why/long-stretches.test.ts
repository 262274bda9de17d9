import { expect, test } from 'vitest';
import { MachineLog } from '../support/synthesiser/machine/logs.ts';
import type { SimRoutine } from '../support/synthesiser/machine/world.ts';
import { whyOf } from './hand-made.ts';

/** More than are kept of a processor's past where nobody has asked for it. */
const ROUTINES = 5_000;
const base = 0xfffff880_01000000n;
const dpc: SimRoutine = { module: 'ndis.sys', offset: 0x10n, address: base + 0x10n, kind: 'dpc' };
const isr: SimRoutine = { module: 'ndis.sys', offset: 0x20n, address: base + 0x20n, kind: 'isr' };
const ids = { CallId: 1, Op: 9, Irp: 0x1001, IrpId: 1 };
const [THREAD, OTHER] = [200, 300];

/** A machine whose events are all recorded. */
function machine(): MachineLog {
  const log = new MachineLog();
  log.routine(5, 1, isr, 4);
  log.routine(7, 1, dpc, 6);
  log.readied(8, 1, OTHER, true);
  return log;
}

/** DPCs of a tick each, with a tick between them. @returns when the last has ended */
function addRoutines(log: MachineLog, from: number, processor: number): number {
  for (let at = 0; at < ROUTINES; at++) {
    log.routine(from + 2 * at + 1, processor, dpc, from + 2 * at);
  }
  return from + 2 * ROUTINES;
}

/** How long a call that its thread completes inside the function was in each cause, in ticks. */
function causesOf(log: MachineLog): Record<string, number> {
  const [call] = whyOf(log).calls;
  const causes: Record<string, number> = {};
  for (const { cause, startNs, endNs, thread, routine } of call!.segments) {
    const known =
      thread === null && routine === null && cause !== 'waiting' ? `${cause}, not known by what` : cause;
    causes[known] = (causes[known] ?? 0) + (endNs - startNs) / 100;
  }
  return causes;
}

function issue(log: MachineLog, at: number): void {
  log.driver(at, 0, THREAD, 'WskCallIssued', ids);
}

function complete(log: MachineLog, at: number, processor = 0): void {
  log.driver(at, processor, THREAD, 'IrpCompleted', { ...ids, Irql: 0, RoutineResult: 0xc0000016 | 0 });
  log.driver(at + 1, processor, THREAD, 'WskCallReturned', { ...ids, Status: 0 });
  log.switched(at + 2, processor, 0, THREAD, 5);
}

test('a thread is preempted for longer than the past is kept as a rule, and each moment of it is told', () => {
  const log = machine();
  log.switched(10, 0, THREAD, 0, 2);
  issue(log, 100);
  log.switched(110, 0, OTHER, THREAD, 1);
  const end = addRoutines(log, 120, 0);
  log.switched(end, 0, THREAD, OTHER, 5);
  complete(log, end + 10);
  expect(causesOf(log)).toEqual({ running: 20, preempted: end - 110 });
});

test('a thread is ready for longer than that, whichever processor it gets', () => {
  const log = machine();
  log.switched(10, 0, THREAD, 0, 2);
  log.switched(10, 1, OTHER, 0, 2);
  issue(log, 100);
  log.switched(110, 0, 0, THREAD, 5);
  log.readied(130, 0, THREAD, false);
  const end = addRoutines(log, 140, 1);
  log.switched(end, 1, THREAD, OTHER, 5);
  complete(log, end + 10, 1);
  expect(causesOf(log)).toEqual({ running: 20, waiting: 20, ready: end - 130 });
});

test.each([
  ['that was seen to get its processor', 0, THREAD],
  ['that had its processor before the first switch', 1, OTHER],
])('a thread %s runs for longer than that, and each DPC in its place is told', (_what, processor, first) => {
  const log = machine();
  log.switched(10, processor, first, 0, 2);
  issue(log, 100);
  const end = addRoutines(log, 120, 0);
  complete(log, end + 10);
  expect(causesOf(log)).toEqual({ dpc: ROUTINES, running: end - 90 - ROUTINES });
});
