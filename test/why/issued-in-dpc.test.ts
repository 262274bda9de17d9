import { expect, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { why } from '../../lib/why/index.ts';
import { writeTrace } from '../support/etl-writer/index.ts';
import { BASE_TICKS, MachineLog } from '../support/synthesiser/machine/logs.ts';
import type { SimRoutine } from '../support/synthesiser/machine/world.ts';

const base = 0xfffff880_01000000n;
const dpc: SimRoutine = { module: 'ndis.sys', offset: 0x10n, address: base + 0x10n, kind: 'dpc' };
const isr: SimRoutine = { module: 'ndis.sys', offset: 0x20n, address: base + 0x20n, kind: 'isr' };
const ids = { CallId: 1, Op: 9, Irp: 0x1001, IrpId: 1 };

test('a call that a DPC issues in the place of an idle thread is inside that DPC, where an interrupt can take its time', () => {
  const log = new MachineLog();
  log.image({ name: 'ndis.sys', base, size: 0x1000n });
  log.switched(10, 0, 200, 0, 2);
  log.switched(10, 1, 0, 200, 5);
  log.driver(100, 1, 0, 'WskCallIssued', ids);
  log.routine(114, 1, isr, 110);
  log.driver(120, 1, 0, 'WskCallReturned', { ...ids, Status: 0x103 });
  log.routine(150, 1, dpc, 90);
  // Processor 0's idle thread has the same id, and runs as well.
  log.switched(160, 0, 0, 200, 5);
  log.driver(300, 1, 0, 'IrpCompleted', { ...ids, Irql: 2, RoutineResult: 0xc0000016 | 0 });
  log.routine(320, 1, dpc, 290);
  log.switched(400, 1, 200, 0, 2);
  const { bytes } = writeTrace(log.events, { startTicks: BASE_TICKS, perfFreq: 10_000_000, processors: 2 });
  const { calls } = why(Trace.open(bytesSource(bytes)));
  const told = calls[0]!.segments.map(({ phase, cause, startNs, endNs, processor, routine }) => [
    phase,
    cause,
    startNs / 100,
    endNs / 100,
    processor,
    routine,
  ]);
  expect(told).toEqual([
    ['inside', 'running', 100, 110, 1, 'ndis.sys+0x10'],
    ['inside', 'interrupt', 110, 114, 1, 'ndis.sys+0x20'],
    ['inside', 'running', 114, 120, 1, 'ndis.sys+0x10'],
    ['pending', 'not-recorded', 120, 290, null, null],
    ['local', 'running', 290, 300, 1, 'ndis.sys+0x10'],
  ]);
});
