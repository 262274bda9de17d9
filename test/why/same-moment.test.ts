import { expect, test } from 'vitest';
import { MachineLog } from '../support/synthesiser/machine/logs.ts';
import type { SimRoutine } from '../support/synthesiser/machine/world.ts';
import { inTicks, whyOf } from './hand-made.ts';

const RECEIVE = 9;
const dpc: SimRoutine = { module: 'ndis.sys', offset: 0x10n, address: 0xfffff880_01000010n, kind: 'dpc' };
const isr: SimRoutine = { ...dpc, offset: 0x20n, address: 0xfffff880_01000020n, kind: 'isr' };

test('a thread that is preempted at the moment at which its wait ends has waited for who readied it then', () => {
  const log = new MachineLog();
  const ids = { CallId: 1, Op: RECEIVE, Irp: 0x1001, IrpId: 1, Socket: 0x8001, SocketId: 1 };
  log.image({ name: 'ndis.sys', base: 0xfffff880_01000000n, size: 0x1000n });
  log.switched(5, 1, 201, 0, 2);
  log.switched(5, 0, 200, 0, 2);
  log.driver(100, 0, 200, 'WskCallIssued', ids);
  log.switched(150, 0, 0, 200, 5);
  log.routine(190, 1, isr, 180);
  // The processor that it gets comes before the one on which it is readied.
  log.switched(300, 0, 200, 0, 2);
  log.switched(300, 0, 300, 200, 1);
  log.readied(300, 1, 200, false);
  log.switched(400, 0, 200, 300, 5);
  log.routine(420, 1, dpc, 410);
  log.driver(450, 0, 200, 'IrpCompleted', { ...ids, Irql: 0 });
  log.driver(480, 0, 200, 'WskCallReturned', { ...ids, Status: 0 });
  log.switched(900, 0, 0, 200, 5);
  const { segments } = whyOf(log).calls[0]!;
  expect(inTicks(segments)).toEqual([
    ['inside', 'running', 100, 150],
    ['inside', 'waiting', 150, 300],
    ['inside', 'preempted', 300, 400],
    ['inside', 'running', 400, 450],
  ]);
  expect(segments[1]!.thread?.id).toBe(201);
});
