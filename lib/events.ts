import { Catalog } from './decode/index.ts';
import type { Trace } from './etl/index.ts';
import { EventReader, type EventRecord } from './report/events/record.ts';

/** Events between two pauses, in which whoever else has work gets a turn. */
const PAUSE_EVERY = 4096;

/**
 * A trace's events in time order, decoded: those of every provider whose schema is known by its name and fields, the
 * others by their bytes. Each is an object of its own, to be kept or not.
 *
 * @param catalog with manifests (`addManifest`) or message files (`addTmf`) to decode by, besides what the trace carries
 * @throws TraceError of kind `unreadable` where the file can no longer be read
 * @example
 * for await (const { timeNs, name, fields } of events(trace)) {
 *   console.log(timeNs, name, fields);
 * }
 */
export async function* events(
  trace: Trace,
  catalog = new Catalog(),
): AsyncGenerator<EventRecord, void, undefined> {
  const reader = new EventReader(trace, catalog);
  const pass = trace.events();
  let count = 0;
  for (let event = pass.next(); event !== null; event = pass.next()) {
    const provider = catalog.providerOf(event);
    const schema = catalog.schemaOf(event, provider);
    yield reader.record(event, provider, schema);
    if (++count % PAUSE_EVERY === 0) {
      await new Promise((resume) => setTimeout(resume, 0));
    }
  }
}
