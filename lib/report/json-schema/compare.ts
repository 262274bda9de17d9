import { z } from 'zod';
import { COMPARE_SCHEMA } from '../compare/index.ts';
import { doubts, judgedFinding, traceStatus } from './judged.ts';
import { count, duration, publish } from './shared.ts';

/** What is infinitely more than nothing has no number in JSON. */
const share = z.number().nullable().describe('head / base − 1; null where the base took no time.');
const probability = z.number().min(0).max(1);

const change = z.strictObject({
  op: z.string(),
  percentile: z.enum(['p50', 'p90', 'p99', 'p999']),
  baseTraces: count.describe('Traces with enough calls.'),
  headTraces: count,
  baseNs: duration.describe('Median over the traces, in nanoseconds.'),
  headNs: duration,
  change: share,
  interval: z
    .tuple([share, share])
    .nullable()
    .describe('Bootstrap interval of the change; null where a side has one trace.'),
  pValue: probability.describe('Mann–Whitney, two-sided.'),
  adjustedPValue: probability.describe('With Holm’s correction.'),
  verdict: z.enum(['slower', 'faster', 'same', 'inconclusive']),
  tracesNeeded: count.describe('Traces a side that would make a claim possible.'),
});

const leftOut = z.array(
  z.strictObject({
    file: z.string(),
    status: z.enum(['lossy', 'damaged', 'unreadable']),
    reason: z.string().describe('What is missing, or why it can’t be read.'),
    findings: count.describe('What was found in it all the same.'),
  }),
);

const compare = z.strictObject({
  schema: z.literal(COMPARE_SCHEMA),
  verdict: z.enum(['fine', 'regression', 'inconclusive', 'unreadable']),
  comparedAt: z.string().describe('ISO 8601 in UTC.'),
  version: z.string(),
  alpha: probability,
  minEffect: z.number().describe('Changes smaller than this share of the base are of no interest.'),
  builds: z
    .strictObject({ base: z.array(z.string()), head: z.string() })
    .nullable()
    .describe('The builds of a dataset that are compared; null where files are.'),
  base: z.array(traceStatus),
  head: z.array(traceStatus),
  leftOut: z
    .strictObject({ base: leftOut, head: leftOut })
    .describe('Traces of a dataset of which something is missing: nothing follows from them.'),
  changes: z.array(change).describe('Claimed changes first, the largest before the others.'),
  findings: z.strictObject({
    new: z.array(judgedFinding).describe('In the head alone.'),
    fixed: z.array(judgedFinding).describe('In the base alone.'),
    kept: z.array(judgedFinding),
  }),
  doubts,
});

/** The JSON Schema of `compare --format json`. */
export function compareJsonSchema(): object {
  return publish('wsktrace.compare.schema.json', 'wsktrace compare --format json', compare);
}
