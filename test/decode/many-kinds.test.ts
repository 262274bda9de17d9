import { expect, test } from 'vitest';
import { factsOf } from '../../lib/decode/index.ts';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { MANY_KINDS, type ManyKinds, manyKinds } from '../support/many-kinds.ts';

/** Time that counting takes, the best of two: other work on the machine only adds to it. */
async function fastest(bytes: Uint8Array): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 2; run++) {
    const began = performance.now();
    await factsOf(Trace.open(bytesSource(bytes)));
    times.push(performance.now() - began);
  }
  return Math.min(...times);
}

test.each(Object.keys(MANY_KINDS) as ManyKinds[])(
  'eight times as many %s take nowhere near 64 times as long',
  async (kind) => {
    const [few, many] = [manyKinds(kind, 8000), manyKinds(kind, 64_000)];
    await fastest(few);
    const ratio = (await fastest(many)) / (await fastest(few));
    expect(ratio).toBeLessThan(24);
  },
  60_000,
);

test.each(Object.keys(MANY_KINDS) as ManyKinds[])(
  'each of 50,000 %s is counted by itself',
  async (kind) => {
    const facts = await factsOf(Trace.open(bytesSource(manyKinds(kind, 50_000))));
    const rows = facts.providers.filter(({ name }) => name !== 'Windows Kernel Trace');
    const kinds = rows.flatMap(({ eventNames }) => Object.values(eventNames));
    expect(kinds).toHaveLength(50_000);
    expect(new Set(kinds)).toEqual(new Set([1]));
  },
  60_000,
);
