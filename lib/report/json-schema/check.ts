import { z } from 'zod';
import { baselineEntrySchema, suppressionSchema } from '../gate/files/index.ts';
import { CHECK_SCHEMA } from '../gate/index.ts';
import { doubts, judgedFinding, traceStatus } from './judged.ts';
import { confidence, count, publish } from './shared.ts';

const value = z
  .number()
  .nullable()
  .describe('In nanoseconds for durations; null where there is nothing to judge by.');

const threshold = z.strictObject({
  text: z.string().describe('As it was written.'),
  verdict: z.enum(['met', 'broken', 'inconclusive']),
  value,
  bound: z.number().describe('What the value is held against, in the same unit.'),
  isDuration: z.boolean(),
  aggregate: z.enum(['median', 'worst']).describe('How the value was made of the traces that had enough.'),
  needed: count.describe('Fewest samples that a trace is judged by.'),
  traces: z.array(z.strictObject({ file: z.string(), value, samples: count, isEnough: z.boolean() })),
});

const suppressionUse = z.strictObject({
  suppression: suppressionSchema,
  findings: count,
  occurrences: count,
  state: z.enum(['used', 'stale', 'expired']),
});

const check = z.strictObject({
  schema: z.literal(CHECK_SCHEMA),
  verdict: z.enum(['passed', 'failed', 'inconclusive', 'unreadable']),
  checkedAt: z.string().describe('ISO 8601 in UTC.'),
  version: z.string(),
  failOn: confidence,
  rules: count.describe('Rules that the findings were looked for by: those that are not off.'),
  traces: z.array(traceStatus),
  findings: z.array(judgedFinding).describe('Worst first.'),
  thresholds: z.array(threshold),
  suppressions: z.array(suppressionUse),
  staleBaseline: z
    .array(baselineEntrySchema)
    .nullable()
    .describe('Entries that nothing was found of; null where there is no baseline.'),
  doubts,
});

/** The JSON Schema of `check --format json`. */
export function checkJsonSchema(): object {
  return publish('wsktrace.check.schema.json', 'wsktrace check --format json', check);
}
