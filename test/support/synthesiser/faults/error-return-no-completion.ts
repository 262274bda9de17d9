import { status } from '../ntstatus.ts';
import { op } from '../operations.ts';
import type { FaultScript } from './stage.ts';

export const errorReturnNoCompletion: FaultScript = {
  /** The function fails and never completes the IRP, as on Wine 8; the driver frees it then, or does not. */
  *inject(stage) {
    const { driver } = stage;
    const socket = driver.world.random.chance(0.5) ? yield* stage.open() : undefined;
    const irp = stage.irp();
    const call = stage.issue(socket ? op.Disconnect : op.SocketConnect, irp, socket);
    yield driver.around(2_000);
    driver.returned(call, status.notImplemented);
    const record = stage.report('error-return-no-completion', { irp, call, socket });
    yield driver.around(10_000);
    if (driver.world.random.chance(0.5)) stage.free(irp);
    else record.consequences.push({ rule: 'irp-leak', objects: { irp } });
    if (socket) yield* stage.close(socket);
  },

  /** An error with its completion before the return, and one with its completion a while behind it. */
  *nearMiss(stage) {
    const { driver } = stage;
    const outcome = status.insufficientResources;
    yield* stage.call(op.SocketConnect, undefined, { status: outcome, mode: 'inline' });
    const irp = stage.irp();
    const call = stage.issue(op.SocketConnect, irp);
    yield driver.around(2_000);
    driver.returned(call, outcome);
    yield driver.around(900_000);
    stage.complete(call, outcome);
    stage.free(irp);
  },
};
