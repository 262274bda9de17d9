import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { Catalog, factsOf, Tally, type TraceFacts } from '../../lib/decode/index.ts';
import { bytesSource, Trace, TraceError } from '../../lib/etl/index.ts';
import { EventForms } from '../../lib/etl/walk/event-forms.ts';
import {
  ByteWriter,
  eventHeaderEvent,
  eventSourceManifest,
  ofProcess,
  on,
  type RawEvent,
  writeTrace,
} from '../support/etl-writer/index.ts';
import { synthesise } from '../support/synthesiser/index.ts';

/** Microsoft-Windows-Kernel-Process, whose event 1 tells that a process started. */
const KERNEL_PROCESS = '22fb2cd6-0e7b-422b-a0c7-2fad1fd0e716';
const FIXTURES = resolve(import.meta.dirname, '../../fixtures');

/** The facts by a look at each single event: none is passed over, nor known by others of its form. */
async function factsOneByOne(trace: Trace): Promise<TraceFacts> {
  vi.spyOn(EventForms.prototype, 'add').mockReturnValue(0);
  const catalog = new Catalog();
  const count = () => {
    const tally = new Tally();
    const pass = trace.eventsInFileOrder();
    for (let event = pass.next(); event !== null; event = pass.next()) {
      catalog.add(event);
      tally.add(event, catalog.identityOf(event));
    }
    return { tally, damage: pass.damage };
  };
  const first = count();
  const { tally, damage } = catalog.isTellingLate ? count() : first;
  vi.restoreAllMocks();
  return await catalog.withSchemas(() => tally.facts(trace, damage));
}

const SOURCE = { name: 'My-Source', guid: 'aaaaaaaa-1111-2222-3333-444444444444' };

/** What a process does: it logs an event, writes its manifest, or is started. */
type Step =
  | { readonly kind: 'event'; readonly pid: number; readonly id: number }
  | { readonly kind: 'manifest'; readonly pid: number; readonly task: string }
  | { readonly kind: 'start'; readonly pid: number };

function written(step: Step, ticks: number): RawEvent[] {
  const { kind, pid } = step;
  if (kind === 'event') {
    return [eventHeaderEvent({ ticks, provider: SOURCE.guid, pid, id: step.id })];
  }
  if (kind === 'start') {
    const payload = new ByteWriter().u32(pid).zeros(60).finish();
    return [eventHeaderEvent({ ticks, provider: KERNEL_PROCESS, id: 1, payload })];
  }
  const xml = `<m><provider name="My-Source" guid="{${SOURCE.guid}}"><tasks><task name="${step.task}" value="1"/></tasks>
    <events><event value="1" task="${step.task}"/></events></provider></m>`;
  return eventSourceManifest({ ticks, provider: SOURCE, xml }).map((piece) => ofProcess(pid, piece));
}

function opened(bytes: Uint8Array): Trace | null {
  try {
    return Trace.open(bytesSource(bytes));
  } catch (error) {
    expect(error).toBeInstanceOf(TraceError);
    return null;
  }
}

async function expectSame(bytes: Uint8Array): Promise<void> {
  const trace = opened(bytes);
  if (trace !== null) {
    expect(await factsOf(trace)).toEqual(await factsOneByOne(opened(bytes)!));
  }
}

describe('the facts of a trace, most of whose events are passed over', () => {
  test('are those that a look at each event gives, for each fixture', async () => {
    for (const name of readdirSync(FIXTURES).filter((file) => file.endsWith('.etl'))) {
      await expectSame(readFileSync(resolve(FIXTURES, name)));
    }
  });

  test('are those that a look at each event gives, where processes write manifests between their events', async () => {
    const aPid = fc.integer({ min: 100, max: 102 });
    const event = fc.record({ kind: fc.constant('event' as const), pid: aPid, id: fc.nat(2) });
    const aManifest = fc.record({
      kind: fc.constant('manifest' as const),
      pid: aPid,
      task: fc.constantFrom('Old', 'New'),
    });
    const aStart = fc.record({ kind: fc.constant('start' as const), pid: aPid });
    const aStep = fc.oneof(event, event, event, event, aManifest, aStart);
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { minLength: 1, maxLength: 60 }), async (steps) => {
        const events = steps.flatMap((step, at) => written(step, at + 1));
        await expectSame(writeTrace(on(0, ...events)).bytes);
      }),
      { numRuns: 200 },
    );
  });

  test('are those that a look at each event gives, where other providers log and the file is damaged', async () => {
    const whole = synthesise({ events: 3000, noise: 0.7, processors: 3 }).write().bytes;
    const aChange = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(aChange, { maxLength: 40 }), async (changes) => {
        const bytes = whole.slice();
        for (const { at, byte } of changes) {
          bytes[at] = byte;
        }
        await expectSame(bytes);
      }),
      { numRuns: 40 },
    );
  });
});
