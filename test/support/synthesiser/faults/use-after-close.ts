import { status } from '../ntstatus.ts';
import { op } from '../operations.ts';
import type { FaultScript } from './stage.ts';

export const useAfterClose: FaultScript = {
  /** A send on a socket whose close was issued: while that pends, or when it is done. */
  *inject(stage) {
    const { driver } = stage;
    const socket = yield* stage.open();
    const whilePending = driver.world.random.chance(0.5);
    if (!whilePending) yield* stage.close(socket);
    const closeIrp = whilePending ? stage.irp() : undefined;
    const close = closeIrp ? yield* stage.pend(op.CloseSocket, closeIrp, socket) : undefined;
    const irp = stage.irp();
    const call = yield* stage.pend(op.Send, irp, socket);
    stage.complete(call, status.fileClosed);
    stage.free(irp);
    if (close && closeIrp) {
      stage.complete(close);
      driver.socketClosed(driver.processor(), socket);
      stage.free(closeIrp);
    }
    stage.report('use-after-close', { irp, call, socket });
  },

  /** A send that ends while the close pends, and another socket at the same address behind it. */
  *nearMiss(stage) {
    const { driver } = stage;
    const socket = yield* stage.open();
    const sendIrp = stage.irp();
    const send = yield* stage.pend(op.Send, sendIrp, socket);
    const closeIrp = stage.irp();
    const close = yield* stage.pend(op.CloseSocket, closeIrp, socket);
    stage.complete(send, status.cancelled);
    stage.free(sendIrp);
    stage.complete(close);
    driver.socketClosed(driver.processor(), socket);
    stage.free(closeIrp);
    const next = yield* stage.open();
    yield* stage.call(op.Send, next, { length: 1, information: 1 });
    yield* stage.close(next);
  },
};
