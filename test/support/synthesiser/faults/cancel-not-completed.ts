import { status } from '../ntstatus.ts';
import { op } from '../operations.ts';
import { type FaultScript, second } from './stage.ts';

export const cancelNotCompleted: FaultScript = {
  /** A pending call is cancelled and yet never completes. */
  *inject(stage) {
    const { driver } = stage;
    const irp = stage.irp();
    const call = yield* stage.pend(op.GetAddressInfo, irp);
    driver.cancelIrp(driver.processor(), irp, call, true);
    const record = stage.report('cancel-not-completed', { irp, call });
    record.hangsUnload = true;
    record.consequences.push(
      { rule: 'never-completed', objects: { irp, call } },
      { rule: 'irp-leak', objects: { irp } },
    );
  },

  /** A cancel that takes two seconds to be heard, and one that comes when the call has completed already. */
  *nearMiss(stage) {
    const { driver } = stage;
    const slow = stage.irp();
    const cancelled = yield* stage.pend(op.GetAddressInfo, slow);
    driver.cancelIrp(driver.processor(), slow, cancelled, true);
    yield stage.wait(2 * second);
    stage.complete(cancelled, status.cancelled);
    stage.free(slow);
    const done = stage.irp();
    const call = yield* stage.pend(op.GetAddressInfo, done);
    stage.complete(call);
    driver.cancelIrp(driver.processor(), done, call, false);
    stage.free(done);
  },
};
