import { status } from '../ntstatus.ts';
import { op } from '../operations.ts';
import type { FaultScript } from './stage.ts';

export const freeWhilePending: FaultScript = {
  /** An IRP freed while its call pends, perhaps behind a cancel; the completion comes too late, or never. */
  *inject(stage) {
    const { driver } = stage;
    const irp = stage.irp();
    const call = yield* stage.pend(op.GetAddressInfo, irp);
    const cancel = driver.world.random.chance(0.4);
    if (cancel) driver.cancelIrp(driver.processor(), irp, call, true);
    stage.free(irp);
    const record = stage.report('free-while-pending', { irp, call });
    yield driver.around(200_000);
    if (cancel || driver.world.random.chance(0.6)) {
      stage.complete(call, cancel ? status.cancelled : status.success);
    } else {
      record.hangsUnload = true;
      record.consequences.push({ rule: 'never-completed', objects: { irp, call } });
    }
  },

  /** The completion routine frees the IRP before the function has returned, on this thread and on another. */
  *nearMiss(stage) {
    yield* stage.call(op.GetAddressInfo, undefined, { mode: 'inline' });
    yield* stage.call(op.GetAddressInfo, undefined, { mode: 'raced' });
  },
};
