import { status } from '../ntstatus.ts';
import { callback, op } from '../operations.ts';
import { type FaultScript, leavesClose, type Stage } from './stage.ts';

export const indicationNotReleased: FaultScript = {
  /** The driver keeps an indication and closes the socket without giving it back: the close waits for ever. */
  *inject(stage) {
    const { driver } = stage;
    const socket = yield* stage.open();
    driver.callback(driver.processor(), callback.receive, socket, 100, status.pending);
    yield driver.around(50_000);
    const record = stage.report('indication-not-released', { socket });
    const irp = stage.irp();
    socket.closing = true;
    const call = yield* stage.pend(op.CloseSocket, irp, socket);
    leavesClose(record, irp, call, socket);
    record.consequences.push({ rule: 'socket-leak', objects: { socket } });
  },

  /** Two indications are kept, and given back just before the close. */
  *nearMiss(stage: Stage) {
    const { driver } = stage;
    const socket = yield* stage.open();
    const site = stage.sites.of(op.Release);
    for (let i = 0; i < 2; i++) {
      driver.callback(driver.processor(), callback.receive, socket, 100, status.pending);
    }
    for (let i = 0; i < 2; i++) {
      const release = driver.issue(driver.processor(), op.Release, undefined, socket, site);
      yield driver.around(500);
      driver.returned(release, status.success);
    }
    yield* stage.close(socket);
  },
};
