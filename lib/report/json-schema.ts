import { z } from 'zod';
import { RULES } from '../wsk/index.ts';
import { REPORT_SCHEMA } from './json.ts';

const count = z.int().min(0);
const ns = z.number().describe('Nanoseconds since the trace’s start.');
const idText = z.string().nullable().describe('A 64-bit id as decimal text; null where there is none.');

const damage = z.strictObject({
  offset: z.number().describe('Byte offset in the (uncompressed) file.'),
  bytes: z.number(),
  reason: z.string(),
});

const provider = z.strictObject({
  id: z.string().describe('GUID in lower case.'),
  name: z.string().nullable(),
  events: count,
  eventNames: z.record(z.string(), count).describe('Events by name, as far as their names are known.'),
});

const HEADER_TYPES = [
  'SYSTEM32',
  'SYSTEM64',
  'COMPACT32',
  'COMPACT64',
  'PERFINFO32',
  'PERFINFO64',
  'FULL_HEADER32',
  'FULL_HEADER64',
  'INSTANCE32',
  'INSTANCE64',
  'EVENT_HEADER32',
  'EVENT_HEADER64',
  'ERROR',
  'MESSAGE',
] as const;

const traceFacts = z.strictObject({
  file: z.string(),
  bytes: count,
  buffers: count,
  compressedBuffers: count,
  events: count,
  headerTypes: z.partialRecord(z.enum(HEADER_TYPES), count),
  providers: z.array(provider),
  eventsLost: count,
  buffersLost: count,
  lossyBuffers: count.describe('Buffers that tell of losses before them.'),
  clock: z.enum(['qpc', 'system', 'cycles']),
  perfFreq: z.number().describe('Ticks of the performance counter a second.'),
  startTime: z.string().nullable().describe('ISO 8601 in UTC with seven digits of a second.'),
  endTime: z.string().nullable(),
  firstTicks: z.string().describe('Raw time of the earliest event.'),
  lastTicks: z.string(),
  durationNs: z.number(),
  pointerSize: z.union([z.literal(4), z.literal(8)]),
  processors: count,
  loggerName: z.string(),
  osBuild: count,
  damage: z.array(damage).describe('The first thousand damaged stretches.'),
  damageCount: count,
});

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

const subject = z.strictObject({ irpId: idText, callId: idText, socketId: idText });
const rule = z.enum(RULES);
const confidence = z.enum(['certain', 'likely', 'possible']);

const occurrence = z.strictObject({
  subject,
  confidence,
  evidence: z.array(z.strictObject({ timeNs: ns, event: z.string(), detail: z.string().optional() })),
  consequences: z.array(z.strictObject({ rule, subject })),
});

const finding = z.strictObject({
  rule,
  severity: z.enum(['error', 'warning']),
  confidence: confidence.describe('The highest among the occurrences.'),
  provider: z.string(),
  op: z.string().nullable(),
  site: z.strictObject({ function: z.string().nullable(), line: z.int().nullable() }),
  fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
  message: z.string(),
  count: count.describe('All occurrences; the list may hold fewer.'),
  occurrences: z.array(occurrence),
  help: z.string().describe('The page that explains the finding, as a path in the package.'),
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

/** The JSON Schema of `info --json`. */
export function infoJsonSchema(): object {
  return publish('wsktrace.info.schema.json', 'wsktrace info --json', z.array(traceFacts));
}

/** The JSON Schema of `report --json`. */
export function reportJsonSchema(): object {
  return publish('wsktrace.report.schema.json', 'wsktrace report --json', report);
}

function publish($id: string, title: string, schema: z.ZodType): object {
  return { $id, title, ...z.toJSONSchema(schema, { target: 'draft-2020-12' }) };
}
