import { z } from 'zod';
import { suppressionSchema } from '../gate/files/index.ts';
import { occurrence } from './finding.ts';
import { confidence, count, fingerprint, rule, severity, site } from './shared.ts';

/** What `check` and `compare` say alike of a trace. */
export const traceStatus = z.strictObject({
  file: z.string(),
  events: count,
  calls: count,
  unreadable: z.string().nullable().describe('Why it can’t be read; null where it can.'),
  unload: z.string().nullable().describe('Of an unload that hangs, what it waits for; null where none does.'),
  doubts: z.array(z.string()).describe('What keeps it from telling all.'),
});

/** What they say alike of a finding. */
export const judgedFinding = z.strictObject({
  standing: z.enum(['failing', 'warning', 'weak', 'known', 'suppressed']),
  rule,
  level: severity,
  confidence: confidence.describe('The highest among the traces.'),
  provider: z.string(),
  op: z.string().nullable(),
  site,
  anchor: z.strictObject({ path: z.string(), line: z.int().min(1), isSource: z.boolean() }),
  fingerprint,
  message: z.string(),
  count,
  hangsUnload: z.boolean().describe('Whether an unload hangs by it, in one of the traces at least.'),
  traces: z.array(z.strictObject({ file: z.string(), count, confidence })),
  example: occurrence.nullable().describe('The first occurrence, in the first of the traces.'),
  suppression: suppressionSchema
    .nullable()
    .describe('The one that it falls under, or fell under until that expired.'),
});

export const doubts = z.array(z.string()).describe('Why the command can’t tell for sure, each a sentence.');
