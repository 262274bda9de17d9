import { z } from 'zod';
import { publish } from './shared.ts';

const diagnosis = z.strictObject({
  part: z.string().describe('The part of the recording, as in losses, clock or keyword 0x1 IRP.'),
  health: z
    .enum(['ok', 'none', 'missing'])
    .describe(
      'missing: something can’t be told without it; none: nothing of it is in the trace, which may be because nothing happened.',
    ),
  told: z.string().describe('What is there, or what can’t be told without it.'),
  fixes: z
    .array(z.string())
    .describe('What to do about it, each a command or a sentence; empty where nothing is to be done.'),
});

/** The JSON Schema of `doctor --json`. */
export function doctorJsonSchema(): object {
  return publish('wsktrace.doctor.schema.json', 'wsktrace doctor --json', z.array(diagnosis));
}
