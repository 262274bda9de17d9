import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Catalog, factsOf, Tally, type TraceFacts } from '../../lib/decode/index.ts';
import { bytesSource, Trace, TraceError } from '../../lib/etl/index.ts';
import { synthesise } from '../support/synthesiser/index.ts';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures');

/** The facts by a look at each single event: none is passed over. */
async function factsOneByOne(trace: Trace): Promise<TraceFacts> {
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
  return await catalog.withSchemas(() => tally.facts(trace, damage));
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
