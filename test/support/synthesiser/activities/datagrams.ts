import type { Driver } from '../driver.ts';
import { drawStyle, IrpSource } from '../irp-source.ts';
import { status } from '../ntstatus.ts';
import { callback, category, op } from '../operations.ts';
import { perform } from '../perform.ts';
import type { Activity } from '../scheduler.ts';
import { Sites } from '../sites.ts';
import { close } from './close.ts';
import { listOf, release } from './release.ts';

const sites = new Sites('Datagram', 2000);

/** A datagram socket: sends of both kinds, receives, and receive-from callbacks. */
export function* datagrams(driver: Driver): Activity {
  const { random } = driver.world;
  const control = new IrpSource(driver, drawStyle(driver), sites.allocate);
  const { routine, routineResult } = control;
  const socket = driver.createSocket(category.datagram);
  const make = { op: op.Socket, irp: control.next(), site: sites.of(op.Socket), flags: socket.category };
  yield* perform(driver, { ...make, created: socket, routine, routineResult });
  const bind = { op: op.Bind, irp: control.next(), socket, site: sites.of(op.Bind) };
  yield* perform(driver, { ...bind, routine, routineResult });
  const rounds = 1 + random.below(20);
  for (let i = 0; i < rounds && !driver.draining; i++) {
    const information = 1 + random.below(1472);
    if (random.chance(0.15)) {
      const keep = random.chance(0.5);
      const answer = keep ? status.pending : status.success;
      const list = listOf(information);
      driver.callback(driver.processor(), callback.receiveFrom, socket, list, answer);
      yield driver.around(50_000);
      if (keep) yield* release(driver, socket, sites.of(op.Release), list);
      continue;
    }
    const operation = random.pick([op.SendTo, op.SendTo, op.SendMessages, op.ReceiveFrom]);
    const request = { op: operation, irp: control.next(), socket, site: sites.of(operation), routineResult };
    yield* perform(driver, { ...request, length: 1472, information, routine });
    yield driver.around(60_000);
  }
  yield* close(driver, sites, control, socket);
}
