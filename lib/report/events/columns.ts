import type { Catalog } from '../../decode/index.ts';
import type { Trace } from '../../etl/index.ts';
import type { EventFilter } from '../../events/index.ts';

/**
 * The names of all fields that the wanted events of a trace can have, in the order in which their schemas first come: a
 * table's columns have to be known before its first row.
 */
export async function columnsOf(trace: Trace, catalog: Catalog, filter: EventFilter): Promise<string[]> {
  return await catalog.withSchemas(() => {
    const names = new Set<string>();
    const seen = new Set<object>();
    const pass = trace.eventsInFileOrder();
    for (let event = pass.next(); event !== null; event = pass.next()) {
      const identity = catalog.identityOf(event);
      const { schema } = identity;
      if (schema !== null && !seen.has(schema) && filter.wantsKind(event, identity)) {
        seen.add(schema);
        schema.fields.forEach(({ name }) => {
          names.add(name);
        });
      }
    }
    return [...names];
  });
}
