import { z } from 'zod';
import { TraceError } from '../../../etl/index.ts';
import { parseJson } from '../config/parse.ts';

export const BASELINE_SCHEMA = 'wsktrace.baseline/1';

const entrySchema = z.strictObject({
  fingerprint: z.string().regex(/^[0-9a-f]{16}$/, 'a fingerprint is 16 hex digits'),
  rule: z.string(),
  provider: z.string(),
  op: z.string().nullable(),
  function: z.string().nullable(),
});

const baselineSchema = z.strictObject({
  schema: z.literal(BASELINE_SCHEMA),
  findings: z.array(entrySchema),
});

/** A finding that is known. Its fingerprint alone counts; the rest is for those who read the file. */
export type BaselineEntry = z.infer<typeof entrySchema>;

/** @throws TraceError of kind `usage` for what is no baseline */
export function parseBaseline(text: string, file: string): BaselineEntry[] {
  const result = baselineSchema.safeParse(parseJson(text, file));
  if (!result.success) {
    const reason = `not a baseline of wsktrace: ${z.prettifyError(result.error)}`;
    throw new TraceError('usage', reason, { file }, result.error);
  }
  return result.data.findings;
}

/** The file's text: sorted, an entry a line, so that a change shows up as a change of lines. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const key = ({ rule, op, fingerprint }: BaselineEntry) => `${rule}\0${op ?? ''}\0${fingerprint}`;
  const sorted = [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const lines = sorted.map((entry) => `    ${JSON.stringify(entry)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "schema": ${JSON.stringify(BASELINE_SCHEMA)},\n  "findings": ${list}\n}\n`;
}
