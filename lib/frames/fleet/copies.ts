import type { SqlDatabase } from '../sql/index.ts';
import { type FleetTrace, readInputs } from './traces.ts';

/** A trace that was exported under several labels: that of its copies which counts where one does, and one of the others. */
export interface AmbiguousTrace {
  readonly counted: FleetTrace;
  readonly other: FleetTrace;
}

/** The traces of a dataset that are told to be of several builds or machines, by their paths. */
export async function readAmbiguous(database: SqlDatabase): Promise<AmbiguousTrace[]> {
  const copies = await readInputs(
    database,
    `WHERE status <> 'unreadable'
     AND traceId IN (SELECT traceId FROM status WHERE status <> 'unreadable' GROUP BY traceId HAVING count(*) > 1)`,
  );
  const counted = new Map<string | null, FleetTrace>();
  const ambiguous = new Map<FleetTrace, FleetTrace>();
  for (const input of copies) {
    const first = counted.get(input.traceId);
    if (first === undefined) {
      counted.set(input.traceId, input);
    } else if (!ambiguous.has(first) && (input.build !== first.build || input.machine !== first.machine)) {
      ambiguous.set(first, input);
    }
  }
  return [...ambiguous]
    .map(([first, other]) => ({ counted: first, other }))
    .sort((a, b) => (a.counted.path < b.counted.path ? -1 : 1));
}
