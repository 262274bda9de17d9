import { status } from '../ntstatus.ts';
import { op } from '../operations.ts';
import type { FaultScript } from './stage.ts';

export const statusMismatch: FaultScript = {
  /** The function returns success; the IRP completes with a failure. */
  *inject(stage) {
    const { driver } = stage;
    const place = yield* stage.place();
    const irp = stage.irp();
    const call = stage.issue(place.op, irp, place.socket);
    yield driver.around(1_000);
    driver.returned(call, status.success);
    yield driver.around(60_000);
    stage.complete(call, status.connectionReset);
    stage.free(irp);
    stage.report('status-mismatch', { irp, call, socket: place.socket });
    yield* stage.leave(place);
  },

  /** Pending, then a failure; a failure twice; and pending for what had completed already. */
  *nearMiss(stage) {
    const failed = { status: status.connectionReset };
    yield* stage.call(op.GetNameInfo, undefined, { ...failed, mode: 'pended' });
    yield* stage.call(op.GetNameInfo, undefined, { ...failed, mode: 'inline' });
    yield* stage.call(op.GetNameInfo, undefined, { ...failed, mode: 'raced' });
  },
};
