import { type TraceStatus, withoutCopies } from '../dataset/index.ts';
import type { SqlDatabase } from '../sql/index.ts';
import { numberOf, rowsOf, textOf } from './rows.ts';

/** A trace of a dataset: an input, or several of the same content. */
export interface FleetTrace {
  /** null for an input of which nothing could be read. */
  readonly traceId: string | null;
  /** The input, as it was named; of several the one that the trace is attributed by. */
  readonly path: string;
  readonly build: string | null;
  readonly machine: string | null;
  /** UTC, ISO 8601. */
  readonly startTime: string | null;
  readonly status: TraceStatus;
  readonly message: string | null;
  readonly events: number;
  readonly calls: number;
  readonly findings: number;
}

/**
 * All traces of a dataset, in the order of their starts.
 * @param groupOf in each of these groups a trace counts once; all are one unless told
 */
export async function readFleet(
  database: SqlDatabase,
  groupOf?: (trace: FleetTrace) => string | null,
): Promise<FleetTrace[]> {
  // A copy under another name is no second sample.
  return withoutCopies(await readInputs(database), groupOf);
}

/**
 * The inputs of a dataset, in the order of their starts. Of copies of a trace the one that counts comes first: that of the least
 * build, then of the least machine, as in the ready queries. One without them must not hide what another was told to be of.
 * @param where a condition in SQL, for some of them
 */
export async function readInputs(database: SqlDatabase, where = ''): Promise<FleetTrace[]> {
  const rows = await rowsOf(
    database,
    `SELECT traceId, path, build, machine, startTime, status, message, events, calls, findings
     FROM status ${where} ORDER BY startTime NULLS LAST, build NULLS LAST, machine NULLS LAST, path`,
  );
  return rows.map((row) => ({
    traceId: textOf(row.traceId),
    path: String(row.path),
    build: textOf(row.build),
    machine: textOf(row.machine),
    startTime: textOf(row.startTime),
    status: String(row.status) as TraceStatus,
    message: textOf(row.message),
    events: numberOf(row.events),
    calls: numberOf(row.calls),
    findings: numberOf(row.findings),
  }));
}
