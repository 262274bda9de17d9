import type { Confidence, Finding, RuleName, Severity } from '../../wsk/index.ts';
import type { SqlDatabase } from '../sql/index.ts';
import { listOf, numberOf, rowsOf, textOf } from './rows.ts';

/** A finding of one trace; its occurrences stand in the trace’s own report. */
export interface FleetFinding extends Finding {
  readonly traceId: string;
}

/** The findings of these traces, by trace and fingerprint. */
export async function readFindings(
  database: SqlDatabase,
  traceIds: readonly string[],
): Promise<FleetFinding[]> {
  const rows = await rowsOf(
    database,
    `SELECT traceId, fingerprint, rule, severity, confidence, provider, op, function, line, message, count
     FROM findings WHERE traceId IN ${listOf(traceIds)} ORDER BY traceId, fingerprint`,
  );
  return rows.map((row) => ({
    traceId: String(row.traceId),
    rule: String(row.rule) as RuleName,
    severity: String(row.severity) as Severity,
    confidence: String(row.confidence) as Confidence,
    provider: String(row.provider),
    op: textOf(row.op),
    site: { function: textOf(row.function), line: row.line === null ? null : numberOf(row.line) },
    fingerprint: String(row.fingerprint),
    message: String(row.message),
    count: numberOf(row.count),
    occurrences: [],
  }));
}
