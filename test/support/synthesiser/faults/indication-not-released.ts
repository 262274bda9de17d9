import { release } from '../activities/release.ts';
import { status } from '../ntstatus.ts';
import { callback, op } from '../operations.ts';
import { type FaultScript, leavesClose, type Stage } from './stage.ts';

const TWO = { count: 2, bytes: 100 };

export const indicationNotReleased: FaultScript = {
  /**
   * The driver keeps two indications and closes the socket without giving them back: the close waits for ever. One of the two
   * is given back where the trace tells how many there are.
   */
  *inject(stage) {
    const { driver } = stage;
    const socket = yield* stage.open();
    driver.callback(driver.processor(), callback.receive, socket, TWO, status.pending);
    yield driver.around(50_000);
    if (driver.world.tellsIndications) {
      yield* release(driver, socket, stage.sites.of(op.Release), { count: 1, bytes: TWO.bytes / 2 });
    }
    const record = stage.report('indication-not-released', { socket });
    const irp = stage.irp();
    socket.closing = true;
    const call = yield* stage.pend(op.CloseSocket, irp, socket);
    leavesClose(record, irp, call, socket);
    record.consequences.push({ rule: 'socket-leak', objects: { socket } });
  },

  /** Two lists are kept, and given back just before the close. */
  *nearMiss(stage: Stage) {
    const { driver } = stage;
    const socket = yield* stage.open();
    const site = stage.sites.of(op.Release);
    for (let i = 0; i < 2; i++) {
      driver.callback(driver.processor(), callback.receive, socket, TWO, status.pending);
    }
    for (let i = 0; i < 2; i++) {
      const call = driver.issue(driver.processor(), op.Release, undefined, socket, site, 0, 0, TWO);
      yield driver.around(500);
      driver.returned(call, status.success);
    }
    yield* stage.close(socket);
  },
};
