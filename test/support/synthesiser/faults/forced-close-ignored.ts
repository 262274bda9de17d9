import { status } from '../ntstatus.ts';
import { op } from '../operations.ts';
import { type FaultScript, second } from './stage.ts';

export const forcedCloseIgnored: FaultScript = {
  /** A send ends as forced closed, and the driver goes on sending for a minute before it closes, or never closes. */
  *inject(stage) {
    const socket = yield* stage.open();
    const call = yield* stage.call(op.Send, socket, { status: status.fileForcedClosed, mode: 'pended' });
    const record = stage.report('forced-close-ignored', { irp: call.irp, call, socket });
    for (let i = 0; i < 20; i++) {
      yield stage.wait(3 * second);
      yield* stage.call(op.Send, socket, { status: status.fileForcedClosed });
    }
    if (stage.driver.world.random.chance(0.5)) yield* stage.close(socket);
    else {
      record.hangsUnload = true;
      record.consequences.push({ rule: 'socket-leak', objects: { socket } });
    }
  },

  /** Two calls end as forced closed, and the driver closes the socket soon. */
  *nearMiss(stage) {
    const socket = yield* stage.open();
    const irp = stage.irp();
    const receive = yield* stage.pend(op.Receive, irp, socket);
    yield* stage.call(op.Send, socket, { status: status.fileForcedClosed, mode: 'pended' });
    stage.complete(receive, status.fileForcedClosed);
    stage.free(irp);
    yield stage.wait(2_000_000);
    yield* stage.close(socket);
  },
};
