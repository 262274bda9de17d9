import { z } from 'zod';
import { TraceError } from '../../../etl/index.ts';
import { BASELINE_SCHEMA, type BaselineEntry } from '../baseline/baseline.ts';
import { parseJson } from './json.ts';

export const baselineEntrySchema: z.ZodType<BaselineEntry> = z.strictObject({
  fingerprint: z.string().regex(/^[0-9a-f]{16}$/, 'a fingerprint is 16 hex digits'),
  rule: z.string(),
  provider: z.string(),
  op: z.string().nullable(),
  function: z.string().nullable(),
});

const baselineSchema = z.strictObject({
  schema: z.literal(BASELINE_SCHEMA),
  findings: z.array(baselineEntrySchema),
});

/** @throws TraceError of kind `usage` for what is no baseline */
export function parseBaseline(text: string, file: string): BaselineEntry[] {
  const result = baselineSchema.safeParse(parseJson(text, file));
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) => [...path, message].join(': '));
    throw new TraceError('usage', ['not a baseline of wsktrace', ...faults], { file }, result.error);
  }
  return result.data.findings;
}
