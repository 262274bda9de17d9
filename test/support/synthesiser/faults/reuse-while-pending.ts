import { status } from '../ntstatus.ts';
import { op } from '../operations.ts';
import type { FaultScript } from './stage.ts';

export const reuseWhilePending: FaultScript = {
  /** An IRP that is reused for a second call while the first pends: both complete. */
  *inject(stage) {
    const { driver } = stage;
    const place = yield* stage.place();
    const irp = stage.irp();
    const first = yield* stage.pend(place.op, irp, place.socket);
    driver.reuseIrp(driver.processor(), irp);
    const second = yield* stage.pend(place.op, irp, place.socket);
    const swapped = driver.world.random.chance(0.5);
    stage.complete(swapped ? second : first);
    yield driver.around(30_000);
    stage.complete(swapped ? first : second);
    yield driver.around(5_000);
    stage.free(irp);
    stage.report('reuse-while-pending', { irp, call: first, socket: place.socket });
    yield* stage.leave(place);
  },

  /** The completion routine reuses the IRP for the next call before the first function has returned. */
  *nearMiss(stage) {
    const { driver } = stage;
    const irp = stage.irp();
    const first = stage.issue(op.GetNameInfo, irp);
    yield driver.around(1_000);
    stage.complete(first);
    driver.reuseIrp(driver.processor(), irp);
    const second = stage.issue(op.GetNameInfo, irp);
    yield driver.around(1_000);
    driver.returned(second, status.pending);
    driver.returned(first, status.pending);
    yield driver.around(60_000);
    stage.complete(second);
    stage.free(irp);
  },
};
