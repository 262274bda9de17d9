import { status } from '../ntstatus.ts';
import { origin } from '../objects.ts';
import { op } from '../operations.ts';
import type { FaultScript } from './stage.ts';

export const routineResult: FaultScript = {
  /** The completion routine of the driver's own IRP lets its completion go on. */
  *inject(stage) {
    const place = yield* stage.place();
    const irp = stage.irp();
    const call = yield* stage.pend(place.op, irp, place.socket);
    stage.complete(call, status.success, status.success);
    stage.free(irp);
    stage.report('routine-result', { irp, call, socket: place.socket });
    yield* stage.leave(place);
  },

  /** An IRP from the driver above goes on upward, as it must. */
  *nearMiss(stage) {
    const { driver } = stage;
    const from = driver.world.tellsOrigin ? origin.passedDown : origin.allocated;
    const irp = driver.allocateIrp(driver.processor(), stage.sites.allocate, from);
    const call = yield* stage.pend(op.GetNameInfo, irp);
    stage.complete(call, status.success, status.success);
    stage.free(irp);
  },
};
