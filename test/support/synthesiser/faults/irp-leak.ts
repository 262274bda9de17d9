import { op } from '../operations.ts';
import { type FaultScript, second } from './stage.ts';

export const irpLeak: FaultScript = {
  /** An IRP that is used, or not even that, and never freed. */
  *inject(stage) {
    const place = yield* stage.place();
    const irp = stage.irp();
    yield stage.driver.around(5_000);
    if (stage.driver.world.random.chance(0.6)) {
      const call = yield* stage.pend(place.op, irp, place.socket);
      stage.complete(call);
    }
    yield* stage.leave(place);
    stage.report('irp-leak', { irp });
  },

  /** An IRP that is kept for long, used again, and freed at last. */
  *nearMiss(stage) {
    const irp = stage.irp();
    stage.complete(yield* stage.pend(op.GetNameInfo, irp));
    yield stage.wait(90 * second);
    stage.driver.reuseIrp(stage.driver.processor(), irp);
    stage.complete(yield* stage.pend(op.GetNameInfo, irp));
    yield stage.driver.around(100_000);
    stage.free(irp);
  },
};
