import { op } from '../operations.ts';
import { type FaultScript, second } from './stage.ts';

export const closeStuck: FaultScript = {
  /** A close that never ends, though nothing is pending on its socket. */
  *inject(stage) {
    const socket = yield* stage.open();
    yield* stage.call(op.Send, socket, { length: 1, information: 1 });
    const irp = stage.irp();
    socket.closing = true;
    const call = yield* stage.pend(op.CloseSocket, irp, socket);
    const record = stage.report('close-stuck', { irp, call, socket });
    record.hangsUnload = true;
    record.consequences.push(
      { rule: 'irp-leak', objects: { irp } },
      { rule: 'socket-leak', objects: { socket } },
    );
  },

  /** A close that takes long, and ends. */
  *nearMiss(stage) {
    const { driver } = stage;
    const socket = yield* stage.open();
    const irp = stage.irp();
    const call = yield* stage.pend(op.CloseSocket, irp, socket);
    yield stage.wait(8 * second);
    driver.waitStillPending(call, 8000);
    stage.complete(call);
    driver.socketClosed(driver.processor(), socket);
    stage.free(irp);
  },
};
