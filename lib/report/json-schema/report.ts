import { z } from 'zod';
import { REPORT_SCHEMA } from '../json.ts';
import { finding } from './finding.ts';
import { count, publish } from './shared.ts';
import { traceFacts } from './trace-facts.ts';

const latency = z
  .strictObject({
    p50: z.number(),
    p90: z.number(),
    p99: z.number(),
    p999: z.number(),
    max: z.number(),
    mean: z.number(),
  })
  .nullable()
  .describe('Nearest-rank percentiles in nanoseconds; null where no call completed.');

const operation = z.strictObject({
  op: z.string(),
  issued: count,
  completed: count.describe('All completions; failed and cancelled are among them.'),
  failed: count,
  cancelled: count,
  withoutIrp: count.describe('Calls without an IRP, which their return ended.'),
  bytes: count,
  latencyNs: latency,
});

const report = z.strictObject({
  schema: z.literal(REPORT_SCHEMA),
  trace: traceFacts,
  providers: z.array(z.string()),
  calls: z.strictObject({
    issued: count,
    completed: count,
    inline: count,
    withoutIrp: count,
    pendingAtEnd: count,
    olderThanTrace: count,
  }),
  operations: z.array(operation),
  irps: z.strictObject({
    allocated: count,
    freed: count,
    passedDown: count,
    outstandingAtEnd: count,
    olderThanTrace: count,
  }),
  sockets: z.strictObject({ created: count, closed: count, openAtEnd: count, olderThanTrace: count }),
  maxInFlight: count,
  isLossy: z.boolean().describe('Whether events are missing, so that less can be said for sure.'),
  findings: z.array(finding),
});

/** The JSON Schema of `report --json`. */
export function reportJsonSchema(): object {
  return publish('wsktrace.report.schema.json', 'wsktrace report --json', report);
}
