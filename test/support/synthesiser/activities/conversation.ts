import type { Driver } from '../driver.ts';
import { drawStyle, IrpSource } from '../irp-source.ts';
import { status } from '../ntstatus.ts';
import { noIndications, type Socket } from '../objects.ts';
import { callback, op } from '../operations.ts';
import { perform } from '../perform.ts';
import type { Activity } from '../scheduler.ts';
import type { Sites } from '../sites.ts';
import { close } from './close.ts';
import { listOf, release } from './release.ts';

/** What goes on over a connected socket, until it is closed: sends, beside receives or receive callbacks. */
export function* conversation(driver: Driver, sites: Sites, control: IrpSource, socket: Socket): Activity {
  const { random } = driver.world;
  const sender = new IrpSource(driver, drawStyle(driver), sites.allocate);
  const receiving = { done: false };
  if (random.chance(0.7)) driver.start(receiveLoop(driver, sites, socket, receiving));
  else driver.start(indications(driver, sites, socket, receiving));
  const sends = 1 + random.below(30);
  for (let i = 0; i < sends && !driver.draining; i++) {
    const length = 1 + random.below(65536);
    const site = sites.of(op.Send);
    const { routine, routineResult } = sender;
    const irp = sender.next();
    yield* perform(driver, {
      op: op.Send,
      irp,
      socket,
      site,
      length,
      information: length,
      routine,
      routineResult,
    });
    yield driver.around(150_000);
  }
  sender.dispose();
  if (random.chance(0.2))
    driver.callback(driver.processor(), callback.disconnect, socket, noIndications, status.success);
  const { routine, routineResult } = control;
  const site = sites.of(op.Disconnect);
  yield* perform(driver, { op: op.Disconnect, irp: control.next(), socket, site, routine, routineResult });
  // Nothing new begins on the socket; its receive pends, or the data that was kept is given back, before the close.
  socket.closing = true;
  while (!receiving.done && socket.cancellable.size === 0) yield driver.around(20_000);
  yield* close(driver, sites, control, socket);
}

function* receiveLoop(driver: Driver, sites: Sites, socket: Socket, receiving: { done: boolean }): Activity {
  const { random } = driver.world;
  const source = new IrpSource(driver, random.chance(0.5) ? 'reused' : 'per-call', sites.allocate);
  const site = sites.of(op.Receive);
  while (!socket.closing) {
    const information = random.below(8192);
    const irp = source.next();
    const { routine } = source;
    const cancellable = true;
    yield* perform(driver, {
      op: op.Receive,
      irp,
      socket,
      site,
      length: 8192,
      information,
      cancellable,
      routine,
    });
    if (!socket.closing) yield driver.around(30_000);
  }
  source.dispose();
  receiving.done = true;
}

/** Receives by callback: now and then the driver keeps the data and gives it back later. */
function* indications(driver: Driver, sites: Sites, socket: Socket, receiving: { done: boolean }): Activity {
  const { random } = driver.world;
  const site = sites.of(op.Release);
  while (!socket.closing) {
    const keep = random.chance(0.3);
    const list = listOf(1 + random.below(4096));
    driver.callback(
      driver.processor(),
      callback.receive,
      socket,
      list,
      keep ? status.pending : status.success,
    );
    yield driver.around(100_000);
    if (keep) yield* release(driver, socket, site, list);
  }
  receiving.done = true;
}
