import { expect, test } from 'vitest';
import { factsOf } from '../../lib/decode/index.ts';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import {
  ByteWriter,
  eventHeaderEvent,
  eventSourceManifest,
  on,
  writeTrace,
} from '../support/etl-writer/index.ts';
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

test('starts of a process that wrote many manifests take as long among many kinds of events as among few', async () => {
  const manifests = Array.from({ length: 50 }, (_, number) => {
    const guid = `aaaaaaaa-1111-2222-3333-4444444${(0x10000 + number).toString(16)}`;
    const xml = `<m><provider name="S${number}" guid="{${guid}}"><tasks><task name="T" value="1"/></tasks>
      <events><event value="1" task="T"/></events></provider></m>`;
    return eventSourceManifest({ ticks: 1, provider: { name: `S${number}`, guid }, xml });
  }).flat();
  const payload = new ByteWriter().u32(0).finish();
  const withKinds = (kinds: number) => {
    const others = Array.from({ length: 2000 }, (_, i) =>
      eventHeaderEvent({ ticks: 2, provider: 'cccccccc-1111-2222-3333-444444444444', id: i % kinds }),
    );
    const starts = Array.from({ length: 20_000 }, () =>
      eventHeaderEvent({ ticks: 3, provider: '22fb2cd6-0e7b-422b-a0c7-2fad1fd0e716', id: 1, payload }),
    );
    return writeTrace([...manifests, ...others, ...starts].flatMap((event) => on(0, event))).bytes;
  };
  const [few, many] = [withKinds(2), withKinds(2000)];
  await fastest(few);
  expect((await fastest(many)) / (await fastest(few))).toBeLessThan(4);
}, 60_000);

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
