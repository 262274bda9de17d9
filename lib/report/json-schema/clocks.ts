import { z } from 'zod';
import { count } from './shared.ts';

const range = z.strictObject({ leastNs: z.number(), mostNs: z.number() });

export const clocks = z
  .strictObject({
    stepNs: z
      .number()
      .nullable()
      .describe('By how much the clock steps, where that is so much that it matters.'),
    reference: count.describe('The processor that the others are compared with.'),
    offsets: z.array(
      z.strictObject({
        processor: count,
        first: range.describe(
          'By how much its clock is ahead of the reference’s, at least and at most, when that was first known.',
        ),
        last: range.describe('The same when it was last known as well: another where the clock drifts.'),
      }),
    ),
  })
  .describe('Processors whose clocks disagree; times are corrected by the middle of the range.');
