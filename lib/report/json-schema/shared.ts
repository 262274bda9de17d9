import { z } from 'zod';
import { RULES } from '../../wsk/index.ts';

/** What the documents of several commands have in common. */
export const count = z.int().min(0);
export const ns = z.number().describe('Nanoseconds since the trace’s start.');
export const duration = z.number().describe('A duration in nanoseconds.');
export const idText = z
  .string()
  .nullable()
  .describe('A 64-bit id as decimal text; null where there is none.');
export const rule = z.enum(RULES);
export const confidence = z.enum(['certain', 'likely', 'possible']);
export const severity = z.enum(['error', 'warning']);
export const site = z.strictObject({ function: z.string().nullable(), line: z.int().nullable() });
export const fingerprint = z.string().regex(/^[0-9a-f]{16}$/);

/** The JSON Schema of a document, under the name of its file in `schemas/`. */
export function publish($id: string, title: string, schema: z.ZodType): object {
  return { $id, title, ...z.toJSONSchema(schema, { target: 'draft-2020-12' }) };
}
