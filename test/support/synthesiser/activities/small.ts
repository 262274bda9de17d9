import type { Driver } from '../driver.ts';
import { drawStyle, IrpSource } from '../irp-source.ts';
import { status } from '../ntstatus.ts';
import { category, op } from '../operations.ts';
import { perform } from '../perform.ts';
import type { Activity } from '../scheduler.ts';
import { Sites } from '../sites.ts';
import { close } from './close.ts';

const resolverSites = new Sites('Resolver', 3000);
const basicSites = new Sites('Basic', 4000);

/** Name resolution and provider control: calls that are on no socket. Now and then a name is not found. */
export function* resolver(driver: Driver): Activity {
  const { random } = driver.world;
  const source = new IrpSource(driver, drawStyle(driver), resolverSites.allocate);
  const { routine, routineResult } = source;
  for (const operation of [op.GetAddressInfo, op.GetNameInfo, op.ControlClient]) {
    if (random.chance(0.4)) continue;
    const site = resolverSites.of(operation);
    if (operation === op.ControlClient && random.chance(0.5)) {
      yield* perform(driver, { op: operation, irp: undefined, site });
      continue;
    }
    const outcome = random.chance(0.1) ? status.notFound : status.success;
    yield* perform(driver, {
      op: operation,
      irp: source.next(),
      site,
      status: outcome,
      routine,
      routineResult,
    });
  }
  source.dispose();
}

/** A basic socket, good for control requests alone. */
export function* basic(driver: Driver): Activity {
  const control = new IrpSource(driver, drawStyle(driver), basicSites.allocate);
  const { routine, routineResult } = control;
  const socket = driver.createSocket(category.basic);
  const make = { op: op.Socket, irp: control.next(), site: basicSites.of(op.Socket), created: socket };
  yield* perform(driver, { ...make, routine, routineResult });
  const ask = { op: op.ControlSocket, irp: control.next(), socket, site: basicSites.of(op.ControlSocket) };
  yield* perform(driver, { ...ask, information: 4, routine, routineResult });
  yield* close(driver, basicSites, control, socket);
}
