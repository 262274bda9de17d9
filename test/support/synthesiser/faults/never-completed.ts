import { op } from '../operations.ts';
import { type FaultScript, second } from './stage.ts';

export const neverCompleted: FaultScript = {
  /** A call that pends for ever: a graceful disconnect, a send, or a name query. At unload its socket can't be closed. */
  *inject(stage) {
    const { driver } = stage;
    const operation = driver.world.random.pick([op.Disconnect, op.Send, op.GetAddressInfo]);
    const socket = operation === op.GetAddressInfo ? undefined : yield* stage.open();
    const irp = stage.irp();
    const call = yield* stage.pend(operation, irp, socket);
    const record = stage.report('never-completed', { irp, call, socket });
    record.hangsUnload = true;
    record.consequences.push({ rule: 'irp-leak', objects: { irp } });
    if (!socket) return;
    record.consequences.push({ rule: 'socket-leak', objects: { socket } });
    driver.atUnload.push(() => stage.closeInVain(socket, record));
  },

  /** A receive that pends for long, told of by waits that ran out, and is completed. */
  *nearMiss(stage) {
    const socket = yield* stage.open();
    const irp = stage.irp();
    const call = yield* stage.pend(op.Receive, irp, socket);
    for (let waits = 1; waits <= 3; waits++) {
      yield stage.wait(5 * second);
      stage.driver.waitStillPending(call, waits * 5000);
    }
    stage.complete(call);
    stage.free(irp);
    yield* stage.close(socket);
  },
};
