import type { Driver } from '../driver.ts';
import type { IrpSource } from '../irp-source.ts';
import { status } from '../ntstatus.ts';
import type { Socket } from '../objects.ts';
import { op } from '../operations.ts';
import type { Activity } from '../scheduler.ts';
import type { Sites } from '../sites.ts';

/** Closes a socket: what is pending on it is cancelled while the close pends, and then the close completes. */
export function* close(driver: Driver, sites: Sites, control: IrpSource, socket: Socket): Activity {
  const { random } = driver.world;
  const processor = driver.processor();
  socket.closing = true;
  const irp = control.next();
  const call = driver.issue(processor, op.CloseSocket, irp, socket, sites.of(op.CloseSocket));
  yield driver.around(500);
  const inline = socket.cancellable.size === 0 && random.chance(0.3);
  if (!inline) {
    driver.returned(call, status.pending);
    for (const cancel of [...socket.cancellable]) {
      yield driver.around(2_000);
      cancel();
    }
    yield driver.around(80_000);
  }
  const on = inline ? processor : driver.processor();
  const { routineResult } = control;
  driver.completed(call, { processor: on, dpc: !inline, status: status.success, routineResult });
  driver.socketClosed(on, socket);
  control.routine(on, call);
  if (inline) {
    driver.world.accounting.inline(call);
    yield driver.around(300);
    driver.returned(call, status.success);
  }
  control.dispose();
}
