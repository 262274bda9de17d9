import { z } from 'zod';
import { REPORT_SCHEMA } from '../json.ts';
import { clocks } from './clocks.ts';
import { finding } from './finding.ts';
import { count, ns, publish, site } from './shared.ts';
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
  refused: count.describe('Calls whose function returned an error and that never completed.'),
  bytes: count,
  latencyNs: latency,
});

const stuckUnload = z.strictObject({
  provider: z.string(),
  load: count.describe('Which load of the driver in the trace, from 1.'),
  sinceNs: ns,
  ageNs: ns,
  isNpiReleased: z
    .boolean()
    .describe('Whether it stands in WskDeregister, or still in the driver’s clean-up.'),
  calls: z.array(
    z.strictObject({
      op: z.string(),
      count,
      sockets: count.describe('Sockets that they are on; the list may hold fewer.'),
      socketIds: z.array(z.string()),
    }),
  ),
  openSockets: count.describe('The list may hold fewer.'),
  openSocketIds: z.array(z.string()),
});

const report = z.strictObject({
  schema: z.literal(REPORT_SCHEMA),
  trace: traceFacts,
  providers: z.array(z.string()),
  mapped: z
    .array(
      z.strictObject({
        name: z.string(),
        isSeen: z
          .boolean()
          .describe(
            'Whether an event that the mapping names is in the trace; else it is none of the providers.',
          ),
      }),
    )
    .describe('The drivers that mappings tell of.'),
  calls: z.strictObject({
    issued: count,
    completed: count,
    inline: count,
    withoutIrp: count,
    refused: count.describe('Those whose function returned an error and that never completed.'),
    pendingAtEnd: count,
    olderThanTrace: count,
    olderCompleted: count.describe('Of those older than the trace: which completed in it.'),
  }),
  operations: z.array(operation),
  irps: z.strictObject({
    allocated: count,
    freed: count,
    passedDown: count,
    outstandingAtEnd: count,
    olderThanTrace: count,
    olderFreed: count.describe('Of those older than the trace: which were freed in it.'),
  }),
  sockets: z.strictObject({
    created: count,
    closed: count,
    openAtEnd: count,
    olderThanTrace: count,
    olderClosed: count.describe('Of those older than the trace: which were closed in it.'),
  }),
  maxInFlight: count,
  edges: z
    .strictObject({
      isRing: z.boolean(),
      isOpen: z.boolean().describe('Whether the session was never stopped.'),
      isPart: z
        .boolean()
        .describe('Whether the session wrote several files, of which others hold what is missing here.'),
      beganNs: z
        .number()
        .nullable()
        .describe('From when on all processors are in the trace; null: from its start.'),
      heardNs: z.number().nullable().describe('Until when they all are; null: to its end.'),
    })
    .nullable()
    .describe(
      'Of a ring, a session that was never stopped, or one of several files: between which moments all processors are in the trace.',
    ),
  clocks,
  hints: z
    .array(
      z.strictObject({
        kind: z.enum([
          'untraced-allocation',
          'untraced-calls',
          'untraced-cleanup',
          'untraced-issues',
          'untraced-socket',
          'untraced-steps',
        ]),
        provider: z.string(),
        count,
        site,
      }),
    )
    .describe('What a driver’s tracing seems to miss, so that faults there can’t be found.'),
  isLossy: z.boolean().describe('Whether events are missing, so that less can be said for sure.'),
  stuckUnloads: z.array(stuckUnload).describe('Unloads that began and hang, with what they wait for.'),
  findings: z.array(finding),
});

/** The JSON Schema of `report --json`. */
export function reportJsonSchema(): object {
  return publish('wsktrace.report.schema.json', 'wsktrace report --json', report);
}
