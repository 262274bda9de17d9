import type { Driver } from '../driver.ts';
import type { Activity } from '../scheduler.ts';
import { client } from './client.ts';
import { datagrams } from './datagrams.ts';
import { server } from './server.ts';
import { basic, resolver } from './small.ts';

/** One of the things that the modelled driver does all day, drawn at random. */
export function someActivity(driver: Driver): Activity {
  const draw = driver.world.random.next();
  if (draw < 0.45) return client(driver);
  if (draw < 0.65) return server(driver);
  if (draw < 0.85) return datagrams(driver);
  return draw < 0.95 ? resolver(driver) : basic(driver);
}
