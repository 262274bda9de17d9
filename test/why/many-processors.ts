import { MachineLog } from '../support/synthesiser/machine/logs.ts';
import type { SimRoutine } from '../support/synthesiser/machine/world.ts';
import { whyOf } from './hand-made.ts';

const RECEIVE = 9;
export const PROCESSORS = 64;

/**
 * A machine of 64 processors, on which a thread that is inside a call is moved from one to the next, from processor 3 to
 * processor 63: it stays on each for as many ticks as its number says. Drivers of as many modules interrupt it.
 */
export function manyProcessors(): ReturnType<typeof whyOf> {
  const log = new MachineLog();
  const ids = { CallId: 1, Op: RECEIVE, Irp: 0x1001, IrpId: 1, Socket: 0x8001, SocketId: 1 };
  const modules = Array.from({ length: 20 }, (_, at): SimRoutine => {
    const base = 0xfffff880_01000000n + 0x10000n * BigInt(at);
    log.image({ name: `driver${at}.sys`, base, size: 0x10000n });
    return { module: `driver${at}.sys`, offset: 0x10n, address: base + 0x10n, kind: 'isr' };
  });
  let at = 10;
  log.switched(at, 3, 200, 0, 2);
  log.driver(at + 1, 3, 200, 'WskCallIssued', ids);
  for (let processor = 3; processor < PROCESSORS; processor++) {
    if (processor > 3) {
      log.switched(at, processor, 200, 0, 2);
    }
    log.routine(at + 4, processor, modules[processor % 20]!, at + 2);
    at += 20 + processor;
    if (processor < PROCESSORS - 1) {
      log.switched(at, processor, 0, 200, 1);
      at += 1;
    }
  }
  log.driver(at, 63, 200, 'IrpCompleted', { ...ids, Irql: 0 });
  log.driver(at + 1, 63, 200, 'WskCallReturned', ids);
  log.switched(at + 2, 63, 0, 200, 5);
  return whyOf(log, { drawn: 1 }, PROCESSORS);
}
