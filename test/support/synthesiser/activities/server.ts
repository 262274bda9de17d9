import type { Driver } from '../driver.ts';
import { drawStyle, IrpSource } from '../irp-source.ts';
import { status } from '../ntstatus.ts';
import { noIndications, type Socket } from '../objects.ts';
import { callback, category, op } from '../operations.ts';
import { perform } from '../perform.ts';
import type { Activity } from '../scheduler.ts';
import { Sites } from '../sites.ts';
import { close } from './close.ts';
import { conversation } from './conversation.ts';

const sites = new Sites('Server', 1000);

/** A listener and the connections that it accepts, by WskAccept or by callback, conditionally or not. */
export function* server(driver: Driver): Activity {
  const { random } = driver.world;
  const control = new IrpSource(driver, drawStyle(driver), sites.allocate);
  const { routine, routineResult } = control;
  const kind = random.chance(0.6) ? category.listening : category.stream;
  const listener = driver.createSocket(kind);
  const step = (operation: number) => {
    const site = sites.of(operation);
    return perform(driver, {
      op: operation,
      irp: control.next(),
      socket: listener,
      site,
      routine,
      routineResult,
    });
  };
  const site = sites.of(op.Socket);
  const irp = control.next();
  yield* perform(driver, {
    op: op.Socket,
    irp,
    site,
    flags: kind,
    created: listener,
    routine,
    routineResult,
  });
  yield* step(op.Bind);
  if (kind === category.stream) yield* step(op.Listen);
  driver.socketAddress(driver.processor(), listener, 1);
  const byCallback = random.chance(0.4);
  if (byCallback) {
    const enable = { op: op.ControlSocket, irp: undefined, site: sites.of(op.ControlSocket) };
    yield* perform(driver, { ...enable, socket: listener });
  }
  const conditional = random.chance(0.3);
  const connections = 1 + random.below(6);
  for (let i = 0; i < connections && !driver.draining; i++) {
    if (conditional) {
      driver.callback(driver.processor(), callback.inspect, listener, noIndications, status.success);
      yield* step(op.InspectComplete);
    }
    if (byCallback) acceptByCallback(driver, listener);
    else yield* accept(driver, listener);
    yield driver.around(2_000_000);
  }
  yield* close(driver, sites, control, listener);
}

function acceptedCategory(listener: Socket): number {
  return listener.category === category.stream ? category.stream : category.connection;
}

function acceptByCallback(driver: Driver, listener: Socket): void {
  const accepted = driver.createSocket(acceptedCategory(listener), listener);
  const processor = driver.processor();
  driver.callback(processor, callback.accept, listener, noIndications, status.success, () =>
    driver.socketCreated(processor, accepted),
  );
  converse(driver, accepted);
}

function* accept(driver: Driver, listener: Socket): Activity {
  const accepted = driver.createSocket(acceptedCategory(listener), listener);
  const source = new IrpSource(driver, 'per-call', sites.allocate);
  const site = sites.of(op.Accept);
  const request = { op: op.Accept, irp: source.next(), socket: listener, site, created: accepted };
  yield* perform(driver, { ...request, routine: source.routine });
  converse(driver, accepted);
}

function converse(driver: Driver, socket: Socket): void {
  const control = new IrpSource(driver, drawStyle(driver), sites.allocate);
  driver.start(conversation(driver, sites, control, socket));
}
