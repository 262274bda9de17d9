import type { Trace } from '../etl/index.ts';
import { events as decodedEvents, type EventStream, type EventsOptions } from '../events/index.ts';
import { shownSchema } from './events/shown.ts';

/**
 * A trace's events in time order, decoded: those of every provider whose schema is known by its name and fields, the
 * others by their bytes; the numbers of WSK drivers by their names, as the report tells them. Each is an object of its
 * own, to be kept or not.
 *
 * @throws TraceError of kind `unreadable` where the file can no longer be read, `usage` for a bad `where`
 * @example
 * for await (const { timeNs, name, fields } of events(trace, { where: 'Status = STATUS_CANCELLED' })) {
 *   console.log(timeNs, name, fields);
 * }
 */
export function events(trace: Trace, options: EventsOptions = {}): EventStream {
  return decodedEvents(trace, { shown: shownSchema, ...options });
}
