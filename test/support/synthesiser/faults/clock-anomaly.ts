import { status } from '../ntstatus.ts';
import { op } from '../operations.ts';
import type { FaultScript } from './stage.ts';

export const clockAnomaly: FaultScript = {
  /** The completion stands, by another processor's clock, before the issue: by more than any offset of two clocks. */
  *inject(stage) {
    const { driver } = stage;
    const place = yield* stage.place();
    const irp = stage.irp();
    yield driver.around(50_000);
    const processor = driver.processor();
    const call = driver.prepare(processor, place.op, irp, place.socket, stage.sites.of(place.op));
    driver.completed(call, {
      processor: driver.otherProcessor(processor),
      dpc: true,
      status: status.success,
    });
    yield stage.wait(30_000_000);
    driver.issuedLate(call);
    yield driver.around(1_000);
    driver.returned(call, status.pending);
    yield driver.around(50_000);
    stage.free(irp);
    stage.report('clock-anomaly', { irp, call, socket: place.socket });
    yield* stage.leave(place);
  },

  /** Issue, completion and return within a tick or two of each other. */
  *nearMiss(stage) {
    const { driver } = stage;
    for (let i = 0; i < 10; i++) {
      const processor = driver.processor();
      const irp = stage.irp(processor);
      const call = driver.issue(processor, op.GetNameInfo, irp, undefined, stage.sites.of(op.GetNameInfo));
      driver.completed(call, { processor, status: status.success });
      driver.world.accounting.inline(call);
      driver.returned(call, status.success);
      driver.freeIrp(processor, irp);
      yield driver.around(20_000);
    }
  },
};
