import type { SqlDatabase } from '../sql/index.ts';
import { listOf, numberOf, rowsOf } from './rows.ts';

/** How long the calls of one operation took in one trace. Times are nanoseconds, nearest-rank. */
export interface FleetLatency {
  readonly traceId: string;
  readonly op: string;
  /** Calls whose issue and completion are in the trace. */
  readonly calls: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
}

/** The latencies of these traces, by trace and operation. */
export async function readLatencies(
  database: SqlDatabase,
  traceIds: readonly string[],
): Promise<FleetLatency[]> {
  const percentile = (fraction: number) => `percentile_disc(${fraction}) WITHIN GROUP (ORDER BY latencyNs)`;
  const rows = await rowsOf(
    database,
    `SELECT traceId, op, count(*) AS calls, ${percentile(0.5)} AS p50, ${percentile(0.9)} AS p90,
       ${percentile(0.99)} AS p99, ${percentile(0.999)} AS p999
     FROM calls WHERE latencyNs IS NOT NULL AND traceId IN ${listOf(traceIds)}
     GROUP BY traceId, op ORDER BY traceId, op`,
  );
  return rows.map((row) => ({
    traceId: String(row.traceId),
    op: String(row.op),
    calls: numberOf(row.calls),
    p50: numberOf(row.p50),
    p90: numberOf(row.p90),
    p99: numberOf(row.p99),
    p999: numberOf(row.p999),
  }));
}
