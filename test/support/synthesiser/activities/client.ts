import type { Driver } from '../driver.ts';
import { drawStyle, IrpSource } from '../irp-source.ts';
import { status } from '../ntstatus.ts';
import { category, op } from '../operations.ts';
import { perform } from '../perform.ts';
import type { Activity } from '../scheduler.ts';
import { Sites } from '../sites.ts';
import { close } from './close.ts';
import { conversation } from './conversation.ts';

const sites = new Sites('Client', 100);

/** A connection from its socket to its close; now and then the peer refuses it, or no socket is to be had. */
export function* client(driver: Driver): Activity {
  const { random } = driver.world;
  const control = new IrpSource(driver, drawStyle(driver), sites.allocate);
  const { routine, routineResult } = control;
  const kind = random.chance(0.7) ? category.connection : category.stream;
  const socket = driver.createSocket(kind);
  const shared = { routine, routineResult };
  const atOnce = kind === category.connection && random.chance(0.4);
  const create = atOnce ? op.SocketConnect : op.Socket;
  const refused = random.chance(0.03);
  const outcome = refused && !atOnce ? status.success : refused ? status.connectionRefused : status.success;
  const length = 0;
  const make = {
    op: create,
    irp: control.next(),
    site: sites.of(create),
    length,
    flags: kind,
    created: socket,
  };
  yield* perform(driver, { ...make, ...shared, status: outcome });
  if (outcome !== status.success) {
    control.dispose();
    return;
  }
  const step = (operation: number, ntstatus: number = status.success) =>
    perform(driver, {
      op: operation,
      irp: control.next(),
      socket,
      site: sites.of(operation),
      status: ntstatus,
      ...shared,
    });
  if (!atOnce) {
    yield* step(op.Bind);
    const connect = kind === category.connection && random.chance(0.3) ? op.ConnectEx : op.Connect;
    yield* step(connect, refused ? status.connectionRefused : status.success);
    if (refused) {
      yield* close(driver, sites, control, socket);
      return;
    }
  }
  driver.socketAddress(driver.processor(), socket, 1);
  driver.socketAddress(driver.processor(), socket, 2);
  if (random.chance(0.5)) yield* step(op.ControlSocket);
  else {
    const site = sites.of(op.ControlSocket);
    yield* perform(driver, { op: op.ControlSocket, irp: undefined, socket, site });
  }
  if (random.chance(0.4)) yield* step(op.GetLocalAddress);
  if (random.chance(0.4)) yield* step(op.GetRemoteAddress);
  yield* conversation(driver, sites, control, socket);
}
