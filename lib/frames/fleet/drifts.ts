import type { SqlDatabase } from '../sql/index.ts';
import { numberOf, rowsOf, textOf } from './rows.ts';

/** A row of the ready query `latency-drift` with a change. */
export interface FleetDrift {
  readonly op: string;
  readonly percentile: string;
  readonly verdict: string;
  readonly changedWith: string;
  readonly beforeNs: number;
  readonly sinceNs: number;
  readonly changePercent: number;
  readonly p: number;
}

/** The percentiles that changed, and with which build. @param sql the text of `latency-drift` */
export async function readDrifts(database: SqlDatabase, sql: string): Promise<FleetDrift[]> {
  const rows = await rowsOf(database, sql);
  return rows
    .filter(({ changedWith }) => textOf(changedWith ?? null) !== null)
    .map((row) => ({
      op: String(row.op),
      percentile: String(row.percentile),
      verdict: String(row.verdict),
      changedWith: String(row.changedWith),
      beforeNs: numberOf(row.beforeNs),
      sinceNs: numberOf(row.sinceNs),
      changePercent: numberOf(row.changePercent),
      p: numberOf(row.p),
    }));
}
