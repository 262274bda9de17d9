import { status } from '../ntstatus.ts';
import { op } from '../operations.ts';
import type { FaultScript } from './stage.ts';

export const doubleCompletion: FaultScript = {
  /** A second completion of one call, before its IRP is freed or after, when the address is another IRP's. */
  *inject(stage) {
    const { driver } = stage;
    const place = yield* stage.place();
    const irp = stage.irp();
    const call = yield* stage.pend(place.op, irp, place.socket);
    stage.complete(call);
    const late = driver.world.random.chance(0.5);
    if (late) {
      stage.free(irp);
      const other = stage.irp();
      yield driver.around(3_000);
      stage.complete(call, status.cancelled);
      stage.free(other);
    } else {
      yield driver.around(3_000);
      stage.complete(call);
      stage.free(irp);
    }
    stage.report('double-completion', { irp, call, socket: place.socket });
    yield* stage.leave(place);
  },

  /** Two completions on one address at once, of two IRPs; and two on one IRP that was reused in between. */
  *nearMiss(stage) {
    const { driver } = stage;
    const first = stage.irp();
    stage.complete(yield* stage.pend(op.GetNameInfo, first));
    stage.free(first);
    const second = stage.irp();
    stage.complete(yield* stage.pend(op.GetNameInfo, second));
    driver.reuseIrp(driver.processor(), second);
    stage.complete(yield* stage.pend(op.GetNameInfo, second));
    stage.free(second);
  },
};
