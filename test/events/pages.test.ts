import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesSource, Trace, TraceError } from '../../lib/etl/index.ts';
import {
  EventPages,
  type EventRecord,
  type EventsOptions,
  events,
  PAGE_EVENTS,
} from '../../lib/events/index.ts';
import { synthesise } from '../support/synthesiser/index.ts';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures');

async function listed(trace: Trace, options: EventsOptions): Promise<EventRecord[]> {
  const all: EventRecord[] = [];
  for await (const event of events(trace, options)) {
    all.push(event);
  }
  return all;
}

/** All pages, asked for from the last to the first, each twice. */
async function paged(trace: Trace, options: EventsOptions) {
  const pages = new EventPages(trace, options);
  for await (const _ of pages.find()) {
    // Nothing is asked for meanwhile.
  }
  const numbers = Array.from({ length: Math.ceil(pages.count / PAGE_EVENTS) }, (_, page) => page);
  const back = numbers.toReversed().map((page) => pages.page(page));
  const forth = numbers.map((page) => pages.page(page));
  expect(forth).toEqual(back.toReversed());
  return { all: forth.flat(), sizes: forth.map(({ length }) => length), count: pages.count };
}

async function expectTheSame(trace: Trace, options: EventsOptions = {}): Promise<number> {
  const all = await listed(trace, options);
  const pages = await paged(trace, options);
  expect(pages.count).toBe(all.length);
  expect(pages.sizes.slice(0, -1).every((size) => size === PAGE_EVENTS)).toBe(true);
  expect(pages.all).toEqual(all);
  return all.length;
}

describe('events page by page', () => {
  test.each(readdirSync(FIXTURES).filter((name) => name.endsWith('.etl')))(
    'are those of %s, in their order',
    async (name) => {
      const trace = Trace.open(bytesSource(readFileSync(resolve(FIXTURES, name))));
      expect(await expectTheSame(trace)).toBeGreaterThan(0);
    },
  );

  test('are those of many processors, whatever the buffers are like and wherever the file is damaged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.nat(),
          processors: fc.integer({ min: 1, max: 12 }),
          noise: fc.constantFrom(0, 0.5),
          bufferSize: fc.constantFrom(4096, 16_384),
          compression: fc.constantFrom('none' as const, 'xpress' as const),
          damage: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
            maxLength: 20,
          }),
        }),
        async ({ seed, processors, noise, bufferSize, compression, damage }) => {
          const model = synthesise({ seed, events: 3000, processors, noise, concurrency: 16 });
          const { bytes } = model.write({ bufferSize, compression });
          for (const [at, value] of damage) {
            // Behind the header buffer, without which there is no trace.
            const from = Math.min(bytes.length, bufferSize);
            bytes[from + Math.floor(at * (bytes.length - from - 1))] = value;
          }
          let trace: Trace;
          try {
            trace = Trace.open(bytesSource(bytes));
          } catch (error) {
            expect(error).toBeInstanceOf(TraceError);
            return;
          }
          await expectTheSame(trace);
          await expectTheSame(trace, { events: ['Irp*'], fromNs: 1e6 });
          await expectTheSame(trace, { where: 'Op = Receive', toNs: 50e6 });
        },
      ),
      { numRuns: 8 },
    );
  });

  test('can be had while the others are still looked for', async () => {
    const { bytes } = synthesise({ seed: 5, events: 200_000, processors: 4 }).write();
    const trace = Trace.open(bytesSource(bytes));
    const pages = new EventPages(trace);
    const early: (readonly [number, EventRecord[]])[] = [];
    for await (const _ of pages.find()) {
      const whole = Math.floor(pages.count / PAGE_EVENTS) - 1;
      early.push([whole, pages.page(whole)]);
    }
    expect(early.length).toBeGreaterThan(2);
    for (const [page, records] of early) {
      expect(records).toHaveLength(PAGE_EVENTS);
      expect(pages.page(page)).toEqual(records);
    }
    expect(pages.page(Math.ceil(pages.count / PAGE_EVENTS))).toEqual([]);
  });
});
