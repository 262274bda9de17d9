import { z } from 'zod';
import { DIMENSIONS } from '../../wsk/index.ts';
import { LATENCY_SCHEMA } from '../json.ts';
import { count, duration, idText, ns, publish, site } from './shared.ts';
import { traceFacts } from './trace-facts.ts';

const durations = z
  .strictObject({
    count,
    p50: duration,
    p90: duration,
    p95: duration,
    p99: duration,
    p999: duration,
    max: duration,
    min: duration,
    mean: duration,
    isExact: z
      .boolean()
      .describe('Whether the percentiles are exact; else percentileError tells how far off.'),
  })
  .describe('Nearest-rank percentiles in nanoseconds.');

const histogram = z
  .array(z.strictObject({ from: duration, to: duration, count }))
  .describe('Latencies in nanoseconds, four buckets a doubling.');

const depth = z.strictObject({
  max: count,
  mean: z.number().describe('Weighted by time.'),
});

const perSecond = z.number().min(0);

const operation = z.strictObject({
  op: z.string(),
  issued: count,
  completed: count,
  inline: count.describe('Completed before the return, on the thread of the call.'),
  pended: count.describe('Completed after the return.'),
  raced: count.describe('Completed before the return, on another thread.'),
  latencyNs: durations.nullable(),
  inlineNs: durations.nullable(),
  pendedNs: durations.nullable(),
  issueToReturnNs: durations.nullable(),
  returnToCompletionNs: durations.nullable().describe('Of the calls that completed after their return.'),
  completionToFreeNs: durations.nullable().describe('From an IRP’s last completion to its being freed.'),
  histogram,
  completedPerSecond: perSecond,
  queueDepth: depth.nullable(),
});

const group = z.strictObject({
  key: z.string(),
  completed: count,
  completedPerSecond: perSecond,
  failed: count,
  cancelled: count,
  bytes: count,
  latencyNs: durations,
});

const grouping = z.strictObject({
  by: z.enum(DIMENSIONS).exclude(['op', 'time']),
  groups: z.array(group).describe('Those with the most time spent in calls first.'),
  others: group.nullable().describe('Keys that came when there were too many already, together.'),
});

const slice = z.strictObject({
  fromNs: ns,
  toNs: ns,
  issued: count,
  completed: count,
  completedPerSecond: perSecond,
  failed: count,
  bytesSent: count,
  bytesReceived: count,
  latencyNs: durations.nullable().describe('Of the calls that completed in it.'),
  histogram,
  maxInFlight: count,
  meanInFlight: z.number().min(0),
});

const step = z.strictObject({
  timeNs: ns,
  event: z.string(),
  what: z.string().describe('The operation, or the callback’s kind.'),
  callId: idText,
});

const surroundings = z
  .strictObject({
    issued: count,
    completed: count,
    callbacks: count,
    callbackNs: duration,
    lastSteps: z.array(step).describe('The latest steps, in the order of time.'),
  })
  .describe('What else happened between the call’s issue and its completion.');

const slowCall = z.strictObject({
  driver: z.string(),
  callId: idText,
  irpId: idText,
  socketId: idText,
  op: z.string(),
  site,
  processor: count,
  issuedNs: ns,
  returnedNs: ns.nullable().describe('null where the return was not seen before the completion.'),
  completedNs: ns,
  latencyNs: duration,
  inline: z.boolean(),
  status: z.string().describe('Name of the NTSTATUS.'),
  outcome: z.enum(['completed', 'failed', 'cancelled', 'pending', 'older-than-trace']),
  remoteAddress: z.string().nullable(),
  inFlightAtIssue: count,
  socketInFlightAtIssue: count,
  onSocket: surroundings.nullable(),
  onProcessor: surroundings,
});

const latency = z.strictObject({
  schema: z.literal(LATENCY_SCHEMA),
  trace: traceFacts,
  providers: z.array(z.string()),
  isLossy: z.boolean().describe('Whether events are missing, so that less can be said for sure.'),
  percentileError: z
    .number()
    .describe('How far a percentile that is not exact can be off, as a share of it.'),
  window: z
    .strictObject({ fromNs: ns, toNs: ns })
    .nullable()
    .describe('What rates and mean depths are over: from the first call in flight to the trace’s end.'),
  queueDepth: depth.nullable().describe('All operations together.'),
  operations: z.array(operation),
  groupings: z.array(grouping),
  timeline: z.array(slice),
  slowest: z.array(slowCall),
});

/** The JSON Schema of `latency --json`. */
export function latencyJsonSchema(): object {
  return publish('wsktrace.latency.schema.json', 'wsktrace latency --json', latency);
}
