import { z } from 'zod';
import { jsonText } from '../../../text/index.ts';
import { RULES } from '../../../wsk/index.ts';
import { DURATION_PATTERN } from '../duration.ts';
import { DATE_PATTERN, isDate } from '../suppression/date.ts';
import { literalLength } from '../suppression/pattern.ts';

/** A pattern that says something: `*` alone would let everything through. */
const pattern = z
  .string()
  .min(1)
  .refine((text) => literalLength(text) > 0, 'it would match everything: name at least a part');

const match = z
  .strictObject({
    function: pattern
      .optional()
      .describe('The driver’s function at the finding’s site; * and ? stand for any.'),
    op: pattern.optional().describe('The operation, as Send; * and ? stand for any.'),
    fingerprint: pattern.optional().describe('The finding’s fingerprint, all of it or with *.'),
    provider: pattern.optional().describe('Name of the driver’s provider; beside one of the others.'),
  })
  .refine(
    (fields) => fields.function !== undefined || fields.op !== undefined || fields.fingerprint !== undefined,
    'it would match every finding of the rule: add function, op or fingerprint',
  );

export const suppressionSchema = z.strictObject({
  rule: z.enum(RULES).describe('The rule whose findings are known.'),
  match: match.describe('Which of them; all that is given has to match.'),
  reason: z.string().trim().min(1, 'say why').describe('Why the finding is accepted: shown in every report.'),
  expires: z
    .string()
    .regex(DATE_PATTERN, 'a date as 2027-01-31')
    .refine(isDate, 'no such day')
    .optional()
    .describe('The last day, in UTC, on which it holds.'),
});

export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    providers: z
      .array(z.string().min(1))
      .optional()
      .describe('Providers to analyse besides those of the project’s group, by name or GUID.'),
    mappings: z
      .array(z.string().min(1))
      .optional()
      .describe('Files beside this one that say what other drivers’ events mean.'),
    stuckAfter: z
      .string()
      .regex(DURATION_PATTERN, 'a duration with its unit, as 30s')
      .optional()
      .describe('Call nothing stuck that is younger, as 30s. 10s unless told.'),
    rules: z
      .partialRecord(z.enum(RULES), z.enum(['on', 'off', 'warning', 'error']))
      .optional()
      .describe('What a rule’s findings are; on, or not named, leaves them the rule’s own severity.'),
    thresholds: z
      .array(z.string().min(1))
      .optional()
      .describe('Bounds to keep, as "latency{op=Send}: p(99) < 5ms".'),
    failOn: z
      .enum(['certain', 'likely', 'possible'])
      .optional()
      .describe('The least confidence of a finding that fails the check. likely unless told.'),
    minSamples: z
      .int()
      .min(1)
      .optional()
      .describe('Fewest calls that a latency is judged by. Unless told, as many as its percentile needs.'),
    aggregate: z
      .enum(['median', 'worst'])
      .optional()
      .describe('How the values of several traces become one. median unless told.'),
    inconclusive: z
      .enum(['pass', 'fail'])
      .optional()
      .describe('Whether a check passes that can’t tell. fail unless told.'),
    baseline: z.string().min(1).optional().describe('File of known findings, beside this file.'),
    sourceRoot: z
      .string()
      .min(1)
      .optional()
      .describe('Folder of the driver’s sources, beside this file: findings are anchored there.'),
    suppressions: z.array(suppressionSchema).optional().describe('Findings that are accepted, and why.'),
  })
  .describe('Configuration of wsktrace check and wsktrace compare.');

export type Config = z.infer<typeof configSchema>;
export type Suppression = z.infer<typeof suppressionSchema>;

/** The configuration's JSON Schema, for editors. */
export function configJsonSchema(): string {
  const schema = z.toJSONSchema(configSchema, { target: 'draft-2020-12' });
  return `${jsonText({ title: 'wsktrace.config.json', ...schema }, 2)}\n`;
}
