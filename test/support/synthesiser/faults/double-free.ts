import { op } from '../operations.ts';
import type { FaultScript } from './stage.ts';

export const doubleFree: FaultScript = {
  /** An IRP freed twice: in the completion routine and by the one who waited. */
  *inject(stage) {
    const place = yield* stage.place();
    const irp = stage.irp();
    stage.complete(yield* stage.pend(place.op, irp, place.socket));
    stage.free(irp);
    yield stage.driver.around(20_000);
    stage.free(irp);
    stage.report('double-free', { irp });
    yield* stage.leave(place);
  },

  /** The address is freed, allocated and freed again: two IRPs. */
  *nearMiss(stage) {
    for (let i = 0; i < 3; i++) {
      const irp = stage.irp();
      stage.complete(yield* stage.pend(op.GetNameInfo, irp));
      stage.free(irp);
    }
  },
};
