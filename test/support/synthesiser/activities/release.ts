import type { Driver } from '../driver.ts';
import type { Site } from '../event-template.ts';
import type { Indications, Socket } from '../objects.ts';
import { op } from '../operations.ts';
import { perform } from '../perform.ts';
import type { Activity } from '../scheduler.ts';

/** A list of one to three indications. */
export function listOf(bytes: number): Indications {
  return { count: Math.min(bytes, 1 + (bytes % 3)), bytes };
}

/** Gives a list back that a callback kept: one by one, where the trace tells what each holds. */
export function* release(driver: Driver, socket: Socket, site: Site, list: Indications): Activity {
  const parts = driver.world.tellsIndications ? list.count : 1;
  const share = Math.floor(list.bytes / parts);
  for (let i = 0; i < parts; i++) {
    const bytes = i === 0 ? list.bytes - (parts - 1) * share : share;
    const indications = { count: list.count / parts, bytes };
    yield* perform(driver, { op: op.Release, irp: undefined, socket, site, indications });
  }
}
