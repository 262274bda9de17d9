import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventIdentity } from '../../../lib/decode/identity.ts';
import { TraceLoggingCache } from '../../../lib/decode/tracelogging/cache.ts';
import { bytesSource, Trace } from '../../../lib/etl/index.ts';
import {
  eventHeaderEvent,
  on,
  providerGuid,
  traceLoggingSchema,
  writeTrace,
} from '../../support/etl-writer/index.ts';

const PROVIDER = { index: 0, id: '', name: 'P', group: null, hasTraits: true };

/** Which of these pieces of metadata are taken for one, as numbers that are equal for those. */
function groups(metadata: readonly Uint8Array[]): number[] {
  const events = metadata.flatMap((bytes, i) =>
    on(
      0,
      eventHeaderEvent({
        ticks: BigInt(i),
        provider: providerGuid('P'),
        channel: 11,
        items: [traceLoggingSchema(bytes)],
      }),
    ),
  );
  const trace = Trace.open(bytesSource(writeTrace(events, {}).bytes));
  let made = 0;
  const cache = new TraceLoggingCache(
    (_event, provider, find) => new EventIdentity(made++, provider, '', find, { current: 0 }),
  );
  const found: number[] = [];
  const pass = trace.events();
  for (let event = pass.next(); event !== null; event = pass.next()) {
    if (event.schema !== 0) {
      found.push(cache.find(event, PROVIDER)!.index);
    }
  }
  return found;
}

/** Bytes that as doubles are 0, -0, NaN and infinite as often as not. */
const oddBytes = fc
  .array(
    fc.oneof(
      fc.constant([0, 0, 0, 0, 0, 0, 0, 0]),
      fc.constant([0, 0, 0, 0, 0, 0, 0, 0x80]),
      fc.constant([0, 0, 0, 0, 0, 0, 0xf8, 0x7f]),
      fc.constant([1, 0, 0, 0, 0, 0, 0xf8, 0x7f]),
      fc.constant([0, 0, 0, 0, 0, 0, 0xf0, 0x7f]),
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 8 }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => Uint8Array.from(parts.flat()));

test('metadata is taken for that seen before where all of its bytes are the same, and nowhere else', () => {
  fc.assert(
    fc.property(fc.array(oddBytes, { minLength: 2, maxLength: 12 }), (metadata) => {
      const texts = metadata.map(String);
      expect(groups(metadata)).toEqual(texts.map((text) => [...new Set(texts)].indexOf(text)));
    }),
  );
});
