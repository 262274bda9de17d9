import { z } from 'zod';
import { confidence, count, fingerprint, idText, ns, rule, severity, site } from './shared.ts';

const subject = z.strictObject({ irpId: idText, callId: idText, socketId: idText });

export const occurrence = z.strictObject({
  load: count.describe('Which load of the driver in the trace, from 1: ids begin anew with each.'),
  subject,
  confidence,
  evidence: z.array(z.strictObject({ timeNs: ns, event: z.string(), detail: z.string().optional() })),
  consequences: z.array(z.strictObject({ rule, subject })),
});

export const finding = z.strictObject({
  rule,
  severity,
  confidence: confidence.describe('The highest among the occurrences.'),
  provider: z.string(),
  op: z.string().nullable(),
  site,
  fingerprint,
  message: z.string(),
  count: count.describe('All occurrences; the list may hold fewer.'),
  occurrences: z.array(occurrence),
  help: z.string().describe('The page that explains the finding, as a path in the package.'),
});
